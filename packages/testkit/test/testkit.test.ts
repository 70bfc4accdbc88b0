import { implement } from '@orpc/server';
import { decided, type Machine } from '@yizhan/aggregate/machine';
import {
  createServiceTokenVerifier,
  createTokenVerifier,
  type RunningService,
  type ServiceDefinition,
} from '@yizhan/service';
import { endOfDay, legalDate } from '@yizhan/workdays';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createInstallation,
  dropInstallation,
  type Installation,
  infrastructure,
  mayByRole,
  somebody,
  startIssuer,
  uniqueInstallation,
  until,
  walkCase,
} from '../src/index.ts';

type Command = { readonly type: 'begin' } | { readonly type: 'stray' };
interface State {
  readonly status: 'open' | 'reminded' | 'lapsed';
  readonly stuck: boolean;
}
type Event = { readonly type: 'Begun' | 'Reminded' | 'Lapsed' | 'Strayed'; readonly data: object };

/** Reminds on 03-04 and lapses after 03-06; a stuck one is due and never moves. */
const toy = (stuck: boolean): Machine<State, Command, Event, State['status']> => ({
  service: 'land',
  kind: stuck ? 'stuck' : 'toy',
  prefix: 'toy',
  table: {
    begin: { from: ['none'], to: ['open'], by: ['enterprise'], zh: '开始' },
    remind: { from: ['open'], to: ['reminded'], by: ['time'], zh: '提醒' },
    lapse: { from: ['open', 'reminded'], to: ['lapsed'], by: ['time'], zh: '失效' },
    stray: { from: ['open'], to: ['open'], by: ['enterprise'], zh: '误办' },
  },
  statuses: { open: { zh: '在办' }, reminded: { zh: '已提醒' }, lapsed: { zh: '失效', end: true } },
  status: (state) => state.status,
  mayAct: () => null,
  decide: (_state, { type }) => decided<Event>({ type: type === 'begin' ? 'Begun' : 'Strayed', data: {} }),
  elapse: (state, { now }) => {
    if (state.stuck) return [];
    if (state.status === 'open' && now >= endOfDay(legalDate('2026-03-03')))
      return [{ type: 'Reminded', data: {} }];
    if (state.status === 'reminded' && now >= endOfDay(legalDate('2026-03-06')))
      return [{ type: 'Lapsed', data: {} }];
    return [];
  },
  evolve: (_state, event) => ({
    stuck,
    status: ({ Begun: 'open', Reminded: 'reminded', Lapsed: 'lapsed', Strayed: 'lapsed' } as const)[
      event.type
    ],
  }),
  dueAt: (state) => {
    if (state.stuck) return endOfDay(legalDate('2026-03-02'));
    const day = ({ open: '2026-03-03', reminded: '2026-03-06', lapsed: null } as const)[state.status];
    return day === null ? null : endOfDay(legalDate(day));
  },
  search: () => ({}),
  key: (caseId) => caseId,
});

const service: ServiceDefinition = {
  machines: [toy(false), toy(true)],
  sources: [],
  router: () => implement({}).router({}),
};

