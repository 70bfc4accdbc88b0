import { MoreOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button, Card, Descriptions, Dropdown, Table, Tag } from 'antd';
import { useState } from 'react';
import { type Parcel, parcelQuery, tasksQuery } from '../../api/queries.ts';
import { CommandDrawer, type Intended } from '../../parts/command-drawer.tsx';
import { titleOf } from '../../parts/command-forms.ts';
import { Answered } from '../../parts/status.tsx';
import { TurnList } from '../../parts/turn-list.tsx';
import { industryName, unitName } from '../../words/names.ts';
import { firstValues, openOf, possibleOnParcel } from './parcel-commands.ts';
import { ParcelOutline } from './parcel-outline.tsx';

const directions: Readonly<Record<string, string>> = { atLeast: '不低于', atMost: '不高于' };
const times: Readonly<Record<string, string>> = { completion: '竣工复核', fullProduction: '达产复核' };

const Facts = ({ parcel }: { parcel: Parcel }) => {
  const { listing, award, contracts, registration, filing, scheme, rectification } = parcel;
  const { failures, abandonedOn, breach, returned, cancelled } = parcel;
  const endings = [
    ['breach', '违约处置', breach],
    ['returned', '地块退出', returned],
    ['cancelled', '登记撤销', cancelled],
  ] as const;
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, md: 2 }}
      items={[
        { key: 'code', label: '宗地代码', children: parcel.parcelCode },
        { key: 'division', label: '所属区域', children: parcel.divisionName },
        {
          key: 'area',
          label: '面积',
          children: `${parcel.mu} 亩（${parcel.area} 平方米）${parcel.areaExplanation === null ? '' : `；${parcel.areaExplanation}`}`,
        },
        { key: 'industry', label: '准入行业', children: parcel.industries.map(industryName).join('、') },
        ...(scheme === null
          ? []
          : [{ key: 'scheme', label: '出让方案', children: `${scheme.on} 批准：${scheme.opinion}` }]),
        ...(filing === null
          ? []
          : [{ key: 'filing', label: '标准地备案', children: `${filing.on}，回执 ${filing.receipt}` }]),
        ...(listing === null
          ? []
          : [
              {
                key: 'listing',
                label: '出让公告',
                children: `${listing.noticeOn} 公告，${listing.listingFrom} 至 ${listing.closesOn} 挂牌，起始价 ${listing.startPrice} 万元`,
              },
            ]),
        ...(award === null
          ? []
          : [
              {
                key: 'award',
                label: '成交',
                children: (
                  <>
                    {award.noticeOn}，{award.price} 万元，
                    {award.winnerName === null ? '' : `竞得人 ${award.winnerName}，`}
                    {award.projectId === null ? (
                      '尚未关联项目'
                    ) : (
                      <Link to="/projects/$projectId" params={{ projectId: award.projectId }}>
                        查看项目
                      </Link>
                    )}
                  </>
                ),
              },
            ]),
        ...(contracts === null
          ? []
          : [
              {
                key: 'contracts',
                label: '双合同',
                children: `${contracts.on} 签订${contracts.legalityOpinion === null ? '' : `，合法性审查意见 ${contracts.legalityOpinion}（模拟）`}`,
              },
            ]),
        ...(registration === null
          ? []
          : [
              {
                key: 'registration',
                label: '不动产登记备注',
                children: `${registration.on}：${registration.note}`,
              },
            ]),
        ...failures.map(({ on, reason }) => ({
          key: `failed-${on}`,
          label: '流拍',
          children: `${on}：${reason}`,
        })),
        ...(abandonedOn === null
          ? []
          : [{ key: 'abandoned', label: '项目放弃', children: `${abandonedOn}，地块待处置` }]),
        ...endings.flatMap(([key, label, ended]) =>
          ended === null ? [] : [{ key, label, children: `${ended.on}：${ended.reason}` }],
        ),
        ...(rectification === null
          ? []
          : [
              {
                key: 'rectification',
                label: '整改',
                children: `${rectification.months} 个月，${rectification.dueOn} 前完成`,
              },
            ]),
      ]}
    />
  );
};

