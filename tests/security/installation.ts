import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { ServiceName } from '@yizhan/contracts';
import { type Installation, someFacts, until } from '@yizhan/testkit';
import { ownInvestor, password, startAll } from '../chain/installation.ts';

export type Claims = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what is answered is checked by each test
  readonly body: any;
}

export const idOf = (prefix: string): string => `${prefix}_${'0'.repeat(24)}`;

const base64 = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** The installation under attack: real processes, the demo's accounts, one application that is somebody's. */
export const startTarget = async () => {
  const installation: Installation = await startAll([
    'identity',
    'admission',
    'prereview',
    'insight',
    'gateway',
  ]);
  const door = `${installation.urlOf('gateway')}/graphql`;

  /** A GraphQL request as a browser sends it; `raw` replaces the body. */
  const ask = async (
    query: string,
    variables: object = {},
    token?: string,
    raw?: { readonly body: string; readonly contentType?: string },
  ): Promise<Answer> => {
    const response = await fetch(door, {
      method: 'POST',
      headers: {
        'content-type': raw?.contentType ?? 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: raw?.body ?? JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };

  const tokens = new Map<string, string>();
  const tokenOf = async (loginName: string): Promise<string> => {
    const known = tokens.get(loginName);
    if (known !== undefined) return known;
    const { body } = await ask(
      'mutation($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { accessToken } } }',
      { input: { loginName, password } },
    );
    const token = String(body.data.signIn.accessToken);
    tokens.set(loginName, token);
    return token;
  };
  const as = async (loginName: string, query: string, variables: object = {}): Promise<Answer> =>
    await ask(query, variables, await tokenOf(loginName));

  /** A call to a service itself, past the door: by whoever has come onto the host. */
  const call = async (
    service: ServiceName,
    path: string,
    headers: Record<string, string>,
    body = '{}',
  ): Promise<Answer> => {
    const response = await fetch(`${installation.urlOf(service)}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };

  /** All that the three services hold, by version: whatever was refused must not have changed it. */
  const holdings = async (): Promise<string> => {
    await installation.settle();
    const { connection, name } = installation;
    const held = await Promise.all(
      (['admission', 'prereview', 'insight'] as const).map(async (service) => {
        const db = connection.useDb(`${name}_${service}`, { useCache: true });
        const cases = await db
          .collection('cases')
          .find({}, { projection: { version: 1, seq: 1 } })
          .sort({ _id: 1 })
          .toArray();
        const drafts = await db
          .collection('drafts')
          .find({}, { projection: { savedAt: 1 } })
          .sort({ _id: 1 })
          .toArray();
        const dossiers = await db
          .collection('dossiers')
          .find({}, { projection: { 'state.version': 1 } })
          .sort({ _id: 1 })
          .toArray();
        return { service, cases, drafts, dossiers, events: await db.collection('events').countDocuments() };
      }),
    );
    return JSON.stringify(held);
  };

  const submit = `mutation($input: SubmitApplicationInput!) { submitApplication(input: $input) {
    __typename ... on CommandDone { id seq } ... on Refused { kind code zh en field } } }`;
  const application = (key: string, changed: object = {}) => ({
    input: { key, investor: ownInvestor, facts: someFacts(), electronicDelivery: true, ...changed },
  });
  const filed = await as('qiye', submit, application('security-0001'));
  const projectId = String(filed.body.data.submitApplication.id);
  await until(
    async () =>
      await as('qiye', 'query($i: GetDossierInput!) { getDossier(input: $i) { turns { id caseId } } }', {
        i: { projectId },
      }),
    ({ body }) => body.data?.getDossier?.turns.length === 1,
  );
  const dossier = await as(
    'qiye',
    'query($i: GetDossierInput!) { getDossier(input: $i) { turns { caseId } } }',
    { i: { projectId } },
  );
  const prereviewId = String(dossier.body.data.getDossier.turns[0].caseId);

  /** Tokens that nobody gave out. The genuine one shows what a good one claims. */
  const forgeries = async (): Promise<readonly (readonly [string, string, string])[]> => {
    const genuine = await tokenOf('meicheng');
    const [header64 = '', payload64 = ''] = genuine.split('.');
    const header = JSON.parse(Buffer.from(header64, 'base64url').toString()) as Claims;
    const payload = JSON.parse(Buffer.from(payload64, 'base64url').toString()) as Claims;
    const { keys } = (await (
      await fetch(`${installation.urlOf('identity')}/.well-known/jwks.json`)
    ).json()) as {
      keys: readonly Record<string, string>[];
    };
    const publicPem = createPublicKey({ key: keys[0] as never, format: 'jwk' }).export({
      type: 'spki',
      format: 'pem',
    });
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const { sign } = process.getBuiltinModule('node:crypto');
    const signed = (head: Claims, claims: Claims, key = stranger): string => {
      const unsigned = `${base64(head)}.${base64(claims)}`;
      return `${unsigned}.${sign('sha256', Buffer.from(unsigned), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
    };
    const { createPrivateKey } = process.getBuiltinModule('node:crypto');
    const own = createPrivateKey(installation.issuer.privateKeyPem);
    const hmac = (unsigned: string): string =>
      createHmac('sha256', publicPem).update(unsigned).digest('base64url');
    const confused = `${base64({ ...header, alg: 'HS256' })}.${payload64}`;
    const now = Math.floor(Date.now() / 1000);
    return [
      ['alg none', `${base64({ ...header, alg: 'none' })}.${payload64}.`, 'TOKEN_INVALID'],
      [
        'alg none with the genuine signature',
        `${base64({ ...header, alg: 'none' })}.${genuine.split('.').slice(1).join('.')}`,
        'TOKEN_INVALID',
      ],
      ['HS256 by the public key', `${confused}.${hmac(confused)}`, 'TOKEN_INVALID'],
      ['a stranger’s signature', signed(header, payload), 'TOKEN_INVALID'],
      ['another key id', signed({ ...header, kid: 'mine' }, payload), 'TOKEN_INVALID'],
      [
        'a claim changed',
        `${header64}.${base64({ ...payload, roles: ['administrator'] })}.${genuine.split('.')[2]}`,
        'TOKEN_INVALID',
      ],
      ['expired', signed(header, { ...payload, iat: now - 2000, exp: now - 1000 }, own), 'TOKEN_EXPIRED'],
      ['another issuer', signed(header, { ...payload, iss: 'somebody' }, own), 'TOKEN_INVALID'],
      ['another audience', signed(header, { ...payload, aud: 'yizhan-internal' }, own), 'TOKEN_INVALID'],
      ['the role of a service', signed(header, { ...payload, roles: ['service'] }, own), 'TOKEN_INVALID'],
      ['claims that are no JSON', `${header64}.${base64('{')}.${genuine.split('.')[2]}`, 'TOKEN_INVALID'],
      ['no token', 'rubbish', 'TOKEN_INVALID'],
    ];
  };

  return {
    installation,
    ask,
    as,
    call,
    tokenOf,
    holdings,
    submit,
    application,
    projectId,
    prereviewId,
    forgeries,
  };
};
export type Target = Awaited<ReturnType<typeof startTarget>>;
