import { CameraOutlined, UploadOutlined } from '@ant-design/icons';
import { fileTypes } from '@yizhan/contracts';
import { Alert, Button, Progress, Space } from 'antd';
import { useRef } from 'react';
import { type Place, useUpload } from './use-upload.ts';

const accepted = Object.values(fileTypes)
  .flat()
  .map((ending) => `.${ending}`)
  .join(',');

/** A phone takes a photograph; a desk has no camera worth asking. */
const hasCamera = (): boolean => window.matchMedia('(pointer: coarse)').matches;

/** 上传: choose a file or photograph a paper, see how far it is, hear what went wrong. */
export const Upload = ({ place, label, small = false }: { place: Place; label: string; small?: boolean }) => {
  const { state, start, cancel } = useUpload(place);
  const choosing = useRef<HTMLInputElement>(null);
  const photographing = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement): void => {
    const [file] = input.files ?? [];
    // The same file may be chosen again, after a failure say.
    input.value = '';
    if (file !== undefined) void start(file);
  };
  const size = small ? 'small' : 'middle';
  return (
    <div className="upload">
      {state.at === 'sending' ? (
        <div role="status">
          <span className="small">正在上传 {state.name}</span>
          <Progress percent={Math.round(state.share * 100)} size="small" />
          <Button size="small" onClick={cancel}>
            取消
          </Button>
        </div>
      ) : (
        <Space wrap>
          <Button size={size} icon={<UploadOutlined />} onClick={() => choosing.current?.click()}>
            {label}
          </Button>
          {hasCamera() ? (
            <Button size={size} icon={<CameraOutlined />} onClick={() => photographing.current?.click()}>
              拍照
            </Button>
          ) : null}
        </Space>
      )}
      <input
        ref={choosing}
        type="file"
        accept={accepted}
        className="unseen"
        aria-label={label}
        data-testid={`upload-${place.kind}`}
        onChange={({ currentTarget }) => take(currentTarget)}
      />
      <input
        ref={photographing}
        type="file"
        accept="image/*"
        capture="environment"
        className="unseen"
        aria-label="拍照上传"
        onChange={({ currentTarget }) => take(currentTarget)}
      />
      {state.at === 'failed' ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          data-testid="upload-failed"
          title={`${state.name}：${state.zh}`}
        />
      ) : null}
      {state.at === 'done' ? (
        <span className="muted small" role="status">
          {state.name}：{state.note}
        </span>
      ) : null}
    </div>
  );
};
