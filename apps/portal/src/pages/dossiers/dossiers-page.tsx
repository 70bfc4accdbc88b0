import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card, Empty, Input, Pagination, Segmented, Space } from 'antd';
import { useState } from 'react';
import { dossiersQuery } from '../../api/queries.ts';
import { useMe } from '../../app/session.tsx';
import { ProjectRows } from '../../parts/project-rows.tsx';
import { Answered } from '../../parts/status.tsx';

const take = 20;
const states = [
  { value: 'open', label: '在办' },
  { value: 'ended', label: '已办结或终止' },
  { value: 'all', label: '全部' },
];

/** 项目档案: all that one may see. */
export const DossiersPage = () => {
  const me = useMe();
  const [search, setSearch] = useState('');
  const [state, setState] = useState('open');
  const [page, setPage] = useState(1);
  const dossiers = useQuery(
    dossiersQuery({
      skip: (page - 1) * take,
      take,
      ...(search === '' ? {} : { search }),
      ...(state === 'all' ? {} : { ended: state === 'ended' }),
    }),
  );
  return (
    <>
      <div className="head">
        <h1>项目档案</h1>
        {me.roles.includes('windowClerk') ? (
          <Space wrap>
            <Link to="/apply" className="button">
              代收准入申请
            </Link>
            <Link to="/file" className="button">
              代收项目备案
            </Link>
          </Space>
        ) : null}
        <Segmented
          options={states}
          value={state}
          onChange={(next) => {
            setState(next);
            setPage(1);
          }}
        />
      </div>
      <Card>
        <Input.Search
          allowClear
          placeholder="项目名称、投资主体或项目代码"
          aria-label="查找项目"
          onSearch={(next) => {
            setSearch(next.trim());
            setPage(1);
          }}
          style={{ maxWidth: 420, marginBlockEnd: 8 }}
        />
        <Answered asked={dossiers}>
          {({ rows, total }) =>
            rows.length === 0 ? (
              <Empty description={search === '' ? '目前没有项目' : '没有找到符合条件的项目'} />
            ) : (
              <>
                <ProjectRows rows={rows} />
                <Pagination
                  current={page}
                  pageSize={take}
                  total={total}
                  onChange={setPage}
                  hideOnSinglePage
                  showSizeChanger={false}
                />
              </>
            )
          }
        </Answered>
      </Card>
    </>
  );
};
