import type { CaseDocument } from '@yizhan/aggregate';
import { type Actor, hasRole, type ItemRow } from '@yizhan/contracts';
import type { ServiceParts } from '@yizhan/service';
import { clockLight, type Light, legalDateOf } from '@yizhan/workdays';
import { projectCaseId } from './commands.ts';
import type { Item } from './domain/item-case.ts';
import { openStatuses } from './domain/item-states.ts';
import type { FiledProject } from './domain/project-case.ts';
import { itemRow } from './views.ts';

export interface QueueAsked {
  readonly status?: string | undefined;
  /** Part of a project's code or name, of its company, or of the item's code or name. */
  readonly search?: string | undefined;
}

const atOnce = 200;
const rank: Readonly<Record<Light, number>> = { green: 0, yellow: 1, red: 2 };

/** What an office has still to act on; of what is delivered, a certificate whose extension is not decided. */
export const openItems = {
  $or: [
    { status: { $in: openStatuses } },
    { status: 'delivered', 'state.certificate.extensionApplied': true },
  ],
};

/** Which items stand in a person's queue: an enterprise finds all of its own, an office what is open. */
const queueOf = (actor: Actor, status: string | undefined): object | null => {
  const county = { kind: 'item', county: actor.county };
  const asked = status === undefined ? {} : { status };
  const open = status === undefined ? openItems : asked;
  if (hasRole(actor, 'enterprise')) return { ...county, ...asked, 'search.company': actor.company ?? 'none' };
  if (hasRole(actor, 'department', 'departmentHead', 'utility'))
    return { ...county, ...open, 'search.department': actor.unit ?? 'none' };
  return hasRole(actor, 'windowClerk') ? { ...county, ...open } : null;
};

/** Words are looked for as they are written: no sign of theirs means anything to the database. */
const like = (words: string) => ({ $regex: words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), $options: 'i' });

/** The queue of a person, the most urgent first: a list, or all of it row by row. */
export const createQueue = ({ cases, calendar, clock }: ServiceParts) => {
  const filterOf = async (actor: Actor, { status, search = '' }: QueueAsked): Promise<object | null> => {
    const own = queueOf(actor, status);
    if (own === null) return null;
    const words = search.trim();
    if (words === '') return own;
    // Of the projects that have something in this queue, however many the words fit elsewhere: none is left out.
    const keys = await cases.models.cases.distinct('key', own);
    const projects = await cases.models.cases
      .find(
        {
          _id: { $in: keys.map(projectCaseId) },
          $or: [
            { 'state.filing.projectCode': like(words) },
            { 'state.filing.name': like(words) },
            { 'state.filing.investorName': like(words) },
          ],
        },
        { key: 1 },
      )
      .lean<Pick<CaseDocument, 'key'>[]>();
    return {
      $and: [
        own,
        {
          $or: [
            { key: { $in: projects.map(({ key }) => key) } },
            { 'state.plan.code': words.toUpperCase() },
            { 'state.plan.step.name': like(words) },
          ],
        },
      ],
    };
  };

  const rowsOf = async (items: readonly CaseDocument<Item>[]): Promise<readonly ItemRow[]> => {
    const today = legalDateOf(await clock.now());
    const projects = await cases.models.cases
      .find({ _id: { $in: items.map(({ key }) => projectCaseId(key)) } }, { key: 1, 'state.filing': 1 })
      .lean<{ key: string; state: Pick<FiledProject, 'filing'> }[]>();
    const filings = new Map(projects.map(({ key, state }) => [key, state.filing]));
    return items.map((item) => {
      const light = item.state.clocks
        .map(({ limit, run }) => clockLight(calendar.current(), limit, run, today).light)
        .reduce<Light>((worst, next) => (rank[next] > rank[worst] ? next : worst), 'green');
      return itemRow(item, filings.get(item.key), light);
    });
  };

  const sorted = (filter: object) =>
    cases.models.cases.find(filter).sort({ 'search.dueOn': 1, _id: 1 }).lean<CaseDocument<Item>[]>();

  return {
    find: async (actor: Actor, asked: QueueAsked): Promise<readonly ItemRow[]> => {
      const filter = await filterOf(actor, asked);
      return filter === null ? [] : await rowsOf(await sorted(filter).limit(atOnce));
    },
    /** Null where the person has no queue. */
    all: async (actor: Actor, asked: QueueAsked): Promise<AsyncGenerator<ItemRow> | null> => {
      const filter = await filterOf(actor, asked);
      if (filter === null) return null;
      return (async function* () {
        let batch: CaseDocument<Item>[] = [];
        for await (const item of sorted(filter).cursor({ batchSize: atOnce })) {
          batch.push(item as unknown as CaseDocument<Item>);
          if (batch.length < atOnce) continue;
          yield* await rowsOf(batch);
          batch = [];
        }
        yield* await rowsOf(batch);
      })();
    },
  };
};
export type Queue = ReturnType<typeof createQueue>;
