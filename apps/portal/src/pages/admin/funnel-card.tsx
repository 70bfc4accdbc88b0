import { useQuery } from '@tanstack/react-query';
import { industryDivisions } from '@yizhan/codes';
import { Card, Segmented, Space, Table } from 'antd';
import { useState } from 'react';
import { funnelQuery } from '../../api/queries.ts';
import type { GetFunnelQuery } from '../../generated/graphql.ts';
import { Answered } from '../../parts/status.tsx';
import { unitName } from '../../words/names.ts';

type Funnel = GetFunnelQuery['getFunnel'];
type By = 'byDivision' | 'byIndustry' | 'byInvestment';

const steps = [
  ['filed', '申报'],
  ['prereviewAgreed', '预审同意'],
  ['judged', '完成研判'],
  ['passed', '研判通过'],
  ['concluded', '已有结论'],
] as const;

/** Four characters that break in their middle where they must, and nowhere else. */
const inHalves = (zh: string) => (
  <span className="in-halves">
    {zh.slice(0, 2)}
    <wbr />
    {zh.slice(2)}
  </span>
);

const nameOf: Readonly<Record<By, (key: string) => string>> = {
  byDivision: unitName,
  byIndustry: (key) => industryDivisions.find(({ code }) => code === key)?.name ?? key,
  byInvestment: (key) => key,
};

const Rows = ({ funnel, by }: { funnel: Funnel; by: By }) => (
  <>
    <ul className="bars" data-testid="funnel">
      {steps.map(([step, zh]) => (
        <li key={step}>
          <span>{zh}</span>
          <span className="track" aria-hidden="true">
            {funnel.total[step] === 0 ? null : (
              <span style={{ width: `${(funnel.total[step] / Math.max(1, funnel.total.filed)) * 100}%` }} />
            )}
          </span>
          <span>{funnel.total[step]}</span>
        </li>
      ))}
    </ul>
    <Table
      rowKey="key"
      size="small"
      pagination={false}
      className="narrow-table"
      locale={{ emptyText: '该时段没有申报' }}
      dataSource={funnel[by]}
      columns={[
        { title: '', key: 'name', render: (_, row) => nameOf[by](row.key) },
        ...steps.map(([step, zh]) => ({ title: inHalves(zh), dataIndex: step, align: 'right' as const })),
      ]}
    />
    <p className="muted small">
      按收到申请之日统计，均由办理记录计算；研判通过指研判后结论为同意或有条件同意。投资额分档为示例。
    </p>
  </>
);

/** 准入漏斗, of a period, by town, industry or investment. */
export const FunnelCard = () => {
  const [by, setBy] = useState<By>('byDivision');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const funnel = useQuery(funnelQuery({ ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) }));
  return (
    <Card
      title={<h2>准入漏斗</h2>}
      extra={
        <Segmented<By>
          value={by}
          onChange={setBy}
          options={[
            { value: 'byDivision', label: '按属地' },
            { value: 'byIndustry', label: '按行业' },
            { value: 'byInvestment', label: '按投资额' },
          ]}
        />
      }
    >
      <Space wrap style={{ marginBlockEnd: 12 }}>
        <label>
          自 <input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label>
          至 <input type="date" value={to} onChange={(event) => setTo(event.target.value)} />
        </label>
      </Space>
      <Answered asked={funnel}>{(found) => <Rows funnel={found} by={by} />}</Answered>
    </Card>
  );
};
