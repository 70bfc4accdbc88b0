import { type AnyEvent, insightContract, type Role } from '@yizhan/contracts';
import type { RunningService } from '@yizhan/service';
import { createInstallation, type Installation, until } from '@yizhan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInsight } from '../src/service.ts';
import { type StandIns, startStandIns } from './stand-ins.ts';
import { createWriter, due, idOf, parcelId, projectId, recorded, supplementedThenGivenUp } from './story.ts';

let installation: Installation;
let standIns: StandIns;
let insight: RunningService;
const company = (recorded[0] as Extract<AnyEvent, { type: 'admission.ApplicationSubmitted' }>).data.company;
const chief = recorded.find((event) => event.type === 'agency.AgentsAssigned')!.data.chief;

beforeAll(async () => {
  installation = await createInstallation({ now: '2026-04-30T01:00:00.000Z' });
  standIns = await startStandIns(installation);
  insight = await installation.start('insight', createInsight());
  await installation.ready();
  await standIns.tell(recorded);
  await standIns.tell(supplementedThenGivenUp());
  await installation.settle(60_000);
}, 180_000);
afterAll(async () => await installation?.stop());

interface Who {
  readonly role: Role;
  readonly id?: string;
  readonly unit?: string;
  readonly company?: string;
  readonly county?: string;
}
const as = ({ role, ...more }: Who) =>
  installation.as({ roles: [role], ...more }, insightContract, 'insight').queries;
const codeOf = async (call: Promise<unknown>): Promise<string> =>
  await call.then(
    () => 'answered',
    (error: { data?: { code?: string } }) => error.data?.code ?? String(error),
  );
const administrator: Who = { role: 'administrator' };

describe('a dossier', () => {
  it('is the whole project, made from events alone', async () => {
    const dossier = await as(administrator).getDossier({ projectId });
    expect(dossier).toMatchObject({ stage: 'completed', ended: true, stale: false, parcel: { parcelId } });
    expect(dossier.version).toBeGreaterThan(60);
    expect(dossier.metrics.byCause.reduce((sum, { days }) => sum + days, 0)).toBe(dossier.metrics.spanSoFar);
  });

  const insiders: readonly Who[] = [
    { role: 'enterprise', company },
    { role: 'territory', unit: '330182104' },
    { role: 'department', unit: 'ecology' },
    { role: 'chiefAgent', id: chief },
    { role: 'land' },
    { role: 'judgementLead' },
    administrator,
  ];
  const outsiders: readonly Who[] = [
    { role: 'enterprise', company: idOf('cmp', 9) },
    { role: 'enterprise' },
    { role: 'territory', unit: '330182001' },
    { role: 'department', unit: 'meteorology' },
    { role: 'agent', id: idOf('acc', 9) },
    { role: 'administrator', county: '330183' },
    { role: 'auditor' },
    { role: 'securityAdministrator' },
  ];
  it.each(insiders)('is opened and listed by $role, whose it is', async (who) => {
    expect(await codeOf(as(who).getDossier({ projectId }))).toBe('answered');
    const { rows } = await as(who).findDossiers({ skip: 0, take: 100 });
    expect(rows.map((row) => row.projectId)).toContain(projectId);
  });
  it.each(outsiders)('is not there for another: $role $company $unit $county', async (who) => {
    expect(await codeOf(as(who).getDossier({ projectId }))).toBe('PROJECT_NOT_FOUND');
    const { rows, total } = await as(who).findDossiers({ skip: 0, take: 100 });
    expect(rows.map((row) => row.projectId)).not.toContain(projectId);
    expect(total).toBe(rows.length);
  });

  it('that does not exist is answered as one that is not yours', async () => {
    expect(await codeOf(as(administrator).getDossier({ projectId: idOf('prj', 404) }))).toBe(
      'PROJECT_NOT_FOUND',
    );
  });

  it('is found by name, by code, by investor and by stage, among one’s own alone', async () => {
    const find = async (wanted: object, who = administrator) =>
      (await as(who).findDossiers({ skip: 0, take: 10, ...wanted })).rows.map((row) => row.projectId);
    expect(await find({ search: '光电组件' })).toContain(projectId);
    expect(await find({ stage: 'completed' })).toEqual([projectId]);
    expect(await find({ ended: false })).not.toContain(projectId);
    const { projectCode } = await as(administrator).getDossier({ projectId });
    expect(await find({ search: projectCode })).toEqual([projectId]);
    expect(await find({ search: '备案主体' })).toEqual([idOf('prj')]);
    expect(await find({ search: '光电组件' }, { role: 'enterprise', company: idOf('cmp', 9) })).toEqual([]);
    // What somebody types is no pattern.
    expect(await find({ search: '.*' })).toEqual([]);
    expect(await find({ search: '(' })).toEqual([]);
  });

  it('is not undone by an event of its parcel that does not name it', async () => {
    const before = await as(administrator).getDossier({ projectId });
    const { write, written } = createWriter(parcelId);
    write('land.LightTurned', parcelId, {
      parcelId,
      clock: 'completionReview',
      light: 'yellow',
      dueOn: '2026-05-08',
      holder: 'naturalResources',
    });
    await standIns.tell(written);
    const after = await until(
      async () => await as(administrator).getDossier({ projectId }),
      ({ version }) => version > before.version,
    );
    expect(after).toMatchObject({ name: before.name, stage: 'completed', projectCode: before.projectCode });
    expect(after.version).toBe(before.version + 1);
  });

  it('takes the events of several services at the same moment, and loses none', async () => {
    const projects = Array.from({ length: 8 }, (_, n) => idOf('prj', 100 + n));
    const events = projects.map((project, n) => {
      const [first] = supplementedThenGivenUp();
      const { write } = createWriter(project);
      const own = <T extends AnyEvent>(event: T): T => event;
      return [
        own({ ...first!, caseId: project, key: project } as AnyEvent),
        write('agency.AgencyOffered', idOf('eng', 100 + n), {
          projectId: project,
          company: idOf('cmp'),
          division: '330182104',
          trigger: 'filingCompleted',
        }),
        write('acceptance.AcceptanceOpened', idOf('acp', 100 + n), {
          projectId: project,
          company: idOf('cmp'),
          division: '330182104',
          projectName: '同时',
        }),
      ];
    });
    await Promise.all(
      [0, 1, 2].map(async (which) => await standIns.tell(events.map((list) => list[which]!))),
    );
    for (const project of projects) {
      const dossier = await until(
        async () =>
          await as(administrator)
            .getDossier({ projectId: project })
            .catch(() => null),
        (found) => found?.version === 3,
      );
      expect(dossier).toMatchObject({ agency: { status: 'offered' }, acceptance: { status: 'open' } });
    }
  }, 60_000);
});

