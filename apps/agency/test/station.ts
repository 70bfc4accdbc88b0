import { derivedId } from '@yizhan/aggregate';
import { agencyContract, type DepartmentId, type EventOfType } from '@yizhan/contracts';
import { createInstallation, type InstallationOptions, type Persona, until } from '@yizhan/testkit';
import { agency } from '../src/service.ts';
import { createAccounts } from './identity-events.ts';
import { startStub } from './stub-service.ts';

export const division = '330182104';
export const zone = '330182900';

let count = 0;
/** A fresh idempotency key. */
export const key = (): string => {
  count += 1;
  return `key-${String(count).padStart(8, '0')}`;
};
export const account = (name: string): string => derivedId('acc', name);
export const projectOf = (name: string): string => derivedId('prj', name);

const step = (
  code: string,
  department: DepartmentId,
): EventOfType<'approval.PathPlanned'>['data']['steps'][number] => ({
  code,
  name: code,
  department,
  stage: '施工许可',
  needs: [],
  promise: null,
  statutory: null,
  doneBy: 'approval',
});

/** `agency` on real MongoDB and Kafka, with stand-ins that publish the events of the services before it. */
export const startStation = async (options: InstallationOptions = {}) => {
  const installation = await createInstallation(options);
  const service = await installation.start('agency', agency);
  const [prereview, admission, approval] = [
    await startStub(installation, 'prereview'),
    await startStub(installation, 'admission'),
    await startStub(installation, 'approval'),
  ];
  await installation.ready();

  const as = (persona: Persona) => installation.as(persona, agencyContract, 'agency');
  const centre = as({ id: account('centre'), roles: ['agencyCentre'] });
  const enterprise = as({ id: account('e'), roles: ['enterprise'], company: 'cmp_a' });
  const chief = (name: string, unit = division) => as({ id: account(name), roles: ['chiefAgent'], unit });
  const agent = (name: string) => as({ id: account(name), roles: ['agent'] });

  const enrol = async (
    name: string,
    role: 'chiefAgent' | 'agent',
    duties: { divisions?: string[]; expertise?: DepartmentId[]; capacity?: number } = {},
  ): Promise<void> => {
    await centre.commands.enrolAgent({
      key: key(),
      account: account(name),
      role,
      divisions: role === 'chiefAgent' ? [division] : [],
      expertise: [],
      capacity: 10,
      ...duties,
    });
  };

  const triggers = {
    prereviewAgreed: async (projectId: string, company = 'cmp_a') =>
      await prereview.publish('prereview.PrereviewAgreed', derivedId('prv', projectId), projectId, {
        projectId,
        company,
        division,
        opinion: '同意',
      }),
    admissionAgreed: async (projectId: string, company = 'cmp_a') =>
      await admission.publish('admission.AdmissionConcluded', projectId, projectId, {
        conclusion: 'agreedWithConditions',
        conditions: [{ text: '落实排水', department: 'water', attachedTo: 'A8' }],
        reason: '同意',
        company,
        division,
      }),
    filingCompleted: async (projectId: string, company = 'cmp_a') =>
      await approval.publish('approval.FilingCompleted', derivedId('apv', projectId), projectId, {
        projectId,
        receipt: 'BA-1',
        projectCode: '2603-330182-04-01-123456',
        simulated: true,
        company,
        owner: account('e'),
        investorName: '示例公司',
        creditCode: '11331002002673575G',
        name: '示例项目',
        division,
        industry: '3829',
        totalInvestment: '12000',
        landMu: '30',
        admitted: true,
        onPaper: false,
      }),
  };

  const statusOf = async (projectId: string): Promise<string> =>
    await centre.queries.getEngagement({ projectId }).then(
      ({ status }) => status,
      () => 'none',
    );
  const reaches = async (projectId: string, status: string) =>
    await until(
      async () => await statusOf(projectId),
      (seen) => seen === status,
    );

  /** Offered and entrusted by its owner. */
  const entrusted = async (name: string, company = 'cmp_a'): Promise<string> => {
    const projectId = projectOf(name);
    await triggers.prereviewAgreed(projectId, company);
    await reaches(projectId, 'offered');
    await as({ id: account('e'), roles: ['enterprise'], company }).commands.entrustAgency({
      id: projectId,
      key: key(),
      scope: 'whole',
    });
    return projectId;
  };

  const planPath = async (projectId: string, steps: readonly (readonly [string, DepartmentId])[]) =>
    await approval.publish('approval.PathPlanned', derivedId('apv', projectId), projectId, {
      projectId,
      catalogue: '2023-after',
      steps: steps.map(([code, department]) => step(code, department)),
    });
  const deliver = async (projectId: string, code: string) =>
    await approval.publish('approval.ItemDelivered', derivedId('itm', projectId, code), projectId, {
      projectId,
      code,
      outcome: 'granted',
      channel: 'inbox',
    });

  /** Every event of the service, in the order of their cases. */
  const events = async () =>
    (
      await installation.internal<{ events: { caseId: string; seq: number; body: string }[] }>(
        'agency',
        '/events?after=',
      )
    ).events.map(
      ({ body }) =>
        JSON.parse(body) as {
          type: string;
          caseId: string;
          causedBy?: string;
          data: Record<string, unknown>;
        },
    );
  const loads = async () =>
    Object.fromEntries(
      (await centre.queries.findRoster({})).map((entry) => [entry.account, entry.load] as const),
    );

  return {
    installation,
    service,
    accounts: createAccounts(installation, account),
    prereview,
    admission,
    approval,
    as,
    centre,
    enterprise,
    chief,
    agent,
    enrol,
    triggers,
    statusOf,
    reaches,
    entrusted,
    planPath,
    deliver,
    events,
    loads,
  };
};
export type Station = Awaited<ReturnType<typeof startStation>>;
