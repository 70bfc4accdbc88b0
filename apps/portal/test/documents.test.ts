import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildSchema,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { commandText } from '../src/api/graphql.ts';
import { commandForms, pageCommands } from '../src/parts/command-forms.ts';

const schema = buildSchema(
  readFileSync(path.join(import.meta.dirname, '../../gateway/schema.graphql'), 'utf8'),
);
const folder = path.join(import.meta.dirname, '../src/api');
const document = parse(
  readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n'),
);
const fragments = new Map(
  document.definitions
    .filter((found): found is FragmentDefinitionNode => found.kind === Kind.FRAGMENT_DEFINITION)
    .map((found) => [found.name.value, found]),
);
const operations = document.definitions.filter(
  (found): found is OperationDefinitionNode => found.kind === Kind.OPERATION_DEFINITION,
);

/** As the gateway's guard counts: a fragment, spelled out or spread, is one level more. */
const depthOf = (set: SelectionSetNode | undefined): number =>
  set === undefined
    ? 0
    : Math.max(
        ...set.selections.map((selection) =>
          selection.kind === Kind.FRAGMENT_SPREAD
            ? 1 + depthOf(fragments.get(selection.name.value)?.selectionSet)
            : 1 + depthOf(selection.selectionSet),
        ),
      );

/** What `apps/gateway` lets in. */
const deepest = 8;

describe('what the portal asks', () => {
  it('is known to the gateway', () => {
    expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
  });

  it.each(operations.map((operation) => [operation.name?.value ?? '', operation] as const))(
    '%s is no deeper than the gateway lets in',
    (_name, operation) => {
      expect(depthOf(operation.selectionSet)).toBeLessThanOrEqual(deepest);
    },
  );

  it.each([...Object.keys(commandForms), ...pageCommands.filter((name) => !name.endsWith('Draft'))])(
    '%s is given by a document that the gateway knows',
    (name) => {
      expect(validate(schema, parse(commandText(name))).map(({ message }) => message)).toEqual([]);
    },
  );
});
