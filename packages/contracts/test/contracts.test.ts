import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import * as contracts from '../src/index.ts';

interface Procedure {
  readonly '~orpc': {
    readonly inputSchema: z.ZodType;
    readonly outputSchema: z.ZodType;
    readonly route: { readonly method?: string; readonly path?: string };
  };
}
type Group = Readonly<Record<string, Procedure>>;

const procedures = contracts.serviceNames.flatMap((service) => {
  const contract = (contracts as Readonly<Record<string, unknown>>)[`${service}Contract`] as
    | Readonly<Record<string, Group>>
    | undefined;
  return Object.entries(contract ?? {}).flatMap(([group, members]) =>
    Object.entries(members).map(([name, procedure]) => ({ service, group, name, ...procedure['~orpc'] })),
  );
});
const commands = procedures.filter(({ group }) => group === 'commands');
const queries = procedures.filter(({ group }) => group === 'queries');

interface Def {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly catchall?: z.ZodType;
}
const defOf = (schema: z.ZodType): Def => schema._zod.def as unknown as Def;

/** Every object within a schema, with its path. */
const objectsIn = (schema: z.ZodType, path = ''): readonly { readonly path: string; readonly def: Def }[] => {
  const def = defOf(schema);
  const inner = [def.element, def.innerType, def.in, ...(def.options ?? [])].filter(
    (part) => part !== undefined,
  );
  return [
    ...(def.type === 'object' ? [{ path, def }] : []),
    ...inner.flatMap((part) => objectsIn(part, path)),
    ...Object.entries(def.shape ?? {}).flatMap(([field, part]) => objectsIn(part, `${path}.${field}`)),
  ];
};
const isStrict = (def: Def): boolean => def.catchall !== undefined && defOf(def.catchall).type === 'never';

