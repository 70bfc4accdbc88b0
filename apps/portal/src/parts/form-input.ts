import type { Field } from './forms/form.ts';

type Values = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const valueAt = (values: Values, path: string): unknown =>
  path.split('.').reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), values);

const withValue = (values: Values, [first = '', ...rest]: readonly string[], value: unknown): Values => ({
  ...values,
  [first]: rest.length === 0 ? value : withValue(isRecord(values[first]) ? values[first] : {}, rest, value),
});

export const isShown = (field: Field, values: Values): boolean =>
  field.when === undefined || field.when.is.includes(String(valueAt(values, field.when.field)));

const cleaned = (value: unknown): unknown => {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(cleaned);
  if (isRecord(value))
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, inner]) => [key, cleaned(inner)] as const)
        .filter(([, inner]) => inner !== undefined && inner !== ''),
    );
  return value;
};

/** What of a form's values goes into the command: what is shown and filled in. */
export const inputOf = (fields: readonly Field[], values: Values): Values =>
  fields.reduce<Values>((input, field) => {
    if (!isShown(field, values)) return input;
    const value = cleaned(valueAt(values, field.name));
    const isEmpty = value === undefined || value === null || value === '';
    return isEmpty ? input : withValue(input, field.name.split('.'), value);
  }, {});
