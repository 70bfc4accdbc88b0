import type { RefusedFieldsFragment, TypedDocumentString } from '../generated/graphql.ts';

/** A failure that the gateway told, or that the way to it caused. */
export class GatewayError extends Error {
  readonly code: string;
  readonly kind: string;
  readonly field: string | null;
  constructor(code: string, kind: string, zh: string, field: string | null = null) {
    super(zh);
    this.name = 'GatewayError';
    this.code = code;
    this.kind = kind;
    this.field = field;
  }
}

export const offline = (): GatewayError =>
  new GatewayError('OFFLINE', 'unavailable', '网络不通，请检查网络后重试');

export interface CommandDone {
  readonly __typename: 'CommandDone';
  readonly id: string;
  /** The id of the project or parcel that the case is about. */
  readonly subject: string;
  readonly version: number;
  readonly seq: number;
  readonly status: string;
  readonly receipt: string | null;
  readonly replayed: boolean;
}

export type Refused = RefusedFieldsFragment & { readonly __typename: 'Refused' };

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: {
      readonly code?: string;
      readonly kind?: string;
      readonly zh?: string;
      readonly field?: string | null;
    };
  }[];
}

const endpoint = '/graphql';

// Held in memory only: a stolen disk or a script in a stored page finds nothing.
let accessToken: string | null = null;
export const keepAccessToken = (token: string | null): void => {
  accessToken = token;
};
let renew: () => Promise<boolean> = async () => false;
/** How an expired token is renewed; the session sets it. */
export const renewBy = (way: () => Promise<boolean>): void => {
  renew = way;
};

const hex = (bytes: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/** Each request begins a trace, by which its way through the services can be followed (W3C Trace Context). */
const headers = (): Record<string, string> => ({
  'content-type': 'application/json',
  accept: 'application/json',
  traceparent: `00-${hex(16)}-${hex(8)}-01`,
  ...(accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }),
});

/** The person's token, for what does not go through GraphQL: files. */
export const bearer = (): Record<string, string> =>
  accessToken === null ? {} : { authorization: `Bearer ${accessToken}` };
export const renewToken = async (): Promise<boolean> => await renew();

const send = async (query: string, variables: object): Promise<Answer> => {
  let response: Response;
  try {
    response = await fetch(endpoint, {
      method: 'POST',
      headers: headers(),
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(30_000),
    });
  } catch {
    throw offline();
  }
  try {
    return (await response.json()) as Answer;
  } catch {
    throw new GatewayError('UNAVAILABLE', 'unavailable', `服务暂时不可用（${response.status}），请稍后重试`);
  }
};

const isExpired = (answer: Answer): boolean =>
  answer.errors?.some(({ extensions }) => extensions?.kind === 'unauthenticated') ?? false;

const dataOf = async (text: string, variables: object): Promise<unknown> => {
  let answer = await send(text, variables);
  if (isExpired(answer) && accessToken !== null && (await renew())) answer = await send(text, variables);
  const first = answer.errors?.[0];
  if (first !== undefined)
    throw new GatewayError(
      first.extensions?.code ?? 'UNAVAILABLE',
      first.extensions?.kind ?? 'unavailable',
      first.extensions?.zh ?? '服务暂时不可用，请稍后重试',
      first.extensions?.field ?? null,
    );
  return answer.data;
};

type VariablesOf<V> = V extends Readonly<Record<string, never>> ? [] : [variables: V];

/** Asks the gateway by a document of `api/*.graphql`; the answer has the shape that the document promises. */
export const ask = async <R, V>(
  document: TypedDocumentString<R, V>,
  ...[variables]: VariablesOf<V>
): Promise<R> => (await dataOf(document.toString(), variables ?? {})) as R;

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The document of a command: all of them are alike but for the name. */
export const commandText = (name: string): string =>
  `mutation ${capital(name)}($input: ${capital(name)}Input!) { ${name}(input: $input) { __typename ... on CommandDone { id subject version seq status receipt replayed } ... on Refused { kind code zh field } } }`;

/** Gives a command. A refusal is an answer; a broken connection throws, and the same key may be sent again. */
export const sendCommand = async (name: string, input: object): Promise<CommandDone | Refused> => {
  const data = (await dataOf(commandText(name), { input })) as Record<string, CommandDone | Refused>;
  const answer = data[name];
  if (answer === undefined) throw new GatewayError('UNAVAILABLE', 'unavailable', '服务没有答复，请稍后重试');
  return answer;
};

const pause = async (ms: number): Promise<void> => await new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Calls `onPush` at each pushed event until the signal ends it. A lost connection is taken up again, and counts as a
 * push: something may have changed while nobody listened.
 */
export const subscribe = async (
  document: TypedDocumentString<unknown, never>,
  variables: Record<string, unknown>,
  onPush: () => void,
  signal: AbortSignal,
): Promise<void> => {
  const { createClient } = await import('graphql-sse');
  const client = createClient({
    url: endpoint,
    headers: () => (accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }),
    retryAttempts: 0,
  });
  signal.addEventListener('abort', () => client.dispose());
  let wait = 1000;
  while (!signal.aborted) {
    await new Promise<void>((resolve) => {
      client.subscribe(
        { query: document.toString(), variables },
        {
          next: ({ errors }) => {
            if (errors !== undefined) return;
            wait = 1000;
            onPush();
          },
          error: () => resolve(),
          complete: () => resolve(),
        },
      );
      signal.addEventListener('abort', () => resolve());
    });
    if (signal.aborted) return;
    await pause(wait);
    wait = Math.min(wait * 2, 30_000);
    if (!signal.aborted) onPush();
  }
};