describe('an installation of a test’s own', () => {
  let installation: Installation;
  let land: RunningService;
  beforeAll(async () => {
    installation = await createInstallation();
    land = await installation.start('land', service);
    await installation.ready();
  }, 60_000);
  afterAll(async () => await installation?.stop());

  it('advances time from deadline to deadline, so that no rung is slept through, and past one that is stuck', async () => {
    const running = await installation.start('approval', service);
    const begin = async (stuck: boolean, { parts }: RunningService) =>
      await parts.cases.execute(toy(stuck), {
        id: stuck ? 'toy_stuck' : 'toy_a',
        command: { type: 'begin' },
        actor: somebody('enterprise'),
        key: 'key-begin-1',
      });
    await begin(true, land);
    await begin(false, running);
    await installation.advanceTo('2026-03-20T00:00:00Z');
    const events = await running.parts.connection
      .collection('events')
      .find({ caseId: 'toy_a' })
      .sort({ seq: 1 })
      .toArray();
    expect(events.map(({ type, recordedAt }) => [type, recordedAt])).toEqual([
      ['land.Begun', '2026-03-02T01:00:00.000Z'],
      ['land.Reminded', '2026-03-03T16:00:00.000Z'],
      ['land.Lapsed', '2026-03-06T16:00:00.000Z'],
    ]);
    expect((await installation.settledOf('land')).now).toBe('2026-03-20T00:00:00.000Z');
  }, 60_000);

  it('signs people in whom the services believe', async () => {
    const verify = createTokenVerifier(`${installation.urlOf('identity')}/.well-known/jwks.json`);
    const token = installation.issuer.token({ roles: ['territory'], unit: '330182104', seq: 3 });
    expect(await verify(token)).toMatchObject({
      ok: true,
      signedIn: {
        seq: 3,
        actor: { roles: ['territory'], unit: '330182104', county: '330182', person: true },
      },
    });
    const expired = installation.issuer.token({ roles: ['territory'] }, { expiresIn: -1 });
    expect(await verify(expired)).toMatchObject({ ok: false, refusal: { code: 'TOKEN_EXPIRED' } });
    const secret = installation.environment['SERVICE_TOKEN_SECRET'] ?? '';
    expect(createServiceTokenVerifier(secret)(installation.serviceToken())).toBe('gateway');
  });

  it('leaves no database behind, and touches nobody else’s', async () => {
    const [gone, kept] = [uniqueInstallation(), uniqueInstallation()];
    expect(gone).not.toBe(kept);
    const client = await MongoClient.connect(infrastructure().mongodbUri);
    const names = async (): Promise<readonly string[]> =>
      (await client.db().admin().listDatabases({ nameOnly: true })).databases.map(({ name }) => name);
    const lookalike = `${gone}0_admission`;
    for (const name of [`${gone}_admission`, `${gone}_clock`, lookalike, `${kept}_admission`])
      await client.db(name).collection('x').insertOne({});
    await dropInstallation(gone);
    const left = await names();
    expect(left.filter((name) => name.startsWith(gone))).toEqual([lookalike]);
    expect(left).toContain(`${kept}_admission`);
    for (const name of [lookalike, `${kept}_admission`]) await client.db(name).dropDatabase();
    await client.close();
  });
});

describe('the issuer', () => {
  it('answers with its keys and an export without events, and with nothing else', async () => {
    const issuer = await startIssuer(0);
    await issuer.stop();
    expect(issuer.privateKeyPem).toContain('PRIVATE KEY');
  });
});

describe('until', () => {
  it('waits for a condition, and tells what it last saw when the time is up', async () => {
    let looks = 0;
    const seen = await until(
      async () => {
        looks += 1;
        return looks;
      },
      (count) => count >= 3,
    );
    expect(seen).toBe(3);
    await expect(
      until(
        async () => ({ still: 'no' }),
        () => false,
        60,
      ),
    ).rejects.toThrow('{"still":"no"}');
  });
});

describe('a case walked without a database', () => {
  it('goes as the runtime goes: rights, state, decision, time', () => {
    const walk = walkCase(toy(false), '2026-03-02T01:00:00Z');
    expect(walk.do(somebody('department'), { type: 'begin' })).toMatchObject({
      ok: false,
      code: 'ROLE_NOT_ALLOWED',
    });
    expect(walk.do(somebody('enterprise'), { type: 'begin' })).toMatchObject({ ok: true });
    expect(walk.do(somebody('enterprise'), { type: 'begin' })).toMatchObject({
      ok: false,
      code: 'CASE_EXISTS',
    });
    expect(walk.at('2026-03-20T00:00:00Z').map(({ type }) => type)).toEqual(['Reminded', 'Lapsed']);
    expect(walk.status()).toBe('lapsed');
  });
  it('throws on a transition that the table does not declare', () => {
    const walk = walkCase(toy(false), '2026-03-02T01:00:00Z');
    walk.do(somebody('enterprise'), { type: 'begin' });
    expect(() => walk.do(somebody('enterprise'), { type: 'stray' })).toThrow(/does not declare/);
  });
  it('throws on a deadline at which nothing happens', () => {
    const walk = walkCase(toy(true), '2026-03-02T01:00:00Z');
    walk.do(somebody('enterprise'), { type: 'begin' });
    expect(() => walk.at('2026-03-20T00:00:00Z')).toThrow(/nothing happens/);
  });
  it('tells by role who may', () => {
    expect(mayByRole(toy(false).table, ['enterprise', 'department', 'time'])).toEqual({
      begin: ['enterprise'],
      remind: ['time'],
      lapse: ['time'],
      stray: ['enterprise'],
    });
  });
});