describe('a read that waits for an event', () => {
  it('answers when it has come, and says that it is not stale', async () => {
    const project = idOf('prj', 200);
    const asking = as({ role: 'judgementLead' }).findDossiers({
      skip: 0,
      take: 1,
      after: { caseId: project, seq: 1 },
    });
    const [first] = supplementedThenGivenUp();
    await standIns.tell([{ ...first!, caseId: project, key: project } as AnyEvent]);
    expect((await asking).stale).toBe(false);
    const dossier = await as(administrator).getDossier({
      projectId: project,
      after: { caseId: project, seq: 1 },
    });
    expect(dossier).toMatchObject({ version: 1, stale: false });
  });

  it('gives up after two seconds and says that it is stale', async () => {
    const before = Date.now();
    const dossier = await as(administrator).getDossier({ projectId, after: { caseId: projectId, seq: 999 } });
    expect(dossier.stale).toBe(true);
    expect(Date.now() - before).toBeGreaterThanOrEqual(1900);
    expect(Date.now() - before).toBeLessThan(4000);
    expect(
      (await as(administrator).findMyTasks({ skip: 0, take: 1, after: { caseId: projectId, seq: 999 } }))
        .stale,
    ).toBe(true);
  });
});

describe('my tasks', () => {
  const openWithDue = async (n: number, dueOn: string, now: string): Promise<void> => {
    const project = idOf('prj', 300 + n);
    const { write, written } = createWriter(project, now);
    const facts = supplementedThenGivenUp()[0] as Extract<
      AnyEvent,
      { type: 'admission.ApplicationSubmitted' }
    >;
    write('admission.ApplicationSubmitted', project, {
      ...facts.data,
      facts: { ...facts.data.facts, division: '330182002' },
      company: idOf('cmp', 300),
    });
    write('prereview.PrereviewOpened', idOf('prv', 300 + n), {
      projectId: project,
      company: idOf('cmp', 300),
      division: '330182002',
      projectName: `任务${n}`,
      round: 1,
      facts: facts.data.facts,
      toBeFounded: false,
      drafters: [],
      due: due(dueOn),
    });
    await standIns.tell(written);
  };
  const territory: Who = { role: 'territory', unit: '330182002' };

  it('come overdue first, with how many are overdue and due today, page by page', async () => {
    await openWithDue(1, '2026-05-08', '2026-04-29');
    await openWithDue(2, '2026-04-28', '2026-04-24');
    await openWithDue(3, '2026-04-30', '2026-04-28');
    await installation.settle();
    const tasks = await as(territory).findMyTasks({ skip: 0, take: 10 });
    expect(tasks).toMatchObject({ total: 3, overdue: 1, dueToday: 1, stale: false });
    expect(tasks.rows.map(({ dueOn, light }) => [dueOn, light])).toEqual([
      ['2026-04-28', 'red'],
      ['2026-04-30', 'yellow'],
      ['2026-05-08', 'green'],
    ]);
    expect(tasks.rows[0]).toMatchObject({ action: 'startPrereview', what: '开始预审', party: 'territory' });
    const second = await as(territory).findMyTasks({ skip: 1, take: 1 });
    expect(second.rows.map(({ dueOn }) => dueOn)).toEqual(['2026-04-30']);
    expect(second.total).toBe(3);
  });

  it('put what one may do and need not do last', async () => {
    const enterprise: Who = { role: 'enterprise', company: idOf('cmp') };
    const { rows } = await as(enterprise).findMyTasks({ skip: 0, take: 100 });
    const optional = rows.map((row) => row.optional);
    expect(optional).toContain(true);
    expect(optional).toEqual(optional.toSorted());
  });

  it.each<Who>([
    { role: 'territory', unit: '330182001' },
    { role: 'territory' },
    { role: 'enterprise', company: idOf('cmp', 9) },
    { role: 'administrator' },
    { role: 'auditor' },
    { role: 'territory', unit: '330182002', county: '330183' },
  ])('are nobody else’s: $role $unit $county has none of them', async (who) => {
    expect((await as(who).findMyTasks({ skip: 0, take: 10 })).total).toBe(0);
  });
});

