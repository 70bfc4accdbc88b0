import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ask } from '../../api/graphql.ts';
import { SaveDraftDocument } from '../../generated/graphql.ts';

type Saving =
  | { readonly at: 'idle' }
  | { readonly at: 'saving' }
  | { readonly at: 'saved'; readonly on: string }
  | { readonly at: 'failed'; readonly zh: string };

const restMs = 1500;

/** Saves what is typed a moment after the last key, one save at a time; the first mints the project's id. */
export const useDraft = (first: string | undefined) => {
  const queries = useQueryClient();
  const [id, setId] = useState(first);
  const [saving, setSaving] = useState<Saving>({ at: 'idle' });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const current = useRef(first);
  const running = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => () => clearTimeout(timer.current), []);

  const save = useCallback(
    (form: object): Promise<void> => {
      clearTimeout(timer.current);
      running.current = running.current.then(async () => {
        setSaving({ at: 'saving' });
        try {
          const { saveDraft } = await ask(SaveDraftDocument, {
            input: {
              key: crypto.randomUUID(),
              form,
              ...(current.current === undefined ? {} : { id: current.current }),
            },
          });
          if (saveDraft.__typename === 'Refused') {
            setSaving({ at: 'failed', zh: saveDraft.zh });
            return;
          }
          current.current = saveDraft.id;
          setId(saveDraft.id);
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

  /** Once submitted there is nothing to save any more. */
  const stop = useCallback(() => clearTimeout(timer.current), []);
  return { id, current, saving, save, saveSoon, stop };
};
