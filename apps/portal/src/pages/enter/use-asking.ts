import type { FormInstance } from 'antd';
import { useState } from 'react';
import type { Refused } from '../../api/graphql.ts';

/** Asks once at a time; a refusal stands at its field, or above the form. */
export const useAsking = (form: FormInstance) => {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const asking = async <T extends { readonly __typename: string }>(
    ask: () => Promise<T | Refused>,
  ): Promise<T | null> => {
    setBusy(true);
    setFailure(null);
    try {
      const answer = await ask();
      if (answer.__typename !== 'Refused') return answer as T;
      const { zh, field } = answer as Refused;
      if (field !== null && form.getFieldInstance(field) !== undefined)
        form.setFields([{ name: field, errors: [zh] }]);
      else setFailure(zh);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
    return null;
  };
  return { busy, failure, asking };
};
