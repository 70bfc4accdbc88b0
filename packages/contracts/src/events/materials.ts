import { z } from 'zod';
import { legalDateSchema } from '../ids.ts';
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

/** 受理、补正、不受理、不予受理、撤销受理、准予、不予、延期 */
export const noticeKindSchema = z.enum([
  'accepted',
  'correction',
  'notRequired',
  'notAccepted',
  'acceptanceRevoked',
  'granted',
  'refused',
  'extended',
]);
export type NoticeKind = z.infer<typeof noticeKindSchema>;

/** Cases: `material`, one a material of a project; `notice`, one an event of an item that is told in writing. Key = project id. */
export const materialsEvents = defineEvents('materials', {
  MaterialAttached: z.strictObject({ ...material, company: z.string(), ...versionFacts }),
  /** A newer version; the one before is kept. */
  MaterialReplaced: z.strictObject({ ...material, ...versionFacts }),
  /** Before it was handed in anywhere; never after. */
  MaterialRemoved: z.strictObject({ ...material }),
  /** A version was handed in with an application or an item: from then on it stays. */
  MaterialHandedIn: z.strictObject({ ...material, number: z.int().positive(), to: z.string() }),
  /** A document of record (文书), made from what `approval` told; `checksum` is that of its bytes. */
  NoticeIssued: z.strictObject({
    projectId: z.string(),
    item: z.string(),
    code: z.string(),
    notice: noticeKindSchema,
    number: z.string(),
    on: legalDateSchema,
    checksum: sha256Schema,
  }),
});
export type MaterialsEvent = DomainEvent<typeof materialsEvents>;
export type MaterialsPublished = PublishedEvent<typeof materialsEvents>;
