import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Actor,
  type AnyEvent,
  type EventOfType,
  type EventType,
  eventSchemas,
  type LandPublished,
  type Role,
} from '@yizhan/contracts';
import { someFacts, someInvestor } from '@yizhan/testkit';
import { addCalendarDays, legalDate, officialCalendar } from '@yizhan/workdays';
import type { DossierState, ParcelView } from '../src/domain/dossier.ts';
import { fold, projectOf } from '../src/domain/fold.ts';
import { foldParcel } from '../src/domain/fold-land.ts';
import { noSubstitutes, type Substitutes } from '../src/domain/substitutes.ts';

/**
 * The events of one project that walked from application to acceptance, as the services' exports told them. To record
 * them anew, dump the exports at the end of tests/chain/whole.test.ts.
 */
export const recorded = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'recorded-project.generated.json'), 'utf8'),
) as readonly AnyEvent[];

export const projectId = recorded[0]!.caseId;
export const parcelId = recorded.find(({ service }) => service === 'land')!.caseId;

/** The same events, one after the other, a day apart: the recorded ones happened on two days. */
export const dayByDay = (events: readonly AnyEvent[], from = '2026-03-02'): readonly AnyEvent[] => {
  const seen = new Map<string, number>();
  return events.map((event, index) => {
    const on = addCalendarDays(legalDate(from), index);
    seen.set(event.caseId, index);
    const data = 'on' in event.data ? { ...event.data, on } : event.data;
    return { ...event, effectiveOn: on, recordedAt: `${on}T01:00:00.000Z`, data } as AnyEvent;
  });
};

/** Folds a run of events as the read side does, parcels beside the projects. */
export const tell = (events: readonly AnyEvent[]): ReadonlyMap<string, DossierState> => {
  const states = new Map<string, DossierState>();
  const parcels = new Map<string, ParcelView>();
  for (const event of events) {
    const before = parcels.get(event.caseId);
    let parcel: ParcelView | undefined;
    if (event.service === 'land') {
      parcel = foldParcel(before, event as LandPublished);
      parcels.set(event.caseId, parcel);
    }
    const id = projectOf(event) ?? parcel?.projectId ?? before?.projectId ?? null;
    if (id !== null) states.set(id, fold(states.get(id), id, event, parcel));
  }
  return states;
};
export const tellOne = (events: readonly AnyEvent[], id = projectId): DossierState => {
  const state = tell(events).get(id);
  if (state === undefined) throw new Error(`no event of ${id}`);
  return state;
};

/** The recorded events up to and with the first of a type. */
export const upTo = (type: EventType, events: readonly AnyEvent[] = recorded): readonly AnyEvent[] => {
  const index = events.findIndex((event) => event.type === type);
  if (index < 0) throw new Error(`no ${type} was recorded`);
  return events.slice(0, index + 1);
};

/** Any interleaving that keeps the order within each case; `picks` say which case goes on. */
export const interleave = (events: readonly AnyEvent[], picks: readonly number[]): readonly AnyEvent[] => {
  const queues = [...Map.groupBy(events, (event) => event.caseId).values()].map((queue) => [...queue]);
  const order: AnyEvent[] = [];
  for (let n = 0; queues.length > 0; n += 1) {
    const at = (picks[n % Math.max(1, picks.length)] ?? 0) % queues.length;
    const next = queues[at]?.shift();
    if (next !== undefined) order.push(next);
    if (queues[at]?.length === 0) queues.splice(at, 1);
  }
  return order;
};

export const idOf = (prefix: string, n = 1): string => `${prefix}_${String(n).padStart(24, '0')}`;
export const due = (dueOn: string) => ({ dueOn, limit: 'test@1', calendar: 'official', provisional: false });

/** A writer of events of one project that were not recorded; each keeps its contract. */
export const createWriter = (project: string, start = '2026-03-02') => {
  const sequences = new Map<string, number>();
  let day = legalDate(start);
  const written: AnyEvent[] = [];
  return {
    written,
    /** Legal days pass. */
    pass: (days: number): string => {
      day = addCalendarDays(day, days);
      return day;
    },
    write: <T extends EventType>(
      type: T,
      caseId: string,
      data: EventOfType<T>['data'],
      by: Partial<Actor> & { readonly roles?: readonly Role[] } = {},
    ): AnyEvent => {
      const schema = eventSchemas.get(type);
      if (schema === undefined) throw new Error(`no contract of ${type}`);
      const seq = (sequences.get(caseId) ?? 0) + 1;
      sequences.set(caseId, seq);
      const event = {
        id: `${caseId}.${seq}`,
        service: type.slice(0, type.indexOf('.')),
        kind: 'written',
        caseId,
        seq,
        key: project,
        county: '330182',
        type,
        schema: 1,
        recordedAt: `${day}T01:00:00.000Z`,
        effectiveOn: day,
        actor: { id: by.id ?? 'acc_writer', role: by.roles?.[0] ?? 'service' },
        data: schema.parse(data),
        prev: '0'.repeat(64),
      } as unknown as AnyEvent;
      written.push(event);
      return event;
    },
  };
};

