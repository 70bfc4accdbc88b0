import { implement } from '@orpc/server';
import { derivedId, envelopeOf } from '@yizhan/aggregate';
import { decided, type Machine } from '@yizhan/aggregate/machine';
import {
  type AcceptanceEvent,
  type AdmissionEvent,
  type AnyEvent,
  type ApplicationView,
  admissionContract,
  approvalContract,
  type DepartmentId,
  type Envelope,
  type FiledProjectView,
  type IdentityEvent,
  type ItemView,
  type LandEvent,
  materialsContract,
  refusal,
  type StatedFacts,
} from '@yizhan/contracts';
import { done, type Outcome } from '@yizhan/eventbus';
import { type RequestContext, refusedError, type ServiceDefinition, serviceActor } from '@yizhan/service';
import { createInstallation, type Persona, someFacts, someInvestor, until } from '@yizhan/testkit';
import type { ClientSession } from 'mongoose';
import { expect } from 'vitest';
import { itemCaseId } from '../src/commands.ts';
import { approval } from '../src/service.ts';
import { division, small } from './walk.ts';

const county = '330182';
const parcel = { parcelId: derivedId('par', 'parcel') };

let count = 0;
/** A fresh idempotency key. */
export const key = (): string => {
  count += 1;
  return `key-${String(count).padStart(8, '0')}`;
};
export const account = (name: string): string => derivedId('acc', name);
export const projectOf = (name: string): string => derivedId('prj', name);
export const filing = {
  investorName: '建德市示例光电有限公司',
  creditCode: '11331002002673575G',
  name: '年产10万套光电组件项目',
  division,
  industry: '3829',
  totalInvestment: '12000',
  landMu: '30',
  facts: small,
  electronicDelivery: true,
};

type Changed = Partial<Omit<typeof filing, 'facts'>> & { readonly facts?: StatedFacts };

interface Say<E> {
  readonly type: 'say';
  readonly event: E;
}

/** A machine that says what another service would say: its contract's events, on the real wire. */
const speaker = <E extends AdmissionEvent | LandEvent | AcceptanceEvent>(
  service: 'admission' | 'land' | 'acceptance',
): Machine<'speaking', Say<E>, E, 'speaking'> => ({
  service,
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
  key: (caseId) => caseId,
});
const admissionSpeaker = speaker<AdmissionEvent>('admission');
const landSpeaker = speaker<LandEvent>('land');
const acceptanceSpeaker = speaker<AcceptanceEvent>('acceptance');
const stub = (machine: ServiceDefinition['machines'][number]): ServiceDefinition => ({
  machines: [machine],
  sources: [],
  router: () => implement({}).router({}),
});

export type Known = Pick<ApplicationView, 'company' | 'status'> & {
  readonly conclusion: 'agreed' | 'disagreed' | null;
};

