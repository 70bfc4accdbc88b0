/** An expected failure that the gateway told. */
export class Refusal extends Error {
  readonly code: string;
  readonly field: string | null;
  constructor(code: string, words: string, field: string | null) {
    super(`${code}: ${words}`);
    this.code = code;
    this.field = field;
  }
}

export interface Done {
  readonly id: string;
  /** The project or parcel that the case is about. */
  readonly subject: string;
  readonly version: number;
  readonly seq: number;
  readonly status: string;
  readonly receipt: string | null;
}

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly zh?: string; readonly field?: string };
  }[];
}

const ask = async (
  address: string,
  query: string,
  variables: object,
  token: string | null,
): Promise<Readonly<Record<string, unknown>>> => {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(60_000),
  });
  const { data, errors } = (await response.json()) as Answer;
  const first = errors?.[0];
  if (first !== undefined)
    throw new Refusal(
      first.extensions?.code ?? 'GRAPHQL',
      `${first.message} ${first.extensions?.zh ?? ''}`,
      first.extensions?.field ?? null,
    );
  return data ?? {};
};

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

interface CommandAnswer extends Done {
  readonly __typename: string;
  readonly code?: string;
  readonly zh?: string;
  readonly field?: string | null;
}

/** One person at the door: signs in, gives commands, asks. */
export const signIn = async (address: string, loginName: string, password: string) => {
  const answer = (await ask(
    address,
    'mutation($input: SignInInput!) { signIn(input: $input) { __typename ... on SignedIn { accessToken me { id company unit roles } } ... on Refused { code zh } } }',
    { input: { loginName, password } },
    null,
  )) as {
    signIn: {
      __typename: string;
      accessToken: string;
      code: string;
      zh: string;
      me: { id: string; company: string | null; unit: string | null; roles: string[] };
    };
  };
  if (answer.signIn.__typename !== 'SignedIn')
    throw new Refusal(answer.signIn.code, `${loginName}: ${answer.signIn.zh}`, null);
  const { accessToken, me } = answer.signIn;

  return {
    me,
    token: accessToken,
    /** Gives a command by its name; throws `Refusal` when it is refused. */
    command: async (name: string, input: object): Promise<Done> => {
      const query = `mutation($input: ${capital(name)}Input!) { ${name}(input: $input) { __typename ... on CommandDone { id subject version seq status receipt } ... on Refused { code zh field } } }`;
      const result = (await ask(address, query, { input }, accessToken))[name] as CommandAnswer;
      if (result.__typename !== 'CommandDone')
        throw new Refusal(result.code ?? 'REFUSED', `${name}: ${result.zh ?? ''}`, result.field ?? null);
      return result;
    },
    /** Uploads a file; throws `Refusal` when it is refused. */
    upload: async (
      projectId: string,
      kind: string,
      name: string,
      bytes: Uint8Array<ArrayBuffer>,
    ): Promise<{ readonly id: string; readonly material: string | null }> => {
      const response = await fetch(`${address}/files`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${accessToken}`,
          'content-type': 'application/octet-stream',
          'x-project-id': projectId,
          'x-material-kind': kind,
          'x-file-name': encodeURIComponent(name),
        },
        body: bytes,
        signal: AbortSignal.timeout(60_000),
      });
      const answer = (await response.json()) as {
        id: string;
        material: string | null;
        code: string;
        zh: string;
      };
      if (!response.ok) throw new Refusal(answer.code, `${name}: ${answer.zh}`, null);
      return answer;
    },
    query: async <T>(query: string, variables: object = {}): Promise<T> =>
      (await ask(address, query, variables, accessToken)) as T,
  };
};

export type Person = Awaited<ReturnType<typeof signIn>>;
