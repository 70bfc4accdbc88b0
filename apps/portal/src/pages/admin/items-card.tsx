import { useQuery } from '@tanstack/react-query';
import { Card, Table } from 'antd';
import { cataloguesQuery } from '../../api/queries.ts';
import type { GetOverviewQuery } from '../../generated/graphql.ts';

type Item = GetOverviewQuery['getOverview']['items'][number];

/** The median beside its limit: each in the limit's own unit. */
const used = (median: number | null, limit: string | null): string =>
  limit === null ? '—' : `${median ?? '—'} / ${limit}`;

/** 事项用时: what was decided, how long it took by the law's clock and by what was promised (M1, M2). */
export const ItemsCard = ({ items }: { items: readonly Item[] }) => {
  const { data: catalogues } = useQuery(cataloguesQuery);
  const nameOf = (version: string | null): string =>
    catalogues?.find((catalogue) => catalogue.version === version)?.name ?? version ?? '';
  return (
    <Card title={<h2>事项用时</h2>}>
      <Table
        rowKey={(row) => [row.catalogue, row.code, row.statutory, row.promise].join(' ')}
        size="small"
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        className="narrow-table"
        locale={{ emptyText: '还没有作出决定的事项' }}
        dataSource={items}
        columns={[
          {
            title: '事项',
            key: 'item',
            render: (_, row) => (
              <>
                <strong>{row.code}</strong> {row.name}
                <div className="muted small">{nameOf(row.catalogue)}</div>
              </>
            ),
          },
          {
            title: '已决定',
            dataIndex: 'decided',
            align: 'right' as const,
            responsive: ['md' as const],
          },
          {
            title: '用时中位数 / 法定',
            key: 'statutory',
            align: 'right' as const,
            responsive: ['md' as const],
            render: (_, row) => used(row.medianStatutory, row.statutory),
          },
          {
            title: '用时中位数 / 承诺',
            key: 'promise',
            align: 'right' as const,
            render: (_, row) => used(row.medianPromise, row.promise),
          },
          {
            title: '承诺内',
            key: 'within',
            align: 'right' as const,
            render: (_, row) => (row.withinPromise === null ? '—' : `${row.withinPromise}%`),
          },
        ]}
      />
      <p className="muted small">
        自受理或前序结果送达（以较晚者为准）起算，至作出决定止，当日不计，暂停计时的时间不计；法定（M1）和承诺（M2）各按其时限的单位计算。
      </p>
    </Card>
  );
};