/** `approval` as it is; somebody who speaks for `land`, `acceptance` and `admission`, and answers what `admission` and `materials` know. */
export const startStation = async () => {
  const known = new Map<string, Known | 'unavailable'>();
  const answering: ServiceDefinition = {
    ...stub(admissionSpeaker),
    router: () => {
      const { getApplication } = admissionContract.queries;
      const os = implement({ queries: { getApplication } }).$context<RequestContext>();
      return os.router({
        queries: {
          getApplication: os.queries.getApplication.handler(({ input: { id } }): ApplicationView => {
            const found = known.get(id);
            if (found === undefined)
              throw refusedError(refusal('notFound', 'CASE_NOT_FOUND', '没有找到', 'no such case'));
            if (found === 'unavailable')
              throw refusedError(refusal('unavailable', 'TOO_BUSY', '请稍后再试', 'try again'));
            const { conclusion, ...rest } = found;
            return {
              id,
              version: 1,
              seq: 1,
              statusZh: '',
              owner: account('owner'),
              investor: someInvestor,
              facts: someFacts(),
              submittedOn: '2026-03-02',
              round: 1,
              supplement: null,
              reviewOn: null,
              refilingOf: null,
              ...rest,
              conclusion:
                conclusion === null ? null : { conclusion, reason: '', conditions: [], on: '2026-03-02' },
            };
          }),
        },
      });
    },
  };

  const kindOf = new Map<string, string>();
  const holding: ServiceDefinition = {
    ...stub(admissionSpeaker),
    machines: [],
    router: () => {
      const { findMaterials, findMissingVersions } = materialsContract.queries;
      const os = implement({ queries: { findMaterials, findMissingVersions } }).$context<RequestContext>();
      return os.router({
        queries: {
          findMaterials: os.queries.findMaterials.handler(({ input: { projectId } }) =>
            [...kindOf].map(([id, kind]) => ({
              id,
              projectId,
              kind,
              version: 1,
              seq: 1,
              status: 'draft',
              statusZh: '未提交',
              versions: [],
            })),
          ),
          findMissingVersions: os.queries.findMissingVersions.handler(({ input: { handedIn } }) =>
            handedIn.filter(({ material }) => !kindOf.has(material)),
          ),
        },
      });
    },
  };

  const installation = await createInstallation();
  const service = await installation.start('approval', approval);
  const admission = await installation.start('admission', answering);
  const land = await installation.start('land', stub(landSpeaker));
  await installation.start('materials', holding);
  const acceptance = await installation.start('acceptance', stub(acceptanceSpeaker));
  await installation.ready();

  const at = (persona: Persona) => installation.as(persona, approvalContract, 'approval');
  /** A file by its path, as the door would ask for it for somebody, or for nobody. */
  const download = async (persona: Persona | null, path: string): Promise<Response> =>
    await fetch(`${service.url}${path}`, {
      headers: {
        'x-service-token': installation.serviceToken(),
        ...(persona === null ? {} : { authorization: `Bearer ${installation.issuer.token(persona)}` }),
      },
    });
  const owner = at({ id: account('owner'), roles: ['enterprise'], company: 'cmp_a' });
  const of = (unit: DepartmentId, name: string = unit) =>
    at({ id: account(name), roles: ['department'], unit });

  const asked = () => ({ actor: serviceActor('land', county), key: key() });
  const sayLand = async (id: string, event: LandEvent): Promise<void> => {
    const said = await land.parts.cases.execute(landSpeaker, {
      id: derivedId('spk', id, event.type),
      command: { type: 'say', event },
      ...asked(),
    });
    if (!said.ok) throw new Error(said.refusal.en);
  };
  const due = { dueOn: '2026-03-16', limit: 'l@1', calendar: 'c', provisional: false };
  const award = { company: 'cmp_a', price: '1200', noticeOn: '2026-03-02', contractDue: due };
  const awarded = async (
    projectId: string,
    evaluations?: Extract<LandEvent, { type: 'ParcelAwarded' }>['data']['evaluations'],
  ): Promise<void> => {
    const told = evaluations === undefined ? {} : { evaluations };
    await sayLand(projectId, { type: 'ParcelAwarded', data: { ...parcel, projectId, ...award, ...told } });
  };
  /** A parcel with all that its announcement makes public. */
  const announced = async (
    id: string,
    parcelCode: string,
    evaluations: NonNullable<Extract<LandEvent, { type: 'ListingAnnounced' }>['data']['evaluations']>,
  ): Promise<void> => {
    const listing = { noticeOn: '2026-03-02', listingFrom: '2026-03-23', closesOn: '2026-04-02' };
    const told = { parcelCode, name: `地块${parcelCode}`, evaluations };
    await sayLand(id, {
      type: 'ListingAnnounced',
      data: { parcelId: id, ...listing, startPrice: '1000', ...told },
    });
  };
  /** `of`: the project whose award came to nothing. */
  const saleFailed = async (id: string, of?: string): Promise<void> =>
    await sayLand(id, {
      type: 'ListingFailed',
      data: { parcelId: id, reason: '无人报价', ...(of === undefined ? {} : { projectId: of }) },
    });
  /** To somebody who has no project here. */
  const soldElsewhere = async (id: string): Promise<void> =>
    await sayLand(id, {
      type: 'ParcelAwarded',
      data: { parcelId: id, projectId: null, ...award, company: 'cmp_other' },
    });
  const contracted = async (projectId: string): Promise<void> => {
    const indicator = {
      kind: 'investmentIntensity',
      value: '300',
      unit: '万元/亩',
      direction: 'atLeast',
      judgedAt: 'completion',
    } as const;
    const indicators = Array.from({ length: 5 }, () => indicator);
    const contract = { legalityOpinion: '模拟-1', simulated: true as const, indicators };
    await sayLand(projectId, {
      type: 'ContractsSigned',
      data: { ...parcel, projectId, ...contract },
    });
  };
  const givenUp = async (projectId: string): Promise<void> => {
    const event = { type: 'ProjectGivenUp', data: { reason: '不再投资', stage: 'replied' } } as const;
    const command = { type: 'say', event } as const;
    await admission.parts.cases.execute(admissionSpeaker, { id: projectId, command, ...asked() });
  };
  const completed = async (projectId: string): Promise<void> => {
    const event = { type: 'CompletionFiled', data: { projectId, receipt: 'JG1', on: '2026-03-02' } } as const;
    const command = { type: 'say', event } as const;
    const id = derivedId('spk', projectId, 'completion');
    await acceptance.parts.cases.execute(acceptanceSpeaker, { id, command, ...asked() });
  };

  /** What `identity` tells of an officer, as its consumer would have it applied: the issuer of tokens sits in its place. */
  const reactions = approval.reactions?.(service.parts) ?? {};
  const sayIdentity = async (
    event: Extract<IdentityEvent, { type: 'SubstituteNamed' | 'AbsenceNoted' }>,
  ): Promise<void> => {
    const whole = {
      id: `${derivedId('acc', key())}.1`,
      county,
      data: event.data,
      type: `identity.${event.type}`,
    } as unknown as AnyEvent;
    await service.parts.cases.transaction(async (session) => {
      const apply = reactions[whole.type] as
        | ((told: AnyEvent, within: ClientSession) => Promise<Outcome>)
        | undefined;
      expect(await apply?.(whole, session)).toEqual(done);
    });
  };

  const view = async (projectId: string): Promise<FiledProjectView> =>
    await owner.queries.getFiledProject({ projectId });
  const itemOf = (projectId: string, code: string): string => itemCaseId(projectId, code);
  const item = async (projectId: string, code: string): Promise<ItemView> =>
    await owner.queries.getItem({ id: itemOf(projectId, code) });
  const statusOf = async (projectId: string, code: string): Promise<string> =>
    await item(projectId, code).then(
      ({ status }) => status,
      () => 'none',
    );
  const reaches = async (projectId: string, code: string, status: string): Promise<void> => {
    await until(
      async () => await statusOf(projectId, code),
      (seen) => seen === status,
    );
  };
  const ready = async (projectId: string, code: string): Promise<void> => {
    await until(
      async () => await item(projectId, code).catch(() => null),
      (seen) => seen?.waitsFor.length === 0,
    );
  };
  /** Filed without admission, its items planned. */
  const filed = async (changed: Changed = {}): Promise<string> => {
    const { subject } = await owner.commands.fileProject({ key: key(), ...filing, ...changed });
    for (const code of ['A5', 'B2', 'C4']) await reaches(subject, code, 'planned');
    return subject;
  };
  /** Filed, with its land, so that A5 may be submitted. */
  const withLand = async (changed: Changed = {}): Promise<string> => {
    const projectId = await filed(changed);
    await awarded(projectId);
    await contracted(projectId);
    await ready(projectId, 'A5');
    return projectId;
  };
  const submit = async (projectId: string, code: string) =>
    await owner.commands.submitItem({ id: itemOf(projectId, code), key: key(), note: '材料齐全' });
  /** Submitted, accepted, granted and delivered. */
  const pass = async (projectId: string, code: string, unit: DepartmentId): Promise<void> => {
    const id = itemOf(projectId, code);
    await ready(projectId, code);
    await submit(projectId, code);
    await of(unit, 'first').commands.acceptItem({ id, key: key() });
    await of(unit, 'second').commands.decideItem({ id, key: key(), outcome: 'granted', reason: '符合' });
    await of(unit, 'first').commands.deliverItem({ id, key: key(), channel: 'inbox' });
  };
  const eventsOf = async (caseId: string): Promise<readonly Envelope[]> => {
    const events = await installation.internal<{ body: string }[]>('approval', `/events/${caseId}?from=1`);
    return events.map(({ body }) => envelopeOf(body));
  };
  const typesOf = async (caseId: string): Promise<readonly string[]> =>
    (await eventsOf(caseId)).map(({ type }) => type.slice('approval.'.length));

  return {
    installation,
    service,
    known,
    kindOf,
    at,
    download,
    owner,
    of,
    awarded,
    announced,
    saleFailed,
    soldElsewhere,
    contracted,
    givenUp,
    sayIdentity,
    completed,
    view,
    itemOf,
    item,
    statusOf,
    reaches,
    ready,
    filed,
    withLand,
    submit,
    pass,
    eventsOf,
    typesOf,
  };
};
export type Station = Awaited<ReturnType<typeof startStation>>;
