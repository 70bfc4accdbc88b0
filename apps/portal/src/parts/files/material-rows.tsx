import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm, Space, Tag } from 'antd';
import { useState } from 'react';
import { sendCommand } from '../../api/graphql.ts';
import type { Material } from '../../api/queries.ts';
import { canBeShown, FileViewer, saveFile, type Viewed } from './file-viewer.tsx';
import { sizeOf } from './size.ts';
import { Upload } from './upload.tsx';

type Version = Material['versions'][number];

const viewedOf = ({ file: id, name, mediaType }: Version): Viewed => ({ id, name, mediaType });

/** A material of a draft may go; what was handed in is replaced, never removed. */
const Remove = ({ material }: { material: Material }) => {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const remove = async (): Promise<void> => {
    try {
      const answer = await sendCommand('removeMaterial', { id: material.id, key: crypto.randomUUID() });
      if (answer.__typename === 'Refused') message.error(answer.zh);
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error));
    }
    await queries.invalidateQueries({ queryKey: ['materials'] });
  };
  return (
    <Popconfirm title="删除这份还未提交的材料？" okText="删除" cancelText="不删除" onConfirm={remove}>
      <Button size="small" type="text" danger>
        删除
      </Button>
    </Popconfirm>
  );
};

/** Materials with all their versions; who may, replaces and removes. */
export const MaterialRows = ({
  materials,
  projectId,
  mayChange,
}: {
  materials: readonly Material[];
  projectId: () => Promise<string | undefined>;
  mayChange: boolean;
}) => {
  const { message } = App.useApp();
  const [viewed, setViewed] = useState<Viewed | null>(null);
  const save = (version: Version): void => {
    saveFile(viewedOf(version)).catch((error: unknown) =>
      message.error(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <>
      <ul className="files">
        {materials.map((material) => (
          <li key={material.id}>
            {material.versions.map((version, place) => (
              <div key={version.number} className={place === 0 ? 'file' : 'file older'}>
                <span className="name">
                  {canBeShown(version.mediaType) ? (
                    <Button type="link" size="small" onClick={() => setViewed(viewedOf(version))}>
                      {version.name}
                    </Button>
                  ) : (
                    version.name
                  )}
                </span>
                <span className="muted small">
                  第 {version.number} 版 · {sizeOf(version.size)} · {version.uploadedAt.slice(0, 10)}
                </span>
                <Tag color={version.handedInTo.length > 0 ? 'success' : 'default'}>
                  {version.handedInTo.length > 0 ? '已提交' : place === 0 ? '未提交' : '已被替换'}
                </Tag>
                <Button size="small" type="text" onClick={() => save(version)}>
                  下载
                </Button>
              </div>
            ))}
            {mayChange ? (
              <Space wrap>
                <Upload
                  small
                  label="上传新版本"
                  place={{
                    projectId,
                    kind: material.kind,
                    replacing: { id: material.id, version: material.version },
                  }}
                />
                {material.status === 'draft' ? <Remove material={material} /> : null}
              </Space>
            ) : null}
          </li>
        ))}
      </ul>
      {viewed === null ? null : <FileViewer file={viewed} close={() => setViewed(null)} />}
    </>
  );
};
