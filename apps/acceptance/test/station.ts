import { implement } from '@orpc/server';
import { derivedId, envelopeOf } from '@yizhan/aggregate';
import { decided, type Machine } from '@yizhan/aggregate/machine';
import {
  type AcceptanceView,
  type AdmissionEvent,
  type ApprovalEvent,
  acceptanceContract,
  type DepartmentId,
  type Envelope,
} from '@yizhan/contracts';
import { type ServiceDefinition, serviceActor } from '@yizhan/service';
import { createInstallation, type Persona, until } from '@yizhan/testkit';

const county = '330182';
export const division = '330182104';
export const projectName = '年产10万套光电组件项目';

let count = 0;
/** A fresh idempotency key. */
export const key = (): string => {
  count += 1;
  return `key-${String(count).padStart(8, '0')}`;
};
export const projectOf = (name: string): string => derivedId('prj', name);
const account = (name: string): string => derivedId('acc', name);

interface Say<E> {
  readonly type: 'say';
  readonly projectId: string;
  readonly event: E;
}

/** A machine that says what another service would say: its contract's events, on the real wire. */
const speaker = <E extends ApprovalEvent | AdmissionEvent>(
  service: 'approval' | 'admission',
): Machine<'speaking', Say<E>, E, 'speaking'> => ({
  service,
  kind: 'project',
  prefix: 'prj',
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
const approvalSpeaker = speaker<ApprovalEvent>('approval');
const admissionSpeaker = speaker<AdmissionEvent>('admission');

const stub = (machine: ServiceDefinition['machines'][number]): ServiceDefinition => ({
  machines: [machine],
  sources: [],
  router: () => implement({}).router({}),
});

/** `acceptance` as a process of its own, and somebody who speaks for `approval` and `admission`. */
export const startStation = async (now?: string) => {
  const installation = await createInstallation(now === undefined ? {} : { now });
  const approval = await installation.start('approval', stub(approvalSpeaker));
  const admission = await installation.start('admission', stub(admissionSpeaker));
  await installation.spawnService('acceptance');
  await installation.ready();

  const at = (persona: Persona) => installation.as(persona, acceptanceContract, 'acceptance');
  const owner = at({ id: account('owner'), roles: ['enterprise'], company: 'cmp_a' });
  const lead = at({ id: account('lead'), roles: ['acceptanceLead'] });
  const planner = at({ id: account('planner'), roles: ['land'], unit: 'naturalResources' });
  const of = (unit: DepartmentId, name: string = unit) =>
    at({ id: account(name), roles: ['department'], unit });

  /** An event of a case of its own, or of the named one: cases are in no order to each other. */
  const say = async (
    projectId: string,
    event: ApprovalEvent,
    caseId = derivedId('prj', projectId, event.type),
  ) => {
    const command = { type: 'say', projectId, event } as const;
    const asked = { actor: serviceActor('approval', county), key: key() };
    const answer = await approval.parts.cases.execute(approvalSpeaker, { id: caseId, command, ...asked });
    if (!answer.ok) throw new Error(answer.refusal.en);
  };
  const filing = async (projectId: string): Promise<void> =>
    await say(projectId, {
      type: 'FilingCompleted',
      data: {
        projectId,
        receipt: 'BA2026030200000001',
        projectCode: '2603-330182-07-01-000420',
        simulated: true,
        company: 'cmp_a',
        owner: account('owner'),
        investorName: '建德市示例光电有限公司',
        creditCode: '11331002002673575G',
        name: projectName,
        division,
        industry: '3829',
        totalInvestment: '12000',
        landMu: '30',
        admitted: false,
        onPaper: false,
      },
    });
  /** The path as it is planned now. */
  const planning = async (projectId: string, items: readonly string[]): Promise<void> =>
    await say(projectId, {
      type: 'PathPlanned',
      data: {
        projectId,
        catalogue: 'industrial-filing@2023-1',
        steps: items.map((code) => ({
          code,
          name: code,
          department: 'housing',
          stage: 'construction',
          needs: [],
          promise: null,
          statutory: null,
          doneBy: 'approval' as const,
        })),
      },
    });
  const building = async (projectId: string, on = '2026-03-02'): Promise<void> =>
    await say(projectId, { type: 'ConstructionStarted', data: { projectId, on, missing: [] } });
  const closing = async (projectId: string, because: 'givenUp' | 'completed'): Promise<void> =>
    await say(projectId, { type: 'ProjectClosed', data: { projectId, because } });
  const givingUp = async (projectId: string): Promise<void> => {
    const event = { type: 'ProjectGivenUp', data: { reason: '不再投资', stage: 'replied' } } as const;
    const command = { type: 'say', projectId, event } as const;
    const asked = { actor: serviceActor('admission', county), key: key() };
    await admission.parts.cases.execute(admissionSpeaker, { id: projectId, command, ...asked });
  };

  const view = async (projectId: string): Promise<AcceptanceView> =>
    await lead.queries.getAcceptance({ projectId });
  const statusOf = async (projectId: string): Promise<string> =>
    await view(projectId).then(
      ({ status }) => status,
      () => 'none',
    );
  const reaches = async (projectId: string, status: string): Promise<AcceptanceView> => {
    await until(
      async () => await statusOf(projectId),
      (seen) => seen === status,
    );
    return await view(projectId);
  };
  /** Filed and under construction: the owner may apply. */
  const opened = async (name: string): Promise<string> => {
    const projectId = projectOf(name);
    await filing(projectId);
    await building(projectId);
    await reaches(projectId, 'open');
    return projectId;
  };
  /** The case's history as its owner exports it. */
  const bodiesOf = async (projectId: string): Promise<readonly string[]> => {
    const { id } = await view(projectId);
    const events = await installation.internal<{ body: string }[]>('acceptance', `/events/${id}?from=1`);
    return events.map(({ body }) => body);
  };
  const eventsOf = async (projectId: string): Promise<readonly Envelope[]> =>
    (await bodiesOf(projectId)).map(envelopeOf);

  return {
    installation,
    at,
    owner,
    lead,
    planner,
    of,
    filing,
    planning,
    building,
    closing,
    givingUp,
    view,
    statusOf,
    reaches,
    opened,
    bodiesOf,
    eventsOf,
  };
};
export type Station = Awaited<ReturnType<typeof startStation>>;
