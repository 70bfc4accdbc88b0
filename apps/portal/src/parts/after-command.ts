import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import type { CommandDone } from '../api/graphql.ts';
import { fetchTasks } from '../api/queries.ts';

/** After a command: waits until the read side has it, so that the person sees his own change, then reads all anew. */
export const useAfterCommand = () => {
  const queries = useQueryClient();
  const { message } = App.useApp();
  return async (done: CommandDone): Promise<void> => {
    const stale = await fetchTasks(0, 1, { caseId: done.id, seq: done.seq }).then(
      (tasks) => tasks.stale,
      () => true,
    );
    if (stale) message.info('已办理，页面内容稍后更新');
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'drafts' });
  };
};
