import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Card, Empty, Input, Space, Tag } from 'antd';
import { useState } from 'react';
import { fetchQueueSheet } from '../../api/files.ts';
import { queueQuery } from '../../api/queries.ts';
import { saveBlob } from '../../parts/files/save-blob.ts';
import { DueDate, LightTag } from '../../parts/light.tsx';
import { Answered } from '../../parts/status.tsx';
import { unitName } from '../../words/names.ts';

/** More than these are not shown at once: they are in the sheet. */
const shownAtMost = 200;

/** 审批队列: the open items of the office, the most urgent first, to be searched, saved as a sheet and printed. */
export const QueuePage = () => {
  const [search, setSearch] = useState('');
  const queue = useQuery(queueQuery(search));
  const sheet = useMutation({
    mutationFn: async () => await fetchQueueSheet(search),
    onSuccess: (blob) => saveBlob(blob, '审批队列.xlsx'),
  });
  return (
    <>
      <div className="head">
        <h1>审批队列</h1>
        <Space wrap className="no-print">
          <Button
            icon={<DownloadOutlined />}
            loading={sheet.isPending}
            onClick={() => sheet.mutate()}
            data-testid="queue-sheet"
          >
            导出表格
          </Button>
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            打印
          </Button>
        </Space>
      </div>
      <Input.Search
        className="no-print"
        allowClear
        maxLength={100}
        placeholder="项目代码、项目、企业，或事项代码、事项名称"
        aria-label="按项目代码、项目、企业或事项查找"
        onSearch={setSearch}
        data-testid="queue-search"
      />
      <p className="print-only">{search === '' ? '办理中的全部事项' : `符合“${search}”的事项`}</p>
      {sheet.isError ? <Alert type="error" title={sheet.error.message} /> : null}
      <Card>
        <Answered asked={queue}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty description={search === '' ? '队列里没有办理中的事项' : `没有与“${search}”相符的事项`} />
            ) : (
              <>
                <ul className="turns" data-testid="queue">
                  {rows.map((row) => (
                    <li key={row.id} className="turn">
                      <div>
                        <div className="what">
                          <Link
                            to="/projects/$projectId/items/$itemId"
                            params={{ projectId: row.projectId, itemId: row.id }}
                          >
                            {row.code} {row.name}
                          </Link>{' '}
                          <Tag>{row.statusZh}</Tag>
                          <LightTag light={row.light} />
                        </div>
                        <div>
                          {row.projectName}
                          {row.investorName === null ? '' : ` · ${row.investorName}`}
                        </div>
                        <div className="facts">
                          {[
                            row.projectCode === null ? null : `项目代码 ${row.projectCode}（模拟）`,
                            unitName(row.department),
                            row.receivedOn === null ? null : `${row.receivedOn} 收件`,
                          ]
                            .filter((fact) => fact !== null)
                            .join(' · ')}
                          {' · '}
                          {row.dueOn === null ? (
                            '不限期'
                          ) : (
                            <DueDate dueOn={row.dueOn} provisional={row.provisional} />
                          )}
                        </div>
                      </div>
                    </li>
                  ))}
                </ul>
                {rows.length < shownAtMost ? null : (
                  <p className="muted">只列出最急的 {shownAtMost} 项，全部事项请导出表格。</p>
                )}
              </>
            )
          }
        </Answered>
      </Card>
    </>
  );
};
