import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { subscribe } from '../api/graphql.ts';
import { DossierChangedDocument, MyWorkChangedDocument } from '../generated/graphql.ts';
import { throttle } from './throttle.ts';

/** Reads the dossier anew when it changed. */
export const useLiveDossier = (projectId: string): void => {
  const queries = useQueryClient();
  useEffect(() => {
    const ending = new AbortController();
    void subscribe(
      DossierChangedDocument,
      { projectId },
      () => void queries.invalidateQueries({ queryKey: ['dossier', projectId] }),
      ending.signal,
    );
    return () => ending.abort();
  }, [projectId, queries]);
};

const lists = new Set<unknown>(['tasks', 'dossiers', 'engagements', 'parcels', 'parcel']);

/** Work anywhere in the county is told to everybody: so often at most the lists are read anew for it. */
const listsEveryMs = 2_000;

/** Reads the lists anew when something of the person's work may have changed. */
export const useLiveWork = (): void => {
  const queries = useQueryClient();
  useEffect(() => {
    const ending = new AbortController();
    const readAnew = throttle(
      () => void queries.invalidateQueries({ predicate: ({ queryKey }) => lists.has(queryKey[0]) }),
      listsEveryMs,
    );
    void subscribe(MyWorkChangedDocument, {}, readAnew.ask, ending.signal);
    return () => {
      ending.abort();
      readAnew.stop();
    };
  }, [queries]);
};
