import type { FormInstance } from 'antd';
import { useState } from 'react';
import { type CommandDone, GatewayError, sendCommand } from '../../api/graphql.ts';
import { createIntention } from '../../api/intention.ts';
import { useAfterCommand } from '../../parts/after-command.ts';

/** Gives a command of a page that is a form itself: the refusal at its field, the key kept over a retry. */
export const useSubmission = (
  command: string,
  form: FormInstance,
  /** Called with the field at fault before it is scrolled to, as it may stand on a step that is not shown. */
  onFault: (field: string) => void = () => undefined,
) => {
  const [intention] = useState(() => createIntention());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly zh: string; readonly unsure: boolean } | null>(null);
  const [done, setDone] = useState<CommandDone | null>(null);
  const afterCommand = useAfterCommand();

  const submit = async (input: object): Promise<boolean> => {
    setBusy(true);
    setFailure(null);
    try {
      const answer = await sendCommand(command, { ...input, key: intention.keyFor(input) });
      if (answer.__typename === 'CommandDone') {
        setDone(answer);
        window.scrollTo({ top: 0 });
        void afterCommand(answer);
        return true;
      }
      setFailure({ zh: answer.zh, unsure: false });
      if (answer.field !== null) {
        const path = answer.field.split('.');
        onFault(answer.field);
        form.setFields([{ name: path, errors: [answer.zh] }]);
        setTimeout(() => form.scrollToField(path, { block: 'center' }));
      }
    } catch (error) {
      setFailure({
        zh: error instanceof Error ? error.message : String(error),
        unsure: error instanceof GatewayError && error.kind === 'unavailable',
      });
    } finally {
      setBusy(false);
    }
    return false;
  };
  return { submit, busy, failure, done };
};