/** An application, supplemented after pre-review asked for it; then its owner files it, and gives it up. */
export const supplementedThenGivenUp = (): readonly AnyEvent[] => {
  const project = idOf('prj');
  const { write, pass, written } = createWriter(project);
  const [prereview, filing, item] = [idOf('prv'), idOf('apl'), idOf('itm')];
  const facts = someFacts();
  const opened = {
    projectId: project,
    company: idOf('cmp'),
    division: facts.division,
    toBeFounded: false,
    drafters: ['acc_a'],
    due: due('2026-03-04'),
  };
  write('admission.ApplicationSubmitted', project, {
    receipt: 'ZR1',
    company: idOf('cmp'),
    owner: 'acc_a',
    investor: someInvestor,
    facts,
    onPaper: false,
    electronicDelivery: true,
  });
  write('prereview.PrereviewOpened', prereview, { ...opened, projectName: facts.name, round: 1, facts });
  pass(1);
  write('prereview.PrereviewStarted', prereview, { projectId: project, officer: 'acc_t' });
  const asked = [{ what: '总平图', why: '缺少' }];
  write('prereview.SupplementRequested', prereview, { projectId: project, from: 'prereview', asked });
  write('admission.SupplementDemanded', project, {
    from: 'prereview',
    round: 1,
    asked,
    due: due('2026-03-17'),
  });
  pass(3);
  const more = someFacts({ name: '扩建项目', totalInvestment: '15000', landMu: '40', industry: '3922' });
  write('admission.ApplicationSupplemented', project, {
    receipt: 'ZR2',
    round: 2,
    facts: more,
    note: '已补',
    backTo: 'submitted',
  });
  write('prereview.PrereviewOpened', prereview, { ...opened, projectName: more.name, round: 2, facts: more });
  pass(2);
  const { name, division, industry, totalInvestment, landMu } = someFacts({
    totalInvestment: '16000',
    landMu: '41',
  });
  write('approval.FilingCompleted', filing, {
    projectId: project,
    receipt: 'BA1',
    projectCode: '2603-330182-04-01-123456',
    simulated: true,
    company: idOf('cmp'),
    owner: 'acc_a',
    investorName: '备案主体',
    creditCode: '11331002002673575G',
    name,
    division,
    industry,
    totalInvestment,
    landMu,
    admitted: false,
    onPaper: false,
  });
  const step = {
    code: 'A6',
    name: '环境影响评价',
    department: 'ecology' as const,
    stage: '工程建设许可',
    needs: ['A1'],
    promise: { value: 6, unit: 'WD' as const },
    statutory: { value: 30, unit: 'CD' as const },
    doneBy: 'approval' as const,
  };
  write('approval.PathPlanned', filing, { projectId: project, catalogue: 'after', steps: [step] });
  pass(1);
  write('approval.ItemPlanned', item, {
    projectId: project,
    code: 'A6',
    company: idOf('cmp'),
    projectName: name,
    division,
    step,
    waitsFor: [],
  });
  pass(2);
  write('approval.ItemSubmitted', item, {
    projectId: project,
    code: 'A6',
    receipt: 'SP1',
    note: '报告表',
    onPaper: false,
    acceptBy: due('2026-03-18'),
  });
  pass(4);
  write('admission.ApplicationWithdrawn', project, { reason: '不再申请准入' });
  write('prereview.PrereviewClosed', prereview, { projectId: project, because: 'withdrawn' });
  pass(10);
  write('approval.ItemClosed', item, { projectId: project, code: 'A6', because: 'givenUp' });
  pass(1);
  write('approval.ProjectClosed', filing, { projectId: project, because: 'givenUp' });
  return written;
};

export const readingDay = (today: string, substitutes: Substitutes = noSubstitutes) => ({
  calendar: officialCalendar,
  today: legalDate(today),
  substitutes,
});