describe('the figures', () => {
  it('are counted from events', async () => {
    const overview = await as(administrator).getOverview({});
    expect(overview.asOf).toBe('2026-04-30');
    expect(overview.completedProjects).toMatchObject([{ projectId, span: 33 }]);
    expect(overview.funnel).toMatchObject({ coded: 2, completed: 1, parcelsFiled: 1 });
    expect(overview.funnel.filed).toBeGreaterThanOrEqual(overview.funnel.prereviewAgreed);
    expect(overview.byStage.reduce((sum, { count }) => sum + count, 0)).toBe(
      (await as(administrator).findDossiers({ skip: 0, take: 1 })).total,
    );
    expect(overview.medianDays).toBe(overview.completedProjects[0]?.days);
  });
  it.each<Role>(['enterprise', 'territory', 'department', 'agent', 'auditor', 'securityAdministrator'])(
    'are not for %s',
    async (role) => {
      expect(await codeOf(as({ role, company, unit: 'ecology' }).getOverview({}))).toBe('ROLE_NOT_ALLOWED');
      expect(await codeOf(as({ role, company, unit: 'ecology' }).findMissingEvents({}))).toBe(
        'ROLE_NOT_ALLOWED',
      );
    },
  );
});

describe('AB 岗', () => {
  const [served, away, substitute, later] = [
    idOf('prj', 77),
    idOf('acc', 71),
    idOf('acc', 72),
    idOf('acc', 73),
  ];
  const leader = idOf('acc', 74);

  it('whoever stands in sees the project, holds its turns and serves it while the leave lasts, and nobody else', async () => {
    const { write, written } = createWriter(served);
    const engagement = idOf('eng', 77);
    const project = { projectId: served };
    write('agency.AgencyOffered', engagement, {
      ...project,
      company: 'cmp_ab',
      division: '330182104',
      trigger: 'prereviewAgreed',
    });
    write('agency.AgencyEntrusted', engagement, {
      ...project,
      receipt: 'DB1',
      scope: 'whole',
      items: [],
      assignBy: due('2026-05-06'),
    });
    write('agency.AgentsAssigned', engagement, {
      ...project,
      chief: leader,
      agents: [away],
      because: '按属地选派',
      contactBy: due('2026-05-06'),
      planBy: due('2026-05-08'),
      replaces: [],
    });
    await standIns.tell(written);
    await installation.settle();
    const asked = { projectId: served };
    expect(await codeOf(as({ role: 'agent', id: substitute }).getDossier(asked))).toBe('PROJECT_NOT_FOUND');

    const roster = createWriter(idOf('agt', 71));
    const leave = { account: away, from: '2026-04-29', until: '2026-05-06', substitute };
    roster.write('agency.AgentLeaveSet', idOf('agt', 71), leave);
    const planned = { account: leader, from: '2026-05-06', until: '2026-05-07', substitute: later };
    roster.write('agency.AgentLeaveSet', idOf('agt', 74), planned);
    await standIns.tell(roster.written);
    await installation.settle();
    const seen = await as({ role: 'agent', id: substitute }).getDossier(asked);
    expect(seen.agency).toMatchObject({ agents: [away], serves: 'agent' });
    const holders = (dossier: typeof seen) =>
      dossier.turns.filter(({ action }) => action === 'logContact').map(({ holder }) => holder);
    expect(holders(seen)).toEqual([substitute]);
    expect(holders(await as({ role: 'agencyCentre' }).getDossier(asked))).toEqual([substitute]);
    expect(holders(await as({ role: 'agent', id: away }).getDossier(asked))).toEqual([away]);
    const { rows } = await as({ role: 'agent', id: substitute }).findDossiers({ skip: 0, take: 10 });
    expect(rows.map((row) => row.projectId)).toEqual([served]);
    const tasks = await as({ role: 'agent', id: substitute }).findMyTasks({ skip: 0, take: 10 });
    expect(tasks.rows).toMatchObject([{ action: 'logContact', holder: substitute }]);
    // A leave that has not begun.
    expect(await codeOf(as({ role: 'chiefAgent', id: later }).getDossier(asked))).toBe('PROJECT_NOT_FOUND');
    expect((await as({ role: 'chiefAgent', id: leader }).getDossier(asked)).agency?.serves).toBe('chief');
  });
});

