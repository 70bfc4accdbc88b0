import type { CaseDocument } from '@yizhan/aggregate';
import type { ConditionView } from '@yizhan/contracts';
import type { ClientSession, Connection } from 'mongoose';
import { attachmentZh, type Condition, conditionMachine } from './domain/condition.ts';
import { conditionStatuses } from './domain/condition-states.ts';

const viewOf = ({ _id: id, version, seq, state }: CaseDocument<Condition>): ConditionView => ({
  id,
  projectId: state.projectId,
  version,
  seq,
  status: state.status,
  statusZh: conditionStatuses[state.status].zh,
  text: state.text,
  department: state.department,
  attachedTo: state.attachedTo,
  attachedToZh: attachmentZh(state.attachedTo),
  holdsUp: state.holdsUp,
  due: state.due,
  evidence: state.evidence,
  finding: state.finding,
});

/** The conditions of a project, over their cases. */
export const createConditionStore = (connection: Connection) => {
  const cases = () => connection.collection<CaseDocument<Condition>>('cases');
  const { kind } = conditionMachine;
  return {
    ensureIndexes: async (): Promise<void> => {
      await cases().createIndex(
        { 'search.projectId': 1, 'search.ordinal': 1 },
        { partialFilterExpression: { kind } },
      );
    },
    find: async (county: string, projectId: string): Promise<readonly ConditionView[]> =>
      (
        await cases()
          .find({ kind, county, 'search.projectId': projectId })
          .sort({ 'search.ordinal': 1 })
          .toArray()
      ).map(viewOf),
    findOpenIds: async (projectId: string, session: ClientSession): Promise<readonly string[]> =>
      (
        await cases()
          .find(
            { kind, 'search.projectId': projectId, status: { $in: ['open', 'evidenced', 'unmet'] } },
            { session, projection: { _id: 1 } },
          )
          .toArray()
      ).map(({ _id }) => _id),
  };
};
export type ConditionStore = ReturnType<typeof createConditionStore>;
