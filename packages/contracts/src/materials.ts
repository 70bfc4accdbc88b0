import { z } from 'zod';
import { command, creating, query } from './command.ts';
import { handedInListSchema, noticeKindSchema } from './events/materials.ts';
import { caseIdSchema, legalDateSchema } from './ids.ts';

/** What a material is, as the catalogue of items calls it; `other` where it has no word for it. */
export const materialKindSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9._-]{0,59}$/);
const fileIdSchema = z.string().regex(/^fil_[0-9a-z]{24}$/);

/** The types of file that are taken, told by their content, with the endings their names may have. */
export const fileTypes = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'image/vnd.dwg': ['dwg'],
  'application/zip': ['zip'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type FileType = keyof typeof fileTypes;

/** The answer to an upload (`POST /files`), which is no command: bytes travel beside the contract. */
export const storedFileSchema = z.object({
  id: fileIdSchema,
  projectId: caseIdSchema,
  kind: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.int(),
  checksum: z.string(),
  /** The project has this very file of this kind already: nothing was stored twice. */
  duplicate: z.boolean(),
  /** The material that holds it; null while it is attached to none. */
  material: caseIdSchema.nullable(),
});
export type StoredFileView = z.infer<typeof storedFileSchema>;

const versionSchema = z.object({
  number: z.int(),
  file: fileIdSchema,
  name: z.string(),
  mediaType: z.string(),
  size: z.int(),
  checksum: z.string(),
  uploadedAt: z.iso.datetime(),
  /** Account id. */
  by: z.string(),
  /** The cases it was handed in with: the application (the project's id) or items. */
  handedInTo: z.array(z.string()),
});

export const materialViewSchema = z.object({
  id: caseIdSchema,
  projectId: caseIdSchema,
  version: z.int(),
  seq: z.int(),
  status: z.string(),
  statusZh: z.string(),
  kind: z.string(),
  /** Newest first; to staff only what was handed in. */
  versions: z.array(versionSchema),
});
export type MaterialView = z.infer<typeof materialViewSchema>;

/** One thing that an item asks for, with what there is of it. */
export const askedMaterialSchema = z.object({
  kind: z.string(),
  name: z.string(),
  form: z.string(),
  source: z.string(),
  required: z.string(),
  /** `replaced`: what was handed in to this item has a newer version. */
  state: z.enum(['missing', 'there', 'handedIn', 'replaced']),
  /** Of this kind in the whole project: uploaded once, used by every item that asks for it. */
  materials: z.array(materialViewSchema),
});
export type AskedMaterial = z.infer<typeof askedMaterialSchema>;

export const itemMaterialsSchema = z.object({
  item: caseIdSchema,
  projectId: caseIdSchema,
  /** In the order of the catalogue that the item was planned under. */
  asked: z.array(askedMaterialSchema),
  /** Handed in to it, or of no kind that a catalogue knows. */
  others: z.array(materialViewSchema),
});
export type ItemMaterials = z.infer<typeof itemMaterialsSchema>;

export const noticeViewSchema = z.object({
  /** Also its file's: `GET /files/<id>`. */
  id: caseIdSchema,
  projectId: caseIdSchema,
  item: caseIdSchema,
  code: z.string(),
  notice: noticeKindSchema,
  noticeZh: z.string(),
  number: z.string(),
  on: legalDateSchema,
  checksum: z.string(),
  size: z.int(),
});
export type NoticeView = z.infer<typeof noticeViewSchema>;

/** What the public page asks: a number, with the check code printed beside it or the checksum of a file. */
export const verifyNoticeInput = z.strictObject({
  number: z.string().trim().min(1).max(60),
  check: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-z]{12}$/)
    .optional(),
  checksum: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
/** Nothing of the case: who does not hold the document learns nothing. */
export const noticeVerdictSchema = z.object({
  genuine: z.boolean(),
  /** Of a genuine one. */
  on: legalDateSchema.nullable(),
});

export const materialsContract = {
  commands: {
    /** After the upload: the file becomes a material of its project. */
    attachMaterial: creating('attachMaterial', { projectId: caseIdSchema, file: fileIdSchema }),
    /** A newer version; the one before is kept and shown. */
    replaceMaterial: command('replaceMaterial', { file: fileIdSchema }),
    /** Before it was handed in, never after. */
    removeMaterial: command('removeMaterial', {}),
  },
  queries: {
    findMaterials: query(
      'findMaterials',
      z.strictObject({ projectId: caseIdSchema }),
      z.array(materialViewSchema),
    ),
    getMaterial: query('getMaterial', z.strictObject({ id: caseIdSchema }), materialViewSchema),
    /** 文书 of a project, or of one item, the newest first. */
    findNotices: query(
      'findNotices',
      z.strictObject({ projectId: caseIdSchema, item: caseIdSchema.optional() }),
      z.array(noticeViewSchema),
    ),
    /** What an item asks for, what is there, missing, replaced. */
    getItemMaterials: query('getItemMaterials', z.strictObject({ item: caseIdSchema }), itemMaterialsSchema),
    /** For services, before they take what is handed in: those that the project does not have. */
    findMissingVersions: query(
      'findMissingVersions',
      z.strictObject({ projectId: caseIdSchema, handedIn: handedInListSchema }),
      handedInListSchema,
    ),
    /** For the auditor: who on the side of the state looked at a project's files. */
    findFileAccesses: query(
      'findFileAccesses',
      z.strictObject({ projectId: caseIdSchema }),
      z.array(
        z.object({
          at: z.iso.datetime(),
          account: z.string(),
          role: z.string(),
          unit: z.string().nullable(),
          file: z.string(),
          result: z.enum(['given', 'refused']),
          source: z.string(),
        }),
      ),
    ),
  },
};
export type MaterialsContract = typeof materialsContract;
