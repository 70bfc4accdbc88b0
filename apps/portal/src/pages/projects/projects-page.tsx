import { FileAddOutlined, FormOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card, Empty, Pagination, Space } from 'antd';
import { useState } from 'react';
import { dossiersQuery, draftsQuery } from '../../api/queries.ts';
import { ProjectRows } from '../../parts/project-rows.tsx';
import { Answered } from '../../parts/status.tsx';
import { minuteOf } from '../../parts/time-words.ts';

const take = 20;

const draftName = (form: unknown): string => {
  const facts = typeof form === 'object' && form !== null && 'facts' in form ? form.facts : null;
  const name = typeof facts === 'object' && facts !== null && 'name' in facts ? facts.name : '';
  return typeof name === 'string' && name !== '' ? name : '（未命名）';
};

/** 我的项目, with the drafts that nobody else sees. */
export const ProjectsPage = () => {
  const [page, setPage] = useState(1);
  const dossiers = useQuery(dossiersQuery({ skip: (page - 1) * take, take }));
  const drafts = useQuery(draftsQuery);
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
      {drafts.data === undefined || drafts.data.length === 0 ? null : (
        <Card title={<h2>草稿</h2>}>
          <ul className="turns">
            {drafts.data.map(({ id, form, savedAt }) => (
              <li key={id} className="turn">
                <div>
                  <div className="what">{draftName(form)}</div>
                  <div className="facts">保存于 {minuteOf(savedAt)}</div>
                </div>
                <div className="act">
                  <Link to="/apply" search={{ draft: id }} className="button">
                    继续填写
                  </Link>
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
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
