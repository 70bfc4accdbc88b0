import { decided, type Machine } from '@yizhan/aggregate/machine';
import {
  type AcceptanceEvent,
  type ApprovalEvent,
  type DepartmentId,
  landContract,
  type ParcelView,
} from '@yizhan/contracts';
import { type ServiceDefinition, serviceActor } from '@yizhan/service';
import { createInstallation, type Persona, until } from '@yizhan/testkit';
import { land } from '../src/service.ts';
import { announcing, division, proposing, registering } from './walk.ts';

let count = 0;
/** A fresh idempotency key. */
export const key = (): string => {
  count += 1;
  return `key-${String(count).padStart(8, '0')}`;
};
/** A parcel code that no other parcel of the test has. */
export const freshCode = (): string => `330182001001GB${key().slice(-5)}`;
export const refusedWith = (code: string) => ({ data: { code } });
const { type: _type, ...registerBody } = registering;
export const registerAs = (parcelCode: string) => ({
  ...registerBody,
  industries: [...registerBody.industries],
  parcelCode,
  key: key(),
});
export const projectOf = (name: string): string => `prj_${name.padStart(24, '0')}`;

/** A machine that says what another service would say: its contract's events, on the real wire. */
const speaker = <E extends ApprovalEvent | AcceptanceEvent>(
  service: 'approval' | 'acceptance',
  prefix: string,
): Machine<{ readonly said: number }, { readonly type: 'say'; readonly event: E }, E, 'speaking'> => ({
  service,
  kind: 'project',
  prefix,
  table: { say: { from: ['none', 'speaking'], to: ['speaking'], by: ['service'], zh: '发布' } },
  statuses: { speaking: { zh: '发布中', end: true } },
  status: () => 'speaking',
  mayAct: () => null,
  decide: (_state, command) => decided(command.event),
  elapse: () => [],
  evolve: (state) => ({ said: (state?.said ?? 0) + 1 }),
  dueAt: () => null,
  search: () => ({}),
  key: (caseId) => caseId,
});
const approvalSpeaker = speaker<ApprovalEvent>('approval', 'prj');
const acceptanceSpeaker = speaker<AcceptanceEvent>('acceptance', 'acc');
const stub = (machine: ServiceDefinition['machines'][number]): ServiceDefinition => ({
  machines: [machine],
  sources: [],
  router: () => ({}),
});

const account = (name: string): string => `acc_${name.padStart(24, '0')}`;

