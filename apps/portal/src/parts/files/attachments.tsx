import { useQuery } from '@tanstack/react-query';
import { Card } from 'antd';
import { useState } from 'react';
import { fetchMaterials, materialsQuery } from '../../api/queries.ts';
import { type HandedIn, newestOf } from './hand-in.tsx';
import { MaterialRows } from './material-rows.tsx';
import { Upload } from './upload.tsx';

/** What is handed in with an application: everything that stands with its draft. */
export const attachmentsOf = async (projectId: string | undefined): Promise<HandedIn> =>
  projectId === undefined ? [] : newestOf(await fetchMaterials(projectId));

/** 附件 of an application; the draft is saved first where it has no project yet. */
export const Attachments = ({
  known,
  projectId,
}: {
  known: string | undefined;
  projectId: () => Promise<string | undefined>;
}) => {
  const [minted, setMinted] = useState(known);
  const found = useQuery({ ...materialsQuery(minted ?? ''), enabled: minted !== undefined });
  const mint = async (): Promise<string | undefined> => {
    const id = minted ?? (await projectId());
    setMinted(id);
    return id;
  };
  return (
    <Card title={<h2>附件</h2>} data-testid="attachments">
      <p className="muted">
        可附项目建议书、土地意向、工艺说明等，PDF、图片、Word、Excel、DWG 或
        ZIP。提交后不能删除，可以上传新版本。
      </p>
      <MaterialRows materials={found.data ?? []} projectId={mint} mayChange />
      <Upload label="上传附件" place={{ projectId: mint, kind: 'other' }} />
    </Card>
  );
};
