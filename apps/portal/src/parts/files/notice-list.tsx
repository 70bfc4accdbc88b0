import { App, Button, Empty } from 'antd';
import { useState } from 'react';
import type { Notice } from '../../api/queries.ts';
import { FileViewer, saveFile, type Viewed } from './file-viewer.tsx';
import { sizeOf } from './size.ts';

const viewedOf = ({ id, noticeZh, number }: Notice): Viewed => ({
  id,
  name: `${noticeZh} ${number}.pdf`,
  mediaType: 'application/pdf',
});

/** 文书: what was told in writing, to be read, saved and printed. */
export const NoticeList = ({ notices }: { notices: readonly Notice[] }) => {
  const { message } = App.useApp();
  const [viewed, setViewed] = useState<Viewed | null>(null);
  if (notices.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有出具文书" />;
  const save = (notice: Notice): void => {
    saveFile(viewedOf(notice)).catch((error: unknown) =>
      message.error(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <>
      <ul className="files" data-testid="notices">
        {notices.map((notice) => (
          <li key={notice.id} className="file">
            <span className="name">
              <Button type="link" size="small" onClick={() => setViewed(viewedOf(notice))}>
                {notice.noticeZh}
              </Button>
            </span>
            <span className="muted small">
              {notice.code} · {notice.number}（模拟） · {notice.on} · {sizeOf(notice.size)}
            </span>
            <Button size="small" type="text" onClick={() => save(notice)}>
              下载
            </Button>
          </li>
        ))}
      </ul>
      {viewed === null ? null : <FileViewer file={viewed} close={() => setViewed(null)} />}
    </>
  );
};