describe('what is missing', () => {
  it('is nothing when all that was emitted has arrived, and otherwise told by case', async () => {
    await installation.settle();
    expect(await as(administrator).findMissingEvents({})).toEqual([]);
    // A fourth event that its service has filed and that never reached Kafka.
    const { connection } = standIns.of('agency').parts;
    const lost = recorded.find(({ type }) => type === 'agency.AgencyOffered')!.caseId;
    const events = connection.collection<{ _id: string }>('events');
    const known = await events.findOne({ _id: `${lost}.00000001` });
    await events.insertOne({ ...known, _id: `${lost}.00000099`, seq: 99 } as never);
    const arrived = recorded.filter(({ caseId }) => caseId === lost).length;
    expect(await as(administrator).findMissingEvents({})).toEqual([
      { service: 'agency', caseId: lost, emitted: 99, arrived },
    ]);
    await events.deleteOne({ _id: `${lost}.00000099` });
  });
});

describe('what is pushed', () => {
  it('is there to be read, and names the project of a parcel that does not name it', async () => {
    const stopping = new AbortController();
    const stream = await fetch(`${installation.urlOf('insight')}/internal/changes`, {
      headers: { 'x-service-token': installation.serviceToken() },
      signal: stopping.signal,
    });
    const before = (await as(administrator).getDossier({ projectId })).version;
    const reading = (async () => {
      let text = '';
      for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        if (text.includes(parcelId)) return text;
      }
      throw new Error('the stream ended');
    })();
    const { write, written } = createWriter(parcelId);
    write('land.LightTurned', parcelId, {
      parcelId,
      clock: 'completionReview',
      light: 'red',
      dueOn: '2026-05-08',
      holder: 'naturalResources',
    });
    await standIns.tell(written);
    const line = (await reading).split('\n\n').find((part) => part.includes(parcelId));
    expect(JSON.parse(line!.slice('data: '.length))).toEqual({ projects: [projectId], parcels: [parcelId] });
    expect((await as(administrator).getDossier({ projectId })).version).toBe(before + 1);
    stopping.abort();
  });

  it('is for services alone', async () => {
    const answer = await fetch(`${installation.urlOf('insight')}/internal/changes`, {
      headers: {
        'x-service-token': installation.serviceToken(),
        authorization: `Bearer ${installation.issuer.token({ roles: ['enterprise'], company })}`,
      },
    });
    expect(answer.status).toBe(403);
  });
});

it('folded by an older version it is read anew from what the services export, and is the same', async () => {
  const before = await as(administrator).getDossier({ projectId });
  await insight.stop();
  const database = installation.connection.useDb(`${installation.name}_insight`);
  await database.collection('dossiers').updateMany({}, { $unset: { 'state.timeline': 1 } });
  await database.collection('migrations').deleteMany({});
  insight = await installation.start('insight', createInsight());
  await installation.ready();
  await installation.settle(60_000);
  expect(await as(administrator).getDossier({ projectId })).toEqual(before);
}, 120_000);
