import {
  admissionContract,
  type DepartmentId,
  type ProjectFacts,
  type ProposalInput,
  prereviewContract,
} from '@yizhan/contracts';
import { createInstallation, type Persona, someFacts, someInvestor, until } from '@yizhan/testkit';
import { prereview } from '../src/service.ts';

export const division = '330182104';
let count = 0;
/** A fresh idempotency key. */
export const key = (): string => {
  count += 1;
  return `key-${String(count).padStart(8, '0')}`;
};

const account = (name: string): string => `acc_${name.padStart(24, '0')}`;

/** `prereview` in this process, `admission` as a process of its own, real events between them. */
export const startChain = async (now?: string) => {
  const installation = await createInstallation(now === undefined ? {} : { now });
  const service = await installation.start('prereview', prereview);
  await installation.spawnService('admission');
  await installation.ready();

  const at = (persona: Persona) => installation.as(persona, prereviewContract, 'prereview');
  const officer = at({ id: account('f'), roles: ['territory'], unit: division });
  const lead = at({ id: account('1ead'), roles: ['judgementLead'], unit: 'commerce' });
  const department = (unit: DepartmentId) => at({ id: account('d'), roles: ['department'], unit });
  const applicant = { id: account('e'), roles: ['enterprise'], company: 'cmp_a' } satisfies Persona;
  const enterprise = installation.as(applicant, admissionContract, 'admission');

  const statusOf = async (id: string) => (await lead.queries.getPrereview({ id })).status;
  const reaches = async (id: string, status: string) =>
    await until(
      async () => await statusOf(id).catch(() => 'none'),
      (seen) => seen === status,
    );
  const application = async (id: string) => await enterprise.queries.getApplication({ id });
  const concludes = async (id: string, status: string) =>
    await until(
      async () => await application(id),
      (seen) => seen.status === status,
    );

  /** Submitted, and arrived at the territory. */
  const submitted = async (facts: Partial<ProjectFacts> = {}): Promise<string> => {
    const { id } = await enterprise.commands.submitApplication({
      key: key(),
      investor: someInvestor,
      facts: someFacts(facts),
      electronicDelivery: true,
    });
    await reaches(id, 'submitted');
    return id;
  };
  const started = async (facts: Partial<ProjectFacts> = {}): Promise<string> => {
    const id = await submitted(facts);
    await officer.commands.startPrereview({ id, key: key() });
    return id;
  };
  const judging = async (facts: Partial<ProjectFacts> = {}): Promise<string> => {
    const id = await started(facts);
    await officer.commands.agreePrereview({ id, key: key(), opinion: '同意，纳入研判' });
    return id;
  };
  const askedOf = async (id: string) =>
    (await lead.queries.getPrereview({ id })).departments.map((asked) => asked.department);
  /** All say 同意 but those who object. */
  const judged = async (
    facts: Partial<ProjectFacts> = {},
    objecting: readonly DepartmentId[] = [],
  ): Promise<string> => {
    const id = await judging(facts);
    for (const unit of await askedOf(id))
      await department(unit).commands.giveOpinion(
        objecting.includes(unit)
          ? { id, key: key(), opinion: 'disagree', text: '不同意', basis: '三线一单生态环境分区管控方案' }
          : { id, key: key(), opinion: 'agree', text: '同意' },
      );
    return id;
  };
  const conferred = async (id: string, proposal: ProposalInput, heldOn: string, minority?: string) => {
    await lead.commands.callConference({ id, key: key(), heldOn, agenda: '研究项目准入' });
    return await lead.commands.concludeConference({
      id,
      key: key(),
      attended: await askedOf(id),
      minutes: '会议听取了各部门意见',
      ...(minority === undefined ? {} : { minority }),
      proposal,
    });
  };
  const eventsOf = async (id: string) => {
    const { id: caseId } = await lead.queries.getPrereview({ id });
    const found = await installation.internal<{ body: string }[]>('prereview', `/events/${caseId}?from=1`);
    return found.map(
      ({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown>; effectiveOn: string },
    );
  };

  return {
    installation,
    service,
    at,
    officer,
    lead,
    department,
    enterprise,
    applicant,
    submitted,
    started,
    judging,
    judged,
    conferred,
    reaches,
    concludes,
    application,
    askedOf,
    eventsOf,
  };
};
export type Chain = Awaited<ReturnType<typeof startChain>>;
