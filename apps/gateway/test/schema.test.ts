import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as contracts from '@yizhan/contracts';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { proceduresOf, serviceContracts } from '../src/schema/contracts.ts';
import { printedSchema } from '../src/schema/printed-schema.ts';
import { fitted, type ZodLike } from '../src/schema/types-from-zod.ts';

const schema = buildSchema(printedSchema());
const queries = Object.keys(schema.getQueryType()?.getFields() ?? {});
const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});

describe('the schema', () => {
  it('in schema.graphql is what the contracts make: run `npm run schema` after changing one', () => {
    const stored = readFileSync(path.join(import.meta.dirname, '../schema.graphql'), 'utf8');
    expect(stored === printedSchema(), 'schema.graphql is stale').toBe(true);
  });

  it('has the contract of every service that has one', () => {
    const named = contracts.serviceNames.filter((service) => `${service}Contract` in contracts);
    expect(serviceContracts.map(({ service }) => service)).toEqual(named);
    expect(named.length).toBeGreaterThanOrEqual(8);
  });

  it.each(proceduresOf(serviceContracts).map(({ service, group, name }) => [service, group, name] as const))(
    '%s: of the %s, %s can be asked for',
    (_service, group, name) => {
      expect(group === 'queries' ? queries : mutations).toContain(name);
    },
  );

  it('has nothing beside them but the session, the demo’s clock and what an administrator looks at', () => {
    const names = new Set(proceduresOf(serviceContracts).map(({ name }) => name));
    expect(queries.filter((name) => !names.has(name)).toSorted()).toEqual([
      'clock',
      'parkedEvents',
      'services',
    ]);
    expect(mutations.filter((name) => !names.has(name)).toSorted()).toEqual([
      'advanceClock',
      'refreshSession',
      'replayParked',
      'signIn',
      'signOut',
    ]);
    expect(Object.keys(schema.getSubscriptionType()?.getFields() ?? {})).toEqual([
      'dossierChanged',
      'myWorkChanged',
    ]);
  });

  it('answers every command with what was done or with why it was refused', () => {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const type = schema.getType(String(field.type).replaceAll('!', ''));
      if (type?.astNode?.kind !== 'UnionTypeDefinition') continue;
      expect(type.astNode.types?.map(({ name }) => name.value)).toContain('Refused');
    }
  });

  it('takes no command twice by one name', () => {
    const [first] = serviceContracts;
    expect(() => proceduresOf([first!, first!])).toThrow(/two contracts have a procedure/);
  });
});

describe('what GraphQL gives, fitted to a contract', () => {
  const fit = (value: unknown, shape: z.ZodType) => fitted(value, shape as unknown as ZodLike);
  it('null is absent where the contract knows only absence', () => {
    expect(fit({ a: null, b: 'x' }, z.strictObject({ a: z.string().optional(), b: z.string() }))).toEqual({
      b: 'x',
    });
  });
  it('null stays null where the contract asks for null', () => {
    expect(fit({ a: null }, z.strictObject({ a: z.string().nullable() }))).toEqual({ a: null });
    expect(fit({}, z.strictObject({ a: z.string().nullable() }))).toEqual({ a: null });
    expect(fit({}, z.strictObject({ a: z.string().nullable().optional() }))).toEqual({});
  });
  it('all the way down, in lists and in unions', () => {
    const shape = z.strictObject({
      list: z.array(z.strictObject({ a: z.string().optional() })),
      either: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('x'), code: z.string() }),
        z.strictObject({ kind: z.literal('y') }),
      ]),
    });
    expect(fit({ list: [{ a: null }, { a: '1' }], either: { kind: 'y', code: null } }, shape)).toEqual({
      list: [{}, { a: '1' }],
      either: { kind: 'y' },
    });
  });
  it('what somebody has typed into a draft is his own: nothing of it is dropped', () => {
    const form = { a: null, b: { c: null, d: [null, 1] } };
    expect(fit({ form }, z.strictObject({ form: z.record(z.string(), z.unknown()) }))).toEqual({ form });
  });
});
