import { GatewayError } from './graphql.ts';

export interface Verdict {
  readonly genuine: boolean;
  readonly on: string | null;
}

/** Asks whether a document is on record; nobody needs to sign in for it. */
export const verifyNotice = async (asked: {
  readonly number: string;
  readonly check?: string;
  readonly checksum?: string;
}): Promise<Verdict> => {
  const answer = await fetch('/verify-notice', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  }).catch(() => {
    throw new GatewayError('OFFLINE', 'unavailable', '网络不通，请检查网络后重试');
  });
  if (answer.status === 429)
    throw new GatewayError('TOO_MANY_REQUESTS', 'tooMany', '查询过于频繁，请一分钟后再试');
  if (answer.status === 400) return { genuine: false, on: null };
  if (!answer.ok) throw new GatewayError('UNAVAILABLE', 'unavailable', '服务暂时不可用，请稍后重试');
  return (await answer.json()) as Verdict;
};

/** SHA-256 of a file in hex; it does not leave the browser. */
export const checksumOf = async (file: File): Promise<string> =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
