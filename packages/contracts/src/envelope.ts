import { z } from 'zod';
import { countySchema, legalDateSchema } from './ids.ts';

export const serviceNames = [
  'identity',
  'admission',
  'prereview',
  'approval',
  'land',
  'agency',
  'acceptance',
  'materials',
  'insight',
  'gateway',
] as const;
export type ServiceName = (typeof serviceNames)[number];

/**
 * What every event carries around its data. The canonical JSON of this object (RFC 8785) is what is stored, hashed,
 * sent and archived: it never carries a phone, an identity number or a free-text contact.
 */
export const envelopeSchema = z.strictObject({
  /** `<case id>.<sequence>` */
  id: z.string(),
  service: z.enum(serviceNames),
  kind: z.string(),
  caseId: z.string(),
  /** Counts up by one within its case, from 1. */
  seq: z.int().positive(),
  /** The Kafka key, fixed when the case is created. */
  key: z.string(),
  county: countySchema,
  /** `<service>.<PastTense>` */
  type: z.string(),
  schema: z.int().positive(),
  /** Legal time at which it was recorded, an instant. */
  recordedAt: z.iso.datetime(),
  /** Legal day from which it holds; deemed acceptance holds from a day before it is recorded. */
  effectiveOn: legalDateSchema,
  actor: z.strictObject({ id: z.string(), role: z.string(), unit: z.string().optional() }),
  /** The event that led to this one, if a reaction made it. */
  causedBy: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
  /** Hash of the case's event before; 64 zeros before the first. */
  prev: z.string().regex(/^[0-9a-f]{64}$/),
});

export type Envelope = z.infer<typeof envelopeSchema>;

/** An envelope whose type and data are known. */
export type EventOf<T extends string, D> = Omit<Envelope, 'type' | 'data'> & {
  readonly type: T;
  readonly data: D;
};

export const topicOf = (installation: string, service: ServiceName): string =>
  `${installation}.${service}.v1`;