/** `land` as it is, and somebody who speaks for `approval` and `acceptance`. */
export const startChain = async (now?: string) => {
  const installation = await createInstallation(now === undefined ? {} : { now });
  const service = await installation.start('land', land);
  const approval = await installation.start('approval', stub(approvalSpeaker));
  const acceptance = await installation.start('acceptance', stub(acceptanceSpeaker));
  await installation.ready();

  const at = (persona: Persona) => installation.as(persona, landContract, 'land');
  const town = at({ id: account('7'), roles: ['territory'], unit: division });
  const office = at({ id: account('1'), roles: ['land'] });
  const winner = at({ id: account('e'), roles: ['enterprise'], company: 'cmp_a' });
  const department = (unit: DepartmentId) => at({ id: account('d'), roles: ['department'], unit });

  const sayApproval = async (projectId: string, event: ApprovalEvent): Promise<void> => {
    const asked = { actor: serviceActor('approval', '330182'), key: key() };
    await approval.parts.cases.execute(approvalSpeaker, {
      id: projectId,
      command: { type: 'say', event },
      ...asked,
    });
  };
  const sayAcceptance = async (projectId: string, event: AcceptanceEvent): Promise<void> => {
    const asked = { actor: serviceActor('acceptance', '330182'), key: key() };
    const id = projectId.replace('prj_', 'acc_');
    await acceptance.parts.cases.execute(acceptanceSpeaker, {
      id,
      command: { type: 'say', event },
      ...asked,
    });
  };

  /** The project's 备案, arrived in `land`. */
  const filed = async (projectId: string, company = 'cmp_a'): Promise<void> => {
    await sayApproval(projectId, {
      type: 'FilingCompleted',
      data: {
        projectId,
        receipt: 'BA2026030200000001',
        projectCode: '2603-330182-07-01-000420',
        simulated: true,
        company,
        owner: account('e'),
        investorName: '建德市示例光电有限公司',
        creditCode: '11331002002673575G',
        name: '年产10万套光电组件项目',
        division,
        industry: '3829',
        totalInvestment: '12000',
        landMu: '30',
        admitted: false,
        onPaper: false,
      },
    });
    await installation.settle();
  };
  const constructionStarted = async (projectId: string, on: string): Promise<void> =>
    await sayApproval(projectId, { type: 'ConstructionStarted', data: { projectId, on, missing: [] } });
  /** The path of the project, over an auction or on land that it holds. */
  const planned = async (projectId: string, byAuction: boolean): Promise<void> =>
    await sayApproval(projectId, {
      type: 'PathPlanned',
      data: {
        projectId,
        catalogue: 'after-2023-1',
        steps: (byAuction ? (['A1', 'A3', 'A4'] as const) : (['A1'] as const)).map((code) => ({
          code,
          name: code,
          department: 'naturalResources',
          stage: '立项用地规划许可',
          needs: [],
          promise: null,
          statutory: null,
          doneBy: code === 'A1' ? 'approval' : 'land',
        })),
      },
    });
  const closed = async (projectId: string, because: 'givenUp' | 'completed'): Promise<void> =>
    await sayApproval(projectId, { type: 'ProjectClosed', data: { projectId, because } });
  const completionFiled = async (projectId: string, on: string): Promise<void> =>
    await sayAcceptance(projectId, { type: 'CompletionFiled', data: { projectId, receipt: 'JG1', on } });

  const register = async (parcelCode = freshCode()): Promise<string> => {
    const { type: _type, ...body } = registering;
    return (
      await town.commands.registerParcel({
        key: key(),
        ...body,
        industries: [...body.industries],
        parcelCode,
      })
    ).id;
  };
  /** Registered, evaluated, countersigned, approved, filed. */
  const prepared = async (): Promise<string> => {
    const id = await register();
    await town.commands.startEvaluation({ id, key: key(), evaluations: ['能评', '水保'] });
    const results = (['能评', '水保'] as const).map((evaluation) => ({ evaluation, result: '符合' }));
    await town.commands.completeEvaluations({ id, key: key(), results });
    const indicators = [...proposing.indicators];
    await town.commands.proposeIndicators({ id, key: key(), indicators, askedOf: [...proposing.askedOf] });
    for (const unit of proposing.askedOf)
      await department(unit).commands.countersignIndicators({ id, key: key(), opinion: '同意' });
    await office.commands.approveScheme({ id, key: key(), opinion: '同意出让' });
    await town.commands.fileStandardLand({ id, key: key() });
    return id;
  };
  /** Announced on the day of the start and open to be awarded: `announcing` is made for 2026-03-02. */
  const listed = async (): Promise<string> => {
    const id = await prepared();
    const { type: _type, ...body } = announcing;
    await office.commands.announceListing({ id, key: key(), ...body });
    return id;
  };

  const view = async (id: string): Promise<ParcelView> => await office.queries.getParcel({ id });
  const reaches = async (id: string, status: string): Promise<ParcelView> =>
    await until(
      async () => await view(id),
      (seen) => seen.status === status,
    );

  return {
    installation,
    service,
    at,
    town,
    office,
    winner,
    department,
    filed,
    planned,
    closed,
    constructionStarted,
    completionFiled,
    register,
    prepared,
    listed,
    view,
    reaches,
  };
};
export type Chain = Awaited<ReturnType<typeof startChain>>;
