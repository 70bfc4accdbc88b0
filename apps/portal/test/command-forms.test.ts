import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildSchema,
  type GraphQLInputObjectType,
  getNamedType,
  isInputObjectType,
  isRequiredInputField,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { commandForms, fieldsFor, pageCommands } from '../src/parts/command-forms.ts';
import type { Field } from '../src/parts/forms/form.ts';

const schema = buildSchema(
  readFileSync(path.join(import.meta.dirname, '../../gateway/schema.graphql'), 'utf8'),
);
const mutations = schema.getMutationType()?.getFields() ?? {};
/** A person gives these by no form of the drawer: the session's, the administrator's, the clock's. */
const elsewhere = new Set([
  ...pageCommands,
  'signIn',
  'refreshSession',
  'signOut',
  'replayParked',
  'advanceClock',
  // With an answer of their own, on the page of accounts.
  'registerCompany',
  // And on the company's page.
  'inviteColleague',
  'bindCreditCode',
  // Given by whoever has not signed in yet, on pages of their own.
  'requestConfirmation',
  'registerEnterprise',
  'joinCompany',
  'resetForgottenPassword',
  // From a file, on the administrator's page.
  'addCatalogueVersion',
]);
const names = Object.keys(mutations).filter((name) => !elsewhere.has(name));

const inputTypeOf = (name: string): GraphQLInputObjectType => {
  const type = getNamedType(mutations[name]!.args.find((argument) => argument.name === 'input')!.type);
  if (!isInputObjectType(type)) throw new Error(`${name} takes no input`);
  return type;
};

/** Names below a type that a form may fill, as `proposal.reason`; those of lists stay under their list. */
const fieldTypeAt = (type: GraphQLInputObjectType, [first = '', ...rest]: readonly string[]): boolean => {
  const field = type.getFields()[first];
  if (field === undefined) return false;
  if (rest.length === 0) return true;
  const inner = getNamedType(field.type);
  return isInputObjectType(inner) && fieldTypeAt(inner, rest);
};

const filled = (field: Field): unknown => {
  switch (field.kind) {
    case 'objects':
      return [Object.fromEntries((field.of ?? []).map((part) => [part.name, filled(part)]))];
    case 'yesNo':
    case 'switch':
      return true;
    case 'integer':
      return 1;
    case 'selects':
      return [field.options?.[0]?.value ?? 'x'];
    default:
      return field.options?.[0]?.value ?? 'x';
  }
};

describe('the forms of commands', () => {
  it('are there for every command that a person may give', () => {
    expect(names.filter((name) => commandForms[name] === undefined)).toEqual([]);
  });

  it('are there for no command that the gateway does not know', () => {
    expect(Object.keys(commandForms).filter((name) => mutations[name] === undefined)).toEqual([]);
  });

  it.each(names)('%s asks only for what its input takes', (name) => {
    const type = inputTypeOf(name);
    const unknown = fieldsFor(commandForms[name]!, ['windowClerk'])
      .filter((field) => !fieldTypeAt(type, field.name.split('.')))
      .map((field) => field.name);
    expect(unknown).toEqual([]);
  });

  it.each(names)('%s asks for all that its input requires', (name) => {
    const form = commandForms[name]!;
    const given = Object.fromEntries(
      form.fields.map((field) => [field.name.split('.')[0], filled(field)] as const),
    );
    const input = { id: 'x', key: 'x', ...(form.complete?.(given) ?? given) };
    const missing = Object.values(inputTypeOf(name).getFields())
      .filter((field) => isRequiredInputField(field) && !(field.name in input))
      .map((field) => field.name);
    expect(missing).toEqual([]);
  });

  it.each(names)('%s shows a dependent field by a field that the form has', (name) => {
    const { fields } = commandForms[name]!;
    const lost = fields
      .filter(
        (field) => field.when !== undefined && !fields.some((other) => other.name === field.when?.field),
      )
      .map((field) => field.name);
    expect(lost).toEqual([]);
  });
});
