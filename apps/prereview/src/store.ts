import type { CaseDocument } from '@yizhan/aggregate';
import { type Actor, hasRole } from '@yizhan/contracts';
import type { Connection } from 'mongoose';
import type { Prereview } from './domain/case.ts';

const tasksAtMost = 200;

/** Queues of open work over the cases, by their search fields. */
export const createTaskStore = (connection: Connection) => {
  const cases = () => connection.collection<CaseDocument<Prereview>>('cases');

  const queuesOf = (actor: Actor): readonly Record<string, unknown>[] => {
    const unit = actor.unit ?? '';
    return [
      ...(hasRole(actor, 'territory')
        ? [{ 'search.division': unit, status: { $in: ['submitted', 'prereviewing'] } }]
        : []),
      ...(hasRole(actor, 'department', 'departmentHead') ? [{ 'search.awaiting': unit }] : []),
      ...(hasRole(actor, 'judgementLead') ? [{ status: { $in: ['summarising', 'conferring'] } }] : []),
    ];
  };

  return {
    ensureIndexes: async (): Promise<void> => {
      await cases().createIndex({ 'search.division': 1, status: 1, 'search.dueOn': 1 });
      await cases().createIndex({ 'search.awaiting': 1, 'search.dueOn': 1 });
      await cases().createIndex({ status: 1, 'search.dueOn': 1 });
    },
    /** What waits for this person's role and unit, the earliest due first. */
    findQueue: async (actor: Actor): Promise<readonly CaseDocument<Prereview>[]> => {
      const queues = queuesOf(actor);
      if (queues.length === 0) return [];
      return await cases()
        .find({ county: actor.county, $or: [...queues] })
        .sort({ 'search.dueOn': 1, _id: 1 })
        .limit(tasksAtMost)
        .toArray();
    },
  };
};
export type TaskStore = ReturnType<typeof createTaskStore>;
