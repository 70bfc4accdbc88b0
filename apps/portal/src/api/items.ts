import { queryOptions } from '@tanstack/react-query';
import { GetItemDocument, type GetItemQuery, GetProjectClocksDocument } from '../generated/graphql.ts';
import { ask } from './graphql.ts';

export type Item = GetItemQuery['getItem'];

/** Whoever may not see it is told that there is none: asked once. */
export const itemQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['item', id, version],
    queryFn: async () => (await ask(GetItemDocument, { input: { id } })).getItem,
    retry: false,
  });

export const clocksQuery = (projectId: string, version: number) =>
  queryOptions({
    queryKey: ['clocks', projectId, version],
    queryFn: async () => (await ask(GetProjectClocksDocument, { input: { projectId } })).getProjectClocks,
    retry: false,
  });
