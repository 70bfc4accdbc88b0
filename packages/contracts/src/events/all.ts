import type { z } from 'zod';
import { type AcceptancePublished, acceptanceEvents } from './acceptance.ts';
import { type AdmissionPublished, admissionEvents } from './admission.ts';
import { type AgencyPublished, agencyEvents } from './agency.ts';
import { type ApprovalPublished, approvalEvents } from './approval.ts';
import { type IdentityPublished, identityEvents } from './identity.ts';
import { type LandPublished, landEvents } from './land.ts';
import { type MaterialsPublished, materialsEvents } from './materials.ts';
import { type PrereviewPublished, prereviewEvents } from './prereview.ts';

/** Every event of the installation, discriminated by its full type. */
export type AnyEvent =
  | IdentityPublished
  | AdmissionPublished
  | PrereviewPublished
  | ApprovalPublished
  | LandPublished
  | AgencyPublished
  | AcceptancePublished
  | MaterialsPublished;

export type EventType = AnyEvent['type'];
export type EventOfType<T extends EventType> = Extract<AnyEvent, { type: T }>;

/** Data schema by full type; a consumer checks what it reads against it. */
export const eventSchemas: ReadonlyMap<string, z.ZodType> = new Map(
  [
    identityEvents,
    admissionEvents,
    prereviewEvents,
    approvalEvents,
    landEvents,
    agencyEvents,
    acceptanceEvents,
    materialsEvents,
  ].flatMap(({ service, schemas }) =>
    Object.entries(schemas).map(([name, schema]) => [`${service}.${name}`, schema] as const),
  ),
);