const Indicators = ({ parcel }: { parcel: Parcel }) => (
  <Table
    rowKey="kind"
    size="small"
    pagination={false}
    dataSource={parcel.indicators.map((indicator) => ({
      ...indicator,
      result: parcel.results.find(({ kind }) => kind === indicator.kind) ?? null,
    }))}
    columns={[
      { title: '指标', dataIndex: 'zh' },
      {
        title: '要求',
        key: 'value',
        render: (_, row) => `${directions[row.direction] ?? ''} ${row.value} ${row.unit}`,
      },
      { title: '何时复核', key: 'judgedAt', render: (_, row) => times[row.judgedAt] ?? row.judgedAt },
      {
        title: '实测',
        key: 'result',
        render: (_, { result }) =>
          result === null ? (
            '—'
          ) : (
            <>
              {result.measured}{' '}
              <Tag color={result.met ? 'success' : 'error'}>
                {result.met ? '达标' : `差 ${result.shortfall}`}
              </Tag>
            </>
          ),
      },
    ]}
  />
);

const Shown = ({ parcel, act }: { parcel: Parcel; act: (intended: Intended) => void }) => {
  const tasks = useQuery(tasksQuery(0, 100));
  const own = (tasks.data?.rows ?? []).filter(({ caseId }) => caseId === parcel.id);
  const possible = possibleOnParcel(parcel, own);
  const begin = (intended: Intended) =>
    act({ ...intended, initial: firstValues(intended.commands[0] ?? '', parcel) });
  return (
    <>
      <div className="head">
        <h1>
          {parcel.name} <Tag color="processing">{parcel.statusZh}</Tag>
        </h1>
        {possible.length === 0 ? null : (
          <Dropdown
            trigger={['click']}
            menu={{
              items: possible.map((command) => ({ key: command, label: titleOf(command) })),
              onClick: ({ key }) => begin({ commands: [key], caseId: parcel.id, subject: parcel.name }),
            }}
          >
            <Button icon={<MoreOutlined />} data-testid="parcel-more">
              更多
            </Button>
          </Dropdown>
        )}
      </div>
      {parcel.publicOnly ? (
        <Alert type="info" showIcon title="以下为出让公告公开的内容" style={{ marginBlockEnd: 16 }} />
      ) : null}
      {own.length === 0 ? null : (
        <Card title={<h2>需要您办理</h2>}>
          <TurnList
            turns={own}
            act={(intended) => begin({ ...intended, commands: openOf(parcel, intended.commands) })}
          />
        </Card>
      )}
      <Card title={<h2>地块情况</h2>}>
        <Facts parcel={parcel} />
        {parcel.polygon === null ? null : <ParcelOutline polygon={parcel.polygon} />}
      </Card>
      {parcel.evaluations.length === 0 ? null : (
        <Card title={<h2>区域评估</h2>}>
          <ul className="plain">
            {parcel.evaluations.map(({ evaluation, result }) => (
              <li key={evaluation}>
                {evaluation}：{result ?? <span className="muted">评估中</span>}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {parcel.indicators.length === 0 ? null : (
        <Card title={<h2>控制性指标</h2>}>
          <Indicators parcel={parcel} />
        </Card>
      )}
      {parcel.countersigns.length === 0 ? null : (
        <Card title={<h2>指标会签</h2>}>
          <ul className="plain">
            {parcel.countersigns.map((sign) => (
              <li key={sign.department}>
                {unitName(sign.department)}：
                {sign.opinion === null ? (
                  <span className="muted">待会签</span>
                ) : (
                  `${sign.opinion}（${sign.on ?? ''}）`
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
};

/** One parcel, from the reserve to the contract fulfilled. */
export const ParcelPage = () => {
  const { parcelId } = useParams({ from: '/shell/land/$parcelId' });
  const parcel = useQuery(parcelQuery(parcelId));
  const [intended, setIntended] = useState<Intended | null>(null);
  return (
    <>
      <p className="crumb">
        <Link to="/land">标准地</Link> /
      </p>
      <Answered asked={parcel}>{(found) => <Shown parcel={found} act={setIntended} />}</Answered>
      <CommandDrawer intended={intended} onClose={() => setIntended(null)} />
    </>
  );
};
