import { implement } from '@orpc/server';
import { createdId, derivedId } from '@yizhan/aggregate';
import { decided, type Machine } from '@yizhan/aggregate/machine';
import { type ApprovalEvent, admissionContract, type PrereviewEvent, type Proposal } from '@yizhan/contracts';
import { type RunningService, type ServiceDefinition, serviceActor } from '@yizhan/service';
import { createInstallation, type Persona, someFacts, someInvestor, until } from '@yizhan/testkit';
import { legalDate } from '@yizhan/workdays';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { admission } from '../src/service.ts';
import { clerk, enterprise, service, walkTo } from './walk.ts';

it('of what waits for a supplement or a review date nothing is due any more', () => {
  for (const status of ['returned', 'supplementing', 'postponed', 'lapsed'] as const) {
    const walk = walkTo(status);
    const on = legalDate('2026-03-05');
    walk.at('2026-03-06T01:00:00.000Z');
    expect(walk.do(service, { type: 'followGivingUp', reason: '资金安排变化', on })).toMatchObject({
      events: [{ type: 'ProjectGivenUp', effectiveOn: on, data: { reason: '资金安排变化', stage: status } }],
    });
    expect(walk.state()).toMatchObject({ status: 'givenUp', supplement: null, reviewOn: null });
    expect(walk.dueAt()).toBeNull();
    for (const actor of [clerk, enterprise])
      expect(walk.do(actor, { type: 'supplementApplication', facts: someFacts(), note: '补' })).toMatchObject(
        { code: 'WRONG_STATE' },
      );
  }
});

type Said = PrereviewEvent | ApprovalEvent;
interface Say {
  readonly type: 'say';
  readonly projectId: string;
  readonly event: Said;
}
/** A machine that says what another service would say: its contract's events, on the real wire. */
const speaker = (of: 'prereview' | 'approval'): Machine<'speaking', Say, Said, 'speaking'> => ({
  service: of,
  kind: 'speaker',
  prefix: 'spk',
  table: { say: { from: ['none', 'speaking'], to: ['speaking'], by: ['service'], zh: '发布' } },
  statuses: { speaking: { zh: '发布中', end: true } },
  status: () => 'speaking',
  mayAct: () => null,
  decide: (_state, { event }) => decided(event),
  elapse: () => [],
  evolve: () => 'speaking',
  dueAt: () => null,
  search: () => ({}),
  key: (_caseId, { projectId }) => projectId,
});
const stub = (of: 'prereview' | 'approval'): ServiceDefinition => ({
  machines: [speaker(of)],
  sources: [],
  router: () => implement({}).router({}),
});

let installation: Awaited<ReturnType<typeof createInstallation>>;
const others = new Map<'prereview' | 'approval', RunningService>();
beforeAll(async () => {
  installation = await createInstallation();
  await installation.start('admission', admission);
  for (const of of ['prereview', 'approval'] as const) others.set(of, await installation.start(of, stub(of)));
  await installation.ready();
}, 90_000);
afterAll(async () => await installation?.stop());

let keys = 0;
const key = (): string => {
  keys += 1;
  return `given-up-${keys}`;
};
const owner: Persona = { roles: ['enterprise'], company: 'cmp_a' };
const client = () => installation.as(owner, admissionContract, 'admission');
const say = async (from: 'prereview' | 'approval', projectId: string, event: Said): Promise<void> => {
  const said = await others.get(from)?.parts.cases.execute(speaker(from), {
    id: derivedId('spk', from, projectId),
    command: { type: 'say', projectId, event },
    actor: serviceActor(from, '330182'),
    key: key(),
  });
  if (said?.ok !== true) throw new Error('nothing was said');
};
const givenUp = async (projectId: string): Promise<void> =>
  await say('approval', projectId, {
    type: 'ProjectClosed',
    data: { projectId, because: 'givenUp', reason: '资金安排变化', receipt: 'FQ1' },
  });
const stage = async (projectId: string, type: 'PrereviewStarted' | 'JudgementCompleted'): Promise<void> =>
  await say(
    'prereview',
    projectId,
    (type === 'PrereviewStarted'
      ? { type, data: { projectId, officer: 'acc_t' } }
      : {
          type,
          data: { projectId, due: { dueOn: '2026-03-03', limit: 'l@1', calendar: 'c', provisional: false } },
        }) as PrereviewEvent,
  );
const submit = async (): Promise<string> =>
  (
    await client().commands.submitApplication({
      key: key(),
      investor: someInvestor,
      facts: someFacts(),
      electronicDelivery: true,
    })
  ).id;
const statusOf = async (id: string): Promise<string> =>
  (await client().queries.getApplication({ id })).status;
const reaches = async (id: string, status: string) =>
  await until(
    async () => await statusOf(id),
    (seen) => seen === status,
  );

it('filed while it is still judged, then given up as filed: the application ends, and tells prereview so', async () => {
  const id = await submit();
  await stage(id, 'PrereviewStarted');
  await reaches(id, 'prereviewing');
  await givenUp(id);
  await reaches(id, 'givenUp');
  const events = await installation.internal<{ body: string }[]>('admission', `/events/${id}?from=1`);
  expect(JSON.parse(events.at(-1)?.body ?? '{}')).toMatchObject({
    type: 'admission.ProjectGivenUp',
    data: { reason: '资金安排变化', stage: 'prereviewing' },
  });
});

it('concluded with conditions, it is given up as filed: its conditions close', async () => {
  const id = await submit();
  await stage(id, 'JudgementCompleted');
  await reaches(id, 'summarising');
  const proposal: Proposal = {
    conclusion: 'agreedWithConditions',
    reason: '落实总量后同意',
    conditions: [{ text: '取得排污权', department: 'ecology', attachedTo: 'A4' }],
  };
  await say('prereview', id, { type: 'ProposalMade', data: { projectId: id, proposal, by: 'conference' } });
  const conditions = async () =>
    (await client().queries.findConditions({ projectId: id })).map(({ status }) => status);
  await until(conditions, ([first]) => first === 'open');
  await givenUp(id);
  await until(conditions, ([first]) => first === 'closed');
  expect(await statusOf(id)).toBe('givenUp');
});

it('ends there: given up here first, or never applied for, what approval then tells changes nothing and is no refusal', async () => {
  const id = await submit();
  await stage(id, 'JudgementCompleted');
  await say('prereview', id, {
    type: 'ProposalMade',
    data: { projectId: id, proposal: { conclusion: 'agreed', reason: '同意' }, by: 'summary' },
  });
  await reaches(id, 'replied');
  await client().commands.giveUpProject({ id, key: key(), reason: '不再投资' });
  const before = await client().queries.getApplication({ id });
  await givenUp(id);
  await givenUp(createdId('prj', serviceActor('approval', '330182'), 'fileProject', key()));
  await installation.settle();
  expect(await client().queries.getApplication({ id })).toEqual(before);
  expect((await installation.settledOf('admission')).parked).toEqual({ failed: 0, waiting: 0, behind: 0 });
});
