import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Empty, Statistic, Table, Tag } from 'antd';
import { ask } from '../../api/graphql.ts';
import { clockQuery, operationsQuery, overviewQuery } from '../../api/queries.ts';
import {
  type GetOverviewQuery,
  type OperationsQuery,
  ReplayParkedDocument,
} from '../../generated/graphql.ts';
import { Answered } from '../../parts/status.tsx';
import { serviceNames, unitName } from '../../words/names.ts';
import { CalendarCard } from './calendar-card.tsx';
import { CatalogueCard } from './catalogue-card.tsx';
import { ClockCard } from './clock-card.tsx';
import { CreditCodeCard } from './credit-code-card.tsx';
import { FunnelCard } from './funnel-card.tsx';
import { ItemsCard } from './items-card.tsx';
import { ReformCard } from './reform-card.tsx';

type Overview = GetOverviewQuery['getOverview'];

const funnelWords: readonly [keyof Overview['funnel'], string, string][] = [
  ['filed', '准入申报', '提交过准入申请的项目'],
  ['prereviewAgreed', '预审同意', '属地预审同意的项目'],
  ['judged', '部门意见已齐', '被征求意见的部门均已答复的项目'],
  ['concluded', '已有结论', '准入已作出结论的项目'],
  ['coded', '已赋码', '完成备案、取得项目代码的项目'],
  ['parcelsFiled', '标准地备案', '完成标准地申报备案的地块'],
  ['completed', '竣工备案', '完成竣工验收备案的项目'],
];

const Numbers = ({ overview }: { overview: Overview }) => {
  const most = Math.max(1, ...overview.byStage.map(({ count }) => count));
  return (
    <>
      <Card title={<h2>办理情况</h2>} extra={<span className="muted small">截至 {overview.asOf}</span>}>
        <div className="figures">
          {funnelWords.map(([key, title, means]) => (
            <div key={key}>
              <Statistic title={title} value={overview.funnel[key]} />
              <div className="muted small">{means}</div>
            </div>
          ))}
        </div>
      </Card>
      <ReformCard overview={overview} />
      <ItemsCard items={overview.items} />
      <Card title={<h2>各阶段项目数</h2>}>
        {overview.byStage.length === 0 ? <Empty description="还没有项目" /> : null}
        <ul className="bars">
          {overview.byStage.map(({ stage, zh, count }) => (
            <li key={stage}>
              <span>{zh}</span>
              <span className="track" aria-hidden="true">
                {count === 0 ? null : <span style={{ width: `${(count / most) * 100}%` }} />}
              </span>
              <span>{count}</span>
            </li>
          ))}
        </ul>
      </Card>
      <Card title={<h2>各部门</h2>}>
        <Table
          rowKey="department"
          size="small"
          pagination={false}
          className="narrow-table"
          locale={{ emptyText: '目前没有部门办理的事项' }}
          dataSource={overview.byDepartment}
          columns={[
            { title: '部门', key: 'name', render: (_, row) => unitName(row.department) },
            { title: '用时（工作日）', dataIndex: 'days', align: 'right' as const },
            { title: '在办', dataIndex: 'open', align: 'right' as const },
            {
              title: '逾期',
              dataIndex: 'overdue',
              align: 'right' as const,
              render: (overdue: number) => (overdue === 0 ? 0 : <Tag color="error">{overdue}</Tag>),
            },
          ]}
        />
      </Card>
    </>
  );
};

const reasonWords: Readonly<Record<string, string>> = { failed: '处理失败', waiting: '等待前序数据' };

const Operations = ({ found }: { found: OperationsQuery }) => {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const replay = useMutation({
    mutationFn: async (service: string) => (await ask(ReplayParkedDocument, { service })).replayParked.left,
    onSuccess: (left) => {
      message.success(left === 0 ? '已全部重新处理' : `已重新处理，还有 ${left} 条`);
      void queries.invalidateQueries({ queryKey: ['operations'] });
    },
    onError: (error) => message.error(error.message),
  });
  const parkedServices = [...new Set(found.parkedEvents.map(({ service }) => service))];
  return (
    <>
      <Card title={<h2>服务运行</h2>}>
        <ul className="plain services">
          {found.services.map((service) => (
            <li key={service.name}>
              <Tag color={service.ready ? 'success' : 'error'}>{service.ready ? '正常' : '未就绪'}</Tag>
              {serviceNames[service.name] ?? service.name}
              {service.ready ? null : <div className="muted small">{service.detail}</div>}
            </li>
          ))}
        </ul>
        {found.findMissingEvents.length === 0 ? (
          <p className="muted">各服务发出的记录均已进入项目档案。</p>
        ) : (
          <Alert
            type="warning"
            showIcon
            title={`有 ${found.findMissingEvents.length} 个案件的记录尚未进入项目档案`}
            description={found.findMissingEvents
              .slice(0, 10)
              .map(
                ({ service, caseId, emitted, arrived }) =>
                  `${serviceNames[service] ?? service} ${caseId}：发出 ${emitted}，到达 ${arrived}`,
              )
              .join('；')}
          />
        )}
      </Card>
      <Card title={<h2>搁置的记录</h2>}>
        {found.parkedEvents.length === 0 ? (
          <p className="muted">没有搁置的记录。</p>
        ) : (
          <>
            <div className="choices">
              {parkedServices.map((service) => (
                <Button
                  key={service}
                  loading={replay.isPending && replay.variables === service}
                  onClick={() => replay.mutate(service)}
                >
                  重新处理：{serviceNames[service] ?? service}
                </Button>
              ))}
            </div>
            <Table
              rowKey="id"
              size="small"
              pagination={{ pageSize: 20, hideOnSinglePage: true }}
              className="narrow-table"
              dataSource={found.parkedEvents}
              columns={[
                { title: '服务', key: 's', render: (_, row) => serviceNames[row.service] ?? row.service },
                { title: '记录', dataIndex: 'id' },
                {
                  title: '原因',
                  key: 'r',
                  render: (_, row) =>
                    `${reasonWords[row.reason] ?? row.reason}${row.waitingFor === null ? '' : `：${row.waitingFor}`}${row.error === null ? '' : `：${row.error}`}`,
                },
                { title: '次数', dataIndex: 'attempts', align: 'right' as const },
              ]}
            />
          </>
        )}
      </Card>
    </>
  );
};

/** 运行情况: first figures and the health of the services. */
export const AdminPage = () => {
  const overview = useQuery(overviewQuery);
  const operations = useQuery(operationsQuery);
  const { data: clock } = useQuery(clockQuery);
  return (
    <>
      <h1>运行情况</h1>
      {clock?.settable === true ? <ClockCard clock={clock} /> : null}
      <Answered asked={overview}>{(found) => <Numbers overview={found} />}</Answered>
      <Answered asked={operations}>{(found) => <Operations found={found} />}</Answered>
      <FunnelCard />
      <CalendarCard />
      <CatalogueCard />
      <CreditCodeCard />
    </>
  );
};
