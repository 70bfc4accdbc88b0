import { FileAddOutlined, FormOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card, Empty, Pagination, Space } from 'antd';
import { useState } from 'react';
import { dossiersQuery } from '../../api/queries.ts';
import { DraftsCard } from '../../parts/drafts-card.tsx';
import { ProjectRows } from '../../parts/project-rows.tsx';
import { Answered } from '../../parts/status.tsx';

const take = 20;

/** 我的项目, with the drafts that nobody else sees. */
export const ProjectsPage = () => {
  const [page, setPage] = useState(1);
  const dossiers = useQuery(dossiersQuery({ skip: (page - 1) * take, take }));
  return (
    <>
      <div className="head">
        <h1>我的项目</h1>
        <Space wrap>
          <Link to="/apply" className="button primary" data-testid="new-application">
            <FileAddOutlined /> 新建准入申请
          </Link>
          <Link to="/file" className="button" data-testid="new-filing">
            <FormOutlined /> 直接办理备案
          </Link>
        </Space>
      </div>
      <DraftsCard />
      <Card title={<h2>已申报的项目</h2>}>
        <Answered asked={dossiers}>
          {({ rows, total }) =>
            rows.length === 0 ? (
              <Empty description="还没有项目。可以先申请准入，也可以直接办理备案。" />
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
