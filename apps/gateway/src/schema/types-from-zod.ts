import {
  GraphQLBoolean,
  type GraphQLFieldConfigMap,
  GraphQLFloat,
  type GraphQLInputFieldConfigMap,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLScalarType,
  GraphQLString,
  valueFromASTUntyped,
} from 'graphql';

/** Any JSON: a draft's form, which is what somebody has typed so far. */
export const jsonScalar = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});

/** The part of a zod schema that is read here. */
export interface ZodLike {
  readonly _zod: {
    readonly def: {
      readonly type: string;
      readonly shape?: Readonly<Record<string, ZodLike>>;
      readonly element?: ZodLike;
      readonly innerType?: ZodLike;
      readonly in?: ZodLike;
      readonly options?: readonly ZodLike[];
      readonly values?: readonly unknown[];
      readonly format?: string;
      readonly checks?: readonly unknown[];
    };
  };
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const defOf = (schema: ZodLike) => schema._zod.def;

const wrappers = new Set(['optional', 'nullable', 'default', 'prefault', 'readonly', 'nonoptional', 'catch']);
const mayBeLeftOut = new Set(['optional', 'default', 'prefault', 'catch']);

interface Bare {
  readonly schema: ZodLike;
  readonly nullable: boolean;
  readonly mayBeNull: boolean;
  readonly mayBeAbsent: boolean;
}

/** A schema without its wrappers, and whether null or absence is allowed. */
const bare = (schema: ZodLike): Bare => {
  let inner = schema;
  let mayBeNull = false;
  let mayBeAbsent = false;
  for (;;) {
    const def = defOf(inner);
    const next = def.type === 'pipe' ? def.in : wrappers.has(def.type) ? def.innerType : undefined;
    if (next === undefined)
      return { schema: inner, nullable: mayBeNull || mayBeAbsent, mayBeNull, mayBeAbsent };
    mayBeNull ||= def.type === 'nullable';
    mayBeAbsent ||= mayBeLeftOut.has(def.type);
    inner = next;
  }
};

const isInteger = (schema: ZodLike): boolean => {
  const def = defOf(schema);
  const formats = [def.format, ...(def.checks ?? []).map((check) => (check as ZodLike)._zod?.def.format)];
  return formats.some((format) => format === 'safeint' || format === 'int32');
};

const scalarOf = (schema: ZodLike): GraphQLScalarType | null => {
  const def = defOf(schema);
  switch (def.type) {
    case 'string':
    case 'enum':
      return GraphQLString;
    case 'boolean':
      return GraphQLBoolean;
    case 'number':
    case 'int':
      return isInteger(schema) ? GraphQLInt : GraphQLFloat;
    case 'literal':
      return typeof def.values?.[0] === 'boolean'
        ? GraphQLBoolean
        : typeof def.values?.[0] === 'number'
          ? GraphQLInt
          : GraphQLString;
    case 'record':
    case 'unknown':
    case 'any':
      return jsonScalar;
    default:
      return null;
  }
};

/** Options of a union as one shape: the contract's service checks which fields go together. */
const unionShape = (
  options: readonly ZodLike[],
): { shape: Record<string, ZodLike>; always: ReadonlySet<string> } => {
  const shapes = options.map((option) => defOf(bare(option).schema).shape ?? {});
  const shape: Record<string, ZodLike> = {};
  for (const one of shapes) for (const [field, type] of Object.entries(one)) shape[field] ??= type;
  const always = new Set(
    Object.keys(shape).filter((field) =>
      shapes.every((one) => field in one && !bare(one[field] as ZodLike).nullable),
    ),
  );
  return { shape, always };
};

const fieldsOf = (
  schema: ZodLike,
): { shape: Readonly<Record<string, ZodLike>>; always: ReadonlySet<string> } => {
  const def = defOf(schema);
  if (def.type === 'union') return unionShape(def.options ?? []);
  const shape = def.shape ?? {};
  return {
    shape,
    always: new Set(Object.keys(shape).filter((field) => !bare(shape[field] as ZodLike).nullable)),
  };
};

/** Extra fields of an output type, by its name: names and contacts that the gateway joins from `identity`. */
export type Enrichment = Readonly<Record<string, GraphQLFieldConfigMap<unknown, unknown>>>;

/**
 * Makes GraphQL types from the zod schemas of the contracts, so that the door has no second description of what goes
 * through it. A schema that was named keeps its name wherever it is used; the others are named after their place.
 */
export const createTypes = (named: ReadonlyMap<unknown, string>, enrichment: Enrichment) => {
  const outputs = new Map<ZodLike, GraphQLObjectType>();
  const inputs = new Map<ZodLike, GraphQLInputObjectType>();
  const taken = new Set<string>();
  const unique = (name: string): string => {
    let free = name;
    for (let n = 2; taken.has(free); n += 1) free = `${name}${n}`;
    taken.add(free);
    return free;
  };

  const output = (schema: ZodLike, place: string): GraphQLOutputType => {
    const { schema: inner, nullable } = bare(schema);
    const def = defOf(inner);
    const type: GraphQLOutputType =
      scalarOf(inner) ??
      (def.type === 'array' && def.element !== undefined
        ? new GraphQLList(output(def.element, place))
        : objectOutput(inner, place));
    return nullable ? type : new GraphQLNonNull(type);
  };

  const objectOutput = (schema: ZodLike, place: string): GraphQLObjectType => {
    const known = outputs.get(schema);
    if (known !== undefined) return known;
    const name = unique(named.get(schema) ?? place);
    const type: GraphQLObjectType = new GraphQLObjectType({
      name,
      fields: () => {
        const { shape, always } = fieldsOf(schema);
        const fields: GraphQLFieldConfigMap<unknown, unknown> = {};
        for (const [field, inner] of Object.entries(shape)) {
          const of = output(inner, `${name}${capital(field)}`);
          fields[field] = { type: always.has(field) || !(of instanceof GraphQLNonNull) ? of : of.ofType };
        }
        return { ...fields, ...enrichment[name] };
      },
    });
    outputs.set(schema, type);
    return type;
  };

  const input = (schema: ZodLike, place: string): GraphQLInputType => {
    const { schema: inner, nullable } = bare(schema);
    const def = defOf(inner);
    const type: GraphQLInputType =
      scalarOf(inner) ??
      (def.type === 'array' && def.element !== undefined
        ? new GraphQLList(input(def.element, place))
        : objectInput(inner, place));
    return nullable ? type : new GraphQLNonNull(type);
  };

  const objectInput = (schema: ZodLike, place: string): GraphQLInputObjectType => {
    const known = inputs.get(schema);
    if (known !== undefined) return known;
    const base = named.get(schema);
    const name = unique(base === undefined ? place : `${base}Input`);
    const type: GraphQLInputObjectType = new GraphQLInputObjectType({
      name,
      fields: () => {
        const { shape, always } = fieldsOf(schema);
        const fields: GraphQLInputFieldConfigMap = {};
        for (const [field, inner] of Object.entries(shape)) {
          const of = input(inner, `${name.replace(/Input$/, '')}${capital(field)}Input`);
          fields[field] = { type: always.has(field) || !(of instanceof GraphQLNonNull) ? of : of.ofType };
        }
        return fields;
      },
    });
    inputs.set(schema, type);
    return type;
  };

  const isEmpty = (schema: ZodLike): boolean => {
    const { schema: inner } = bare(schema);
    return defOf(inner).type === 'object' && Object.keys(defOf(inner).shape ?? {}).length === 0;
  };

  return { output, input, objectOutput, isEmpty };
};

/**
 * GraphQL says null, or nothing, where a contract says absent; and where a contract asks for null, that is what it gets.
 * What a JSON scalar holds is somebody's own and is left as it is.
 */
export const fitted = (value: unknown, schema: ZodLike): unknown => {
  const { schema: inner, mayBeNull, mayBeAbsent } = bare(schema);
  if (value === null) return mayBeNull ? null : undefined;
  if (value === undefined) return mayBeNull && !mayBeAbsent ? null : undefined;
  const def = defOf(inner);
  const { element } = def;
  if (def.type === 'array' && element !== undefined && Array.isArray(value))
    return value.map((item) => fitted(item, element));
  if (def.type !== 'object' && def.type !== 'union') return value;
  const given = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(fieldsOf(inner).shape)
      .map(([field, type]) => [field, fitted(given[field], type)] as const)
      // Options of a union do not share all their fields: what was not given to it is not invented.
      .filter(([field, fit]) => fit !== undefined && (def.type === 'object' || given[field] !== undefined)),
  );
};
