import { z } from 'zod';
import { type DomainEvent, defineEvents, type PublishedEvent } from './define.ts';

const material = { projectId: z.string(), kind: z.string() };
const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** A version of a material, as it is handed in with an application or an item: exactly this one. */
export const handedInSchema = z.strictObject({
  material: z.string().regex(/^mat_[0-9a-z]{24}$/),
  version: z.int().positive(),
});
export type HandedIn = z.infer<typeof handedInSchema>;
/** Everything that is handed in at once. */
export const handedInListSchema = z.array(handedInSchema).max(100);

/** What a version is, without what its file is called: a file's name may hold a person's. */
const versionFacts = {
  /** Counts up by one within the material, from 1; a number is never used again. */
  number: z.int().positive(),
  file: z.string(),
  checksum: sha256Schema,
};

/** Case: `material`, one a material of a project; key = project id. */
export const materialsEvents = defineEvents('materials', {
  MaterialAttached: z.strictObject({ ...material, company: z.string(), ...versionFacts }),
  /** A newer version; the one before is kept. */
  MaterialReplaced: z.strictObject({ ...material, ...versionFacts }),
  /** Before it was handed in anywhere; never after. */
  MaterialRemoved: z.strictObject({ ...material }),
  /** A version was handed in with an application or an item: from then on it stays. */
  MaterialHandedIn: z.strictObject({ ...material, number: z.int().positive(), to: z.string() }),
});
export type MaterialsEvent = DomainEvent<typeof materialsEvents>;
export type MaterialsPublished = PublishedEvent<typeof materialsEvents>;
