import type { Refusal, StoredFileView } from '@yizhan/contracts';
import { bearer, GatewayError, renewToken } from './graphql.ts';

interface Upload {
  readonly projectId: string;
  readonly kind: string;
  readonly file: File;
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

const offline = () => new GatewayError('OFFLINE', 'unavailable', '网络不通，文件没有上传，请检查网络后重试');
const unavailable = () => new GatewayError('UNAVAILABLE', 'unavailable', '服务暂时不可用，请稍后重试');

const failureIn = (text: string): GatewayError => {
  try {
    const { code, kind, zh, field } = JSON.parse(text) as Refusal;
    return typeof zh === 'string' ? new GatewayError(code, kind, zh, field ?? null) : unavailable();
  } catch {
    return unavailable();
  }
};

/** Only this way tells how much has gone out: a file from a phone takes its time. */
const send = async ({ projectId, kind, file, onProgress, signal }: Upload): Promise<StoredFileView> =>
  await new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/files');
    for (const [name, value] of Object.entries({
      ...bearer(),
      'content-type': 'application/octet-stream',
      'x-project-id': projectId,
      'x-material-kind': kind,
      'x-file-name': encodeURIComponent(file.name),
    }))
      request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () =>
      request.status === 201
        ? resolve(JSON.parse(request.responseText) as StoredFileView)
        : reject(failureIn(request.responseText));
    request.onerror = () => reject(offline());
    request.onabort = () => reject(new GatewayError('ABORTED', 'invalid', '已取消上传'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });

const isExpired = (error: unknown): boolean =>
  error instanceof GatewayError && error.kind === 'unauthenticated';

/** Uploads a file; a token that has just run out is renewed once. */
export const uploadFile = async (upload: Upload): Promise<StoredFileView> => {
  try {
    return await send(upload);
  } catch (error) {
    if (isExpired(error) && (await renewToken())) return await send(upload);
    throw error;
  }
};

const fetchBytes = async (path: string, again = true): Promise<Blob> => {
  const answer = await fetch(path, { headers: bearer() }).catch(() => {
    throw offline();
  });
  if (answer.ok) return await answer.blob();
  const failure = failureIn(await answer.text());
  if (isExpired(failure) && again && (await renewToken())) return await fetchBytes(path, false);
  throw failure;
};

/** The bytes of a file or a document, with the type that the server tells. */
export const fetchFile = async (id: string): Promise<Blob> => await fetchBytes(`/files/${id}`);

/** The queue of the person as a sheet (xlsx), all of it that fits the words. */
export const fetchQueueSheet = async (search: string): Promise<Blob> =>
  await fetchBytes(`/exports/queue.xlsx${search === '' ? '' : `?search=${encodeURIComponent(search)}`}`);