describe('the commands and queries of all services', () => {
  it('are there, and no two have one name', () => {
    const names = [...commands, ...queries].map(({ name }) => name);
    expect(commands.length).toBeGreaterThan(50);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it.each(procedures)(
    '$service $name stands at an address of its name, and its input in the body',
    ({ group, name, route }) => {
      expect(route.method).toBe('POST');
      // What is open to whoever has not signed in stands beside the sign-in.
      if (group !== 'auth') expect(route.path).toBe(`/${group === 'open' ? 'auth' : group}/${name}`);
    },
  );

  it.each(procedures)(
    '$service $name takes no field that it does not know, at any depth',
    ({ inputSchema }) => {
      const objects = objectsIn(inputSchema);
      expect(objects.length).toBeGreaterThan(0);
      expect(objects.filter(({ def }) => !isStrict(def)).map(({ path }) => path)).toEqual([]);
    },
  );

  it.each(commands)('$service $name carries an idempotency key', ({ inputSchema }) => {
    const [outer] = objectsIn(inputSchema);
    expect(outer?.def.shape?.['key']).toBe(contracts.idempotencyKeySchema);
  });
});

describe('the events of all services', () => {
  const events = [...contracts.eventSchemas];
  it('have one type each, that of their service and in the past tense’s form', () => {
    expect(events.length).toBeGreaterThan(80);
    for (const [type] of events) {
      expect(type).toMatch(/^[a-z]+\.[A-Z][A-Za-z]+$/);
      expect(contracts.serviceNames).toContain(type.split('.')[0]);
    }
  });

  it.each(events)(
    '%s is strict at any depth: what is not in its contract is not in the chain',
    (_type, schema) => {
      expect(
        objectsIn(schema)
          .filter(({ def }) => !isStrict(def))
          .map(({ path }) => path),
      ).toEqual([]);
    },
  );

  it.each(events)(
    '%s has no field for a phone, an identity number, an address or a person’s name',
    (_type, schema) => {
      const fields = objectsIn(schema).flatMap(({ def }) => Object.keys(def.shape ?? {}));
      const personal =
        /phone|mobile|mail|identity(number|card)?$|idnumber|password|contact(name|person)|legalRepresentative|address/i;
      expect(fields.filter((field) => personal.test(field))).toEqual([]);
    },
  );
});

describe('the envelope', () => {
  const sound = {
    id: 'prj_a.1',
    service: 'admission',
    kind: 'application',
    caseId: 'prj_a',
    seq: 1,
    key: 'prj_a',
    county: '330182',
    type: 'admission.ApplicationSubmitted',
    schema: 1,
    recordedAt: '2026-03-02T01:00:00.000Z',
    effectiveOn: '2026-03-02',
    actor: { id: 'acc_a', role: 'enterprise' },
    data: {},
    prev: '0'.repeat(64),
  };
  it('is read where it is sound', () => expect(contracts.envelopeSchema.parse(sound)).toEqual(sound));
  it.each([
    ['a field more', { phone: '13800000001' }],
    ['a field more of the actor', { actor: { id: 'acc_a', role: 'enterprise', name: '张三' } }],
    ['a service that is none', { service: 'stranger' }],
    ['a sequence of nought', { seq: 0 }],
    ['a day that does not exist', { effectiveOn: '2026-02-30' }],
    ['a local time', { recordedAt: '2026-03-02T09:00:00' }],
    ['half a hash', { prev: '0'.repeat(32) }],
    ['a county of five digits', { county: '33018' }],
  ])('is refused with %s', (_what, changed) => {
    expect(contracts.envelopeSchema.safeParse({ ...sound, ...changed }).success).toBe(false);
  });
});

describe('what a person types', () => {
  it.each(['0', '12000', '0.4', '12.345678', '999999999999999'])('%s is a number', (text) => {
    expect(contracts.decimalSchema.safeParse(text).success).toBe(true);
  });
  it.each([
    '',
    '-1',
    '+1',
    '1e3',
    '01',
    '1.',
    '.5',
    '1,000',
    'NaN',
    'Infinity',
    '1 ',
    '１２',
    '1.2345678',
    '1000000000000000',
  ])('“%s” is none', (text) => expect(contracts.decimalSchema.safeParse(text).success).toBe(false));
  it('a date exists', () => {
    expect(contracts.legalDateSchema.safeParse('2028-02-29').success).toBe(true);
    for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00:00Z', '20260101', ''])
      expect(contracts.legalDateSchema.safeParse(text).success).toBe(false);
  });
  it('words are trimmed, not blank, and no longer than allowed', () => {
    const words = contracts.textSchema(5);
    expect(words.parse('  一二  ')).toBe('一二');
    for (const text of ['', '   ', '一二三四五六']) expect(words.safeParse(text).success).toBe(false);
  });
  it('a key is one of 8 to 64 plain characters', () => {
    for (const key of ['abcdefgh', 'A-b_9'.repeat(10), '0198-a1b2'])
      expect(contracts.idempotencyKeySchema.safeParse(key).success).toBe(true);
    for (const key of ['short', 'x'.repeat(65), 'with space', 'with|bar-1', 'schlüssel-1'])
      expect(contracts.idempotencyKeySchema.safeParse(key).success).toBe(false);
  });
  it('an id has its form, and no line more', () => {
    const id = `prj_${'a'.repeat(24)}`;
    expect(contracts.caseIdSchema.safeParse(id).success).toBe(true);
    for (const other of [`${id}\n`, ` ${id}`, id.slice(1), id.toUpperCase(), `${id}.1`])
      expect(contracts.caseIdSchema.safeParse(other).success).toBe(false);
    expect(contracts.projectIdSchema.safeParse(id).success).toBe(true);
    expect(contracts.parcelIdSchema.safeParse(id).success).toBe(false);
  });
});

describe('a refusal', () => {
  it('has one HTTP status for its kind', () => {
    expect(contracts.refusalStatus).toMatchObject({
      invalid: 400,
      unauthenticated: 401,
      forbidden: 403,
      notFound: 404,
      conflict: 409,
      tooLarge: 413,
      refused: 422,
      tooMany: 429,
      unavailable: 503,
    });
  });
  it('names its field only where there is one', () => {
    expect(contracts.refusal('invalid', 'CODE', '中', 'en')).not.toHaveProperty('field');
    expect(contracts.refusal('invalid', 'CODE', '中', 'en', 'facts.name')).toMatchObject({
      field: 'facts.name',
    });
  });
});

it('a role is had by who has it among others', () => {
  const actor = { id: 'a', roles: ['department', 'judgementLead'] as const, county: '330182', person: true };
  expect(contracts.hasRole(actor, 'judgementLead')).toBe(true);
  expect(contracts.hasRole(actor, 'administrator', 'enterprise')).toBe(false);
  expect(contracts.hasRole({ ...actor, roles: [] }, ...contracts.roles)).toBe(false);
});
