import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Drawer, Form, Segmented, Space } from 'antd';
import { useEffect, useState } from 'react';
import { type CommandDone, GatewayError, sendCommand } from '../api/graphql.ts';
import { createIntention } from '../api/intention.ts';
import { clockQuery } from '../api/queries.ts';
import { useMe } from '../app/session.tsx';
import { useAfterCommand } from './after-command.ts';
import { CaseOfForm } from './agent-select.tsx';
import { CommandFailure } from './command-failure.tsx';
import { commandForms, fieldsFor, titleOf } from './command-forms.ts';
import { FieldInput } from './field-input.tsx';
import { type HandedIn, HandIn } from './files/hand-in.tsx';
import { inputOf, isShown, valueAt } from './form-input.ts';
import type { FormContext } from './forms/form.ts';
import { Receipt } from './receipt.tsx';

/** A command somebody is about to give: on which case, and what else may be given in its place. */
export interface Intended {
  readonly commands: readonly string[];
  /** Null for a command that creates its case. */
  readonly caseId: string | null;
  readonly subject: string;
  readonly context?: Omit<FormContext, 'today'>;
  /** Over the form's own first values, as an agent's present entry. */
  readonly initial?: Readonly<Record<string, unknown>>;
}

type Values = Record<string, unknown>;

/** Commands that materials are handed in with. */
const handsIn: ReadonlySet<string> = new Set(['submitItem', 'supplyItemCorrection', 'supplyItemGaps']);

const FormOf = ({
  command,
  intended,
  today,
  onDone,
}: {
  command: string;
  intended: Intended;
  today: string;
  onDone: (done: CommandDone) => void;
}) => {
  const [form] = Form.useForm<Values>();
  const [intention] = useState(() => createIntention());
  const [failure, setFailure] = useState<{ zh: string; unsure: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  const [handedIn, setHandedIn] = useState<HandedIn>([]);
  const me = useMe();
  const typed: Values = Form.useWatch([], form) ?? {};
  const description = commandForms[command];
  if (description === undefined) return null;
  const fields = fieldsFor(description, me.roles);
  const initial = { ...description.initial?.({ today, ...intended.context }), ...intended.initial };

  const submit = async (): Promise<void> => {
    const values = form.getFieldsValue(true) as Values;
    const given = inputOf(fields, values);
    const input = {
      ...(intended.caseId === null ? {} : { id: intended.caseId }),
      ...(description.complete?.(given) ?? given),
      ...(handedIn.length === 0 ? {} : { materials: handedIn }),
    };
    setBusy(true);
    setFailure(null);
    try {
      const answer = await sendCommand(command, { ...input, key: intention.keyFor(input) });
      if (answer.__typename === 'CommandDone') {
        onDone(answer);
        return;
      }
      setFailure({ zh: answer.zh, unsure: false });
      const at = answer.field;
      const field = fields.find(({ name }) => at === name || at?.startsWith(`${name}.`) === true);
      if (field !== undefined && field.kind !== 'objects')
        form.setFields([{ name: field.name.split('.'), errors: [answer.zh] }]);
    } catch (error) {
      setFailure({
        zh: error instanceof Error ? error.message : String(error),
        unsure: error instanceof GatewayError && error.kind === 'unavailable',
      });
    } finally {
      setBusy(false);
    }
  };

  const values = Object.keys(typed).length === 0 ? initial : { ...initial, ...typed };
  return (
    <Form form={form} layout="vertical" initialValues={initial} onFinish={submit} scrollToFirstError>
      {description.note === undefined ? null : (
        <Alert type="info" showIcon title={description.note} style={{ marginBlockEnd: 16 }} />
      )}
      {fields
        .filter((field) => isShown(field, { ...values, ...pickWatched(values, field.when?.field) }))
        .map((field) => (
          <FieldInput key={field.name} field={field} />
        ))}
      {handsIn.has(command) && intended.caseId !== null ? (
        <HandIn item={intended.caseId} onChange={setHandedIn} />
      ) : null}
      <CommandFailure failure={failure} />
      <Button
        type="primary"
        htmlType="submit"
        size="large"
        block
        danger={description.danger === true}
        loading={busy}
        data-testid="command-submit"
      >
        {failure?.unsure === true ? '再次提交' : `确认${description.title}`}
      </Button>
    </Form>
  );
};

const pickWatched = (values: Values, field: string | undefined): Values =>
  field === undefined || !field.includes('.') ? {} : { [field]: valueAt(values, field) };

/** Gives one command, or one of its alternatives, and shows the receipt. */
export const CommandDrawer = ({ intended, onClose }: { intended: Intended | null; onClose: () => void }) => {
  const afterCommand = useAfterCommand();
  const { data: clock } = useQuery(clockQuery);
  const [command, setCommand] = useState('');
  const [done, setDone] = useState<CommandDone | null>(null);
  useEffect(() => {
    setCommand(intended?.commands[0] ?? '');
    setDone(null);
  }, [intended]);
  const today = clock?.today ?? new Date().toISOString().slice(0, 10);
  const choices = intended?.commands ?? [];
  return (
    <Drawer
      open={intended !== null}
      onClose={onClose}
      size={560}
      title={<h2 className="drawer-title">{intended?.subject ?? ''}</h2>}
      destroyOnHidden
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {intended === null || command === '' || !choices.includes(command) ? null : done === null ? (
        <Space orientation="vertical" size={16} style={{ width: '100%' }}>
          {choices.length > 1 ? (
            <div style={{ overflowX: 'auto' }}>
              <Segmented
                value={command}
                onChange={setCommand}
                options={choices.map((choice) => ({ value: choice, label: titleOf(choice) }))}
              />
            </div>
          ) : (
            <h3 className="drawer-command">{titleOf(command)}</h3>
          )}
          <CaseOfForm value={intended.caseId}>
            <FormOf
              key={command}
              command={command}
              intended={intended}
              today={today}
              onDone={(answer) => {
                setDone(answer);
                void afterCommand(answer);
              }}
            />
          </CaseOfForm>
        </Space>
      ) : (
        <Receipt title={titleOf(command)} project={intended.subject} done={done} today={today}>
          <Button type="primary" onClick={onClose} data-testid="receipt-close">
            完成
          </Button>
        </Receipt>
      )}
    </Drawer>
  );
};
