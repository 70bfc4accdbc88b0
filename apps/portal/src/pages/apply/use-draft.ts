import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ask } from '../../api/graphql.ts';
import type { Draft } from '../../api/queries.ts';
import { SaveDraftDocument } from '../../generated/graphql.ts';

type Saving =
  | { readonly at: 'idle' }
  | { readonly at: 'saving' }
  | { readonly at: 'saved'; readonly on: string }
  | { readonly at: 'failed'; readonly zh: string }
  /** Another device or a colleague has saved meanwhile: nothing is overwritten before somebody has chosen. */
  | { readonly at: 'changed' };

const restMs = 1500;

/** Saves what is typed a moment after the last key, one save at a time; the first mints the project's id. */
export const useDraft = (first: Pick<Draft, 'id' | 'revision'> | undefined) => {
  const queries = useQueryClient();
  const [saving, setSaving] = useState<Saving>({ at: 'idle' });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const current = useRef(first?.id);
  const seen = useRef(first?.revision);
  // Where the answer to the first save is lost, the next one makes no second draft.
  const mint = useRef(crypto.randomUUID());
  const changed = useRef(false);
  const running = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => () => clearTimeout(timer.current), []);

  const save = useCallback(
    (form: object): Promise<void> => {
      clearTimeout(timer.current);
      running.current = running.current.then(async () => {
        if (changed.current) return;
        setSaving({ at: 'saving' });
        try {
          const { saveDraft } = await ask(SaveDraftDocument, {
            input: {
              key: current.current === undefined ? mint.current : crypto.randomUUID(),
              form,
              ...(current.current === undefined ? {} : { id: current.current }),
              ...(seen.current === undefined ? {} : { seen: seen.current }),
            },
          });
          if (saveDraft.__typename === 'Refused') {
            changed.current = saveDraft.code === 'DRAFT_CHANGED';
            setSaving(changed.current ? { at: 'changed' } : { at: 'failed', zh: saveDraft.zh });
            return;
          }
          current.current = saveDraft.id;
          seen.current = saveDraft.revision;
          setSaving({ at: 'saved', on: saveDraft.savedAt });
          void queries.invalidateQueries({ queryKey: ['drafts'], refetchType: 'none' });
        } catch (error) {
          setSaving({ at: 'failed', zh: error instanceof Error ? error.message : String(error) });
        }
      });
      return running.current;
    },
    [queries],
  );

  const saveSoon = useCallback(
    (form: object): void => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(form), restMs);
    },
    [save],
  );

  /** What stands on this page goes before what was saved elsewhere. */
  const overwrite = useCallback(
    (form: object): Promise<void> => {
      changed.current = false;
      seen.current = undefined;
      return save(form);
    },
    [save],
  );

  /** Once submitted there is nothing to save any more. */
  const stop = useCallback(() => clearTimeout(timer.current), []);
  return { current, saving, save, saveSoon, overwrite, stop };
};
