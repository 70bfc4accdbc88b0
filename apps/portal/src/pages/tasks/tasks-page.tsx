import { useQuery } from '@tanstack/react-query';
import { Card, Empty, Pagination, Segmented, Statistic } from 'antd';
import { useState } from 'react';
import { tasksQuery } from '../../api/queries.ts';
import { CommandDrawer, type Intended } from '../../parts/command-drawer.tsx';
import { Answered } from '../../parts/status.tsx';
import { TurnList } from '../../parts/turn-list.tsx';

const take = 50;

/** 我的待办, most urgent first. */
export const TasksPage = () => {
  const [page, setPage] = useState(1);
  const [shown, setShown] = useState<'all' | 'urgent'>('all');
  const [intended, setIntended] = useState<Intended | null>(null);
  const tasks = useQuery(tasksQuery((page - 1) * take, take));
  return (
    <>
      <div className="head">
        <h1>我的待办</h1>
        <Segmented
          options={[
            { value: 'all', label: '全部' },
            { value: 'urgent', label: '临期和逾期' },
          ]}
          value={shown}
          onChange={setShown}
        />
      </div>
      <Answered asked={tasks}>
        {({ rows, total, overdue, dueToday }) => {
          const wanted = shown === 'all' ? rows : rows.filter(({ light }) => light !== 'green');
          return (
            <>
              <div className="figures three">
                <Card size="small">
                  <Statistic title="待办" value={total} suffix="项" />
                </Card>
                <Card size="small">
                  <Statistic title="今天到期" value={dueToday} suffix="项" />
                </Card>
                <Card size="small">
                  <Statistic
                    title="已逾期"
                    value={overdue}
                    suffix="项"
                    styles={overdue > 0 ? { content: { color: '#b42318' } } : {}}
                  />
                </Card>
              </div>
              <Card>
                {wanted.length === 0 ? (
                  <Empty description={rows.length === 0 ? '没有需要您办理的事项' : '没有临期或逾期的事项'} />
                ) : (
                  <TurnList turns={wanted} withProject act={setIntended} />
                )}
                <Pagination
                  current={page}
                  pageSize={take}
                  total={total}
                  onChange={setPage}
                  hideOnSinglePage
                  showSizeChanger={false}
                />
              </Card>
            </>
          );
        }}
      </Answered>
      <CommandDrawer intended={intended} onClose={() => setIntended(null)} />
    </>
  );
};
