import type { z } from 'zod';
import type { EventOf, ServiceName } from '../envelope.ts';

/** The events of one service by short name; `ApplicationSubmitted` of admission travels as `admission.ApplicationSubmitted`. */
export const defineEvents = <S extends ServiceName, const T extends Record<string, z.ZodType>>(
  service: S,
  schemas: T,
): { readonly service: S; readonly schemas: T } => ({ service, schemas });

type Definitions = { readonly service: ServiceName; readonly schemas: Record<string, z.ZodType> };

/** What `decide` returns and `evolve` folds: short type and data. */
export type DomainEvent<D extends Definitions> = {
  [K in keyof D['schemas'] & string]: { readonly type: K; readonly data: z.infer<D['schemas'][K]> };
}[keyof D['schemas'] & string];

/** What a reaction receives: the whole envelope, by full type. */
export type PublishedEvent<D extends Definitions> = {
  [K in keyof D['schemas'] & string]: EventOf<`${D['service']}.${K}`, z.infer<D['schemas'][K]>>;
}[keyof D['schemas'] & string];
