/** What introspection tells of a type, as far as it is needed to ask for everything. */
export interface TypeRef {
  readonly kind: string;
  readonly name: string | null;
  /** Absent at the depth to which was asked: nothing is deeper than a list of what is never null. */
  readonly ofType?: TypeRef | null;
}
export interface Argument {
  readonly name: string;
  readonly type: TypeRef;
  readonly defaultValue: string | null;
}
export interface FieldOfSchema {
  readonly name: string;
  readonly args: readonly Argument[];
  readonly type: TypeRef;
}
export interface TypeOfSchema {
  readonly kind: string;
  readonly name: string;
  readonly fields: readonly FieldOfSchema[] | null;
  readonly inputFields: readonly Argument[] | null;
  readonly possibleTypes: readonly TypeRef[] | null;
}

const ref = '{ kind name ofType { kind name ofType { kind name ofType { kind name } } } }';
export const introspection = `{ __schema { types { kind name
  fields { name type ${ref} args { name defaultValue type ${ref} } }
  inputFields { name defaultValue type ${ref} }
  possibleTypes { kind name } } } }`;

const named = (type: TypeRef): TypeRef => (type.ofType == null ? type : named(type.ofType));
const isList = (type: TypeRef): boolean =>
  type.kind === 'LIST' || (type.ofType != null && isList(type.ofType));
const isNeeded = ({ type, defaultValue }: Argument): boolean =>
  type.kind === 'NON_NULL' && defaultValue === null;

const depthAtMost = 5;
/** Fields that name a case, wherever they stand. */
const ofCase = /^(id|ids|projectId|caseId|item|project|subject)$/;

/** Questions made from the schema itself, so that a query that comes new cannot be forgotten. */
export const createQuestions = (types: readonly TypeOfSchema[]) => {
  const byName = new Map(types.map((type) => [type.name, type]));
  const typeOf = (type: TypeRef): TypeOfSchema | undefined => byName.get(named(type).name ?? '');

  /** A value for an input: the id of the case where one is named, something of its type elsewhere. */
  const valueFor = (name: string, type: TypeRef, id: string): unknown => {
    const inner = typeOf(type);
    const one = (): unknown => {
      if (inner?.kind === 'INPUT_OBJECT')
        return Object.fromEntries(
          (inner.inputFields ?? [])
            .filter((field) => isNeeded(field) || ofCase.test(field.name))
            .map((field) => [field.name, valueFor(field.name, field.type, id)]),
        );
      if (inner?.name === 'Int' || inner?.name === 'Float') return name === 'skip' ? 0 : 20;
      if (inner?.name === 'Boolean') return true;
      if (ofCase.test(name)) return id;
      if (/[oO]n$|^from$|^until$|^to$/.test(name)) return '2026-03-02';
      return name === 'key' ? `leak-${id.slice(0, 12)}` : '示例';
    };
    return isList(type) ? [one()] : one();
  };

  const selectionOf = (type: TypeRef, depth: number): string => {
    const inner = typeOf(type);
    if (inner?.kind === 'UNION')
      return `{ __typename ${(inner.possibleTypes ?? [])
        .map((possible) => `... on ${possible.name} ${selectionOf(possible, depth)}`)
        .join(' ')} }`;
    if (inner?.kind !== 'OBJECT') return '';
    const fields = (inner.fields ?? [])
      .filter(({ args }) => !args.some(isNeeded))
      .filter((field) => typeOf(field.type)?.kind !== 'OBJECT' || depth < depthAtMost)
      .map((field) => `${field.name} ${selectionOf(field.type, depth + 1)}`);
    return `{ __typename ${fields.join(' ')} }`;
  };

  const operation = (kind: string, field: FieldOfSchema, selection: string, id: string) => {
    const args = field.args.map((argument) => [argument.name, valueFor(argument.name, argument.type, id)]);
    const typed = (type: TypeRef): string =>
      type.kind === 'NON_NULL'
        ? `${type.ofType == null ? '' : typed(type.ofType)}!`
        : type.kind === 'LIST'
          ? `[${type.ofType == null ? '' : typed(type.ofType)}]`
          : (type.name ?? '');
    const declared = field.args.map((argument) => `$${argument.name}: ${typed(argument.type)}`).join(', ');
    const passed = field.args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
    return {
      name: field.name,
      query: `${kind}${declared === '' ? '' : `(${declared})`} { ${field.name}${passed === '' ? '' : `(${passed})`} ${selection} }`,
      variables: Object.fromEntries(args),
    };
  };

  /** All of a field's answer, part by part, so that none is too much for the door at once. */
  const partsOf = (field: FieldOfSchema): readonly string[] => {
    const inner = typeOf(field.type);
    if (inner?.kind !== 'OBJECT') return [selectionOf(field.type, 1)];
    return (inner.fields ?? [])
      .filter(({ args }) => !args.some(isNeeded))
      .map((part) => `{ ${part.name} ${selectionOf(part.type, 2)} }`);
  };

  const fieldsOf = (root: string): readonly FieldOfSchema[] => byName.get(root)?.fields ?? [];
  return {
    queries: (id: string) =>
      fieldsOf('Query').flatMap((field) =>
        partsOf(field).map((selection) => operation('query', field, selection, id)),
      ),
    /** With the id of a case that is not his to act on: each is refused, and a refusal may tell nothing either. */
    mutationsOnCase: (id: string) =>
      fieldsOf('Mutation')
        .filter((field) =>
          field.args.some((argument) =>
            typeOf(argument.type)?.inputFields?.some(({ name }) => name === 'id'),
          ),
        )
        .map((field) => operation('mutation', field, selectionOf(field.type, 1), id)),
    subscriptions: (id: string) =>
      fieldsOf('Subscription').map((field) =>
        operation('subscription', field, selectionOf(field.type, 1), id),
      ),
  };
};
export type Questions = ReturnType<typeof createQuestions>;
