import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { subscribe } from '../api/graphql.ts';
import { DossierChangedDocument, MyWorkChangedDocument } from '../generated/graphql.ts';

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

/** Reads the lists anew when something of the person's work changed. */
export const useLiveWork = (): void => {
  const queries = useQueryClient();
  useEffect(() => {
    const ending = new AbortController();
    void subscribe(
      MyWorkChangedDocument,
      {},
      () => void queries.invalidateQueries({ predicate: ({ queryKey }) => lists.has(queryKey[0]) }),
      ending.signal,
    );
    return () => ending.abort();
  }, [queries]);
};
