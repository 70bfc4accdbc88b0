import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Modal, Spin } from 'antd';
import { useEffect, useState } from 'react';
import { fetchFile } from '../../api/files.ts';
import { saveBlob } from './save-blob.ts';

/** A file to look at: a material's version, or a document. */
export interface Viewed {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
}

const shown = new Set(['application/pdf', 'image/png', 'image/jpeg']);
export const canBeShown = (mediaType: string): boolean => shown.has(mediaType);

/** Saves a file under its name. */
export const saveFile = async ({ id, name }: Viewed): Promise<void> => {
  saveBlob(await fetchFile(id), name);
};

/** Pictures and PDF are looked at here; what else there is, or what a phone cannot show, is saved. */
export const FileViewer = ({ file, close }: { file: Viewed; close: () => void }) => {
  const [url, setUrl] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let isOpen = true;
    fetchFile(file.id).then(
      (bytes) => {
        if (!isOpen) return;
        // The type is one of the list above, whatever the bytes would like to be.
        made = URL.createObjectURL(new Blob([bytes], { type: file.mediaType }));
        setUrl(made);
      },
      (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      isOpen = false;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [file.id, file.mediaType]);
  return (
    <Modal
      open
      onCancel={close}
      title={file.name}
      width="min(960px, 100vw)"
      centered
      footer={[
        <Button key="save" icon={<DownloadOutlined />} onClick={() => void saveFile(file)}>
          下载
        </Button>,
        <Button key="close" type="primary" onClick={close}>
          关闭
        </Button>,
      ]}
    >
      {failure === null ? null : <Alert type="error" showIcon title={failure} />}
      {url === null && failure === null ? <Spin aria-label="正在打开" /> : null}
      {url === null ? null : file.mediaType === 'application/pdf' ? (
        <iframe src={url} title={file.name} className="viewer" data-testid="viewer" />
      ) : (
        <img src={url} alt={file.name} className="viewer" data-testid="viewer" />
      )}
    </Modal>
  );
};
