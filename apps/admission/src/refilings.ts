import type { CaseDocument } from '@yizhan/aggregate';
import type { Connection } from 'mongoose';
import { applicationMachine } from './domain/application.ts';
import type { Application } from './domain/case.ts';

/** Which applications have been filed anew. */
export const createRefilings = (connection: Connection) => {
  const cases = () => connection.collection<CaseDocument<Application>>('cases');
  const { kind } = applicationMachine;
  return {
    ensureIndexes: async (): Promise<void> => {
      await cases().createIndex(
        { 'state.refilingOf': 1 },
        { partialFilterExpression: { 'state.refilingOf': { $type: 'string' } } },
      );
    },
    has: async (id: string): Promise<boolean> =>
      (await cases().findOne({ kind, 'state.refilingOf': id }, { projection: { _id: 1 } })) !== null,
  };
};
export type Refilings = ReturnType<typeof createRefilings>;
