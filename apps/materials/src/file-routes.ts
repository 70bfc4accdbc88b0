import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import {
  type Actor,
  caseIdSchema,
  hasRole,
  materialKindSchema,
  type Refusal,
  refusal,
} from '@yizhan/contracts';
import {
  type RequestContext,
  refusedError,
  type ServiceDoor,
  type ServiceParts,
  toRefusedError,
} from '@yizhan/service';
import { create as contentDisposition } from 'content-disposition';
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { projectNotFound } from './commands.ts';
import type { FileLimits } from './config.ts';
import { materialNotFound } from './domain/material.ts';
import { noticeForms } from './domain/notice-words.ts';
import { safeName } from './file-name.ts';
import type { NoticeStore } from './notice-store.ts';
import type { Rights } from './rights.ts';
import { createSeal, type FileStorage } from './storage.ts';
import type { Store } from './store.ts';
import { tooLarge, type Uploads } from './uploads.ts';
import { storedFileView } from './views.ts';

const roleNotAllowed = refusal(
  'forbidden',
  'ROLE_NOT_ALLOWED',
  '您的角色不能上传材料',
  'your role may not upload',
);
const notBytes = refusal(
  'invalid',
  'NOT_BYTES',
  '上传须为文件内容（application/octet-stream）',
  'the body must be the file itself, as application/octet-stream',
);

/** So long an upload that was refused is read on, unstored, so that the sender hears why. */
const readOnMs = 10_000;

const percentDecoded = z.string().transform((text, context) => {
  try {
    return decodeURIComponent(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'percent-encoded UTF-8' });
    return z.NEVER;
  }
});

/** What an upload says of itself, in headers: its body is the file and nothing else. */
const announcedSchema = z.object({
  'x-project-id': caseIdSchema,
  'x-material-kind': materialKindSchema,
  'x-file-name': percentDecoded.pipe(z.string().min(1).max(1000)),
  'x-checksum-sha256': z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

const invalidHeader = (name: string): Refusal =>
  refusal('invalid', 'INVALID_INPUT', `填写有误：${name}`, `${name} is not valid`, name);

/** A file that may be given, with what a download needs of it. */
interface Given {
  readonly id: string;
  readonly projectId: string;
  readonly bytes: string;
  readonly size: number;
  readonly checksum: string;
  readonly mediaType: string;
  readonly name: string;
  /** The person's own, whose look nobody records. */
  readonly own: boolean;
}

export const createFileRoutes = (config: {
  readonly parts: ServiceParts;
  readonly store: Store;
  readonly notices: NoticeStore;
  readonly storage: FileStorage;
  readonly uploads: Uploads;
  readonly rights: Rights;
  readonly limits: FileLimits;
}) => {
  const { parts, store, notices, storage, uploads, rights, limits } = config;
  const { log } = parts;

  const take = async (request: Request, context: RequestContext) => {
    if (!hasRole(context.actor, 'enterprise', 'windowClerk', 'agent', 'chiefAgent'))
      throw refusedError(roleNotAllowed);
    if (request.is('application/octet-stream') === false) throw refusedError(notBytes);
    const read = announcedSchema.safeParse(request.headers);
    if (!read.success) throw refusedError(invalidHeader(String(read.error.issues[0]?.path[0] ?? '')));
    const said = read.data;
    const name = safeName(said['x-file-name']);
    if (name === null) throw refusedError(invalidHeader('x-file-name'));
    if (Number(request.headers['content-length'] ?? 0) > limits.maxBytes)
      throw refusedError(tooLarge(limits));
    const company = await rights.ownerFor(context, said['x-project-id']);
    if (company === null) throw refusedError(projectNotFound);
    // Left open where it is refused half-way: the sender is to hear why.
    const bytes: AsyncIterable<Uint8Array> = request.iterator({ destroyOnReturn: false });
    const { file, duplicate } = await uploads.receive(bytes, {
      county: context.actor.county,
      projectId: said['x-project-id'],
      company,
      kind: said['x-material-kind'],
      name,
      by: context.actor.id,
      checksum: said['x-checksum-sha256'],
    });
    const [holder] = duplicate ? await store.holdersOf(file._id) : [];
    return storedFileView(file, duplicate, holder?._id ?? null);
  };

  /** May he have it? Whoever may not is told what is told of a file that is not there. */
  const findFile = async (id: string, context: RequestContext): Promise<Given> => {
    const file = await store.findFile(id);
    if (file === null || file.county !== context.actor.county) throw refusedError(materialNotFound);
    const look = await rights.lookOf(context, file.projectId);
    const holders = look === null ? [] : await store.holdersOf(id);
    const isSeen = holders.some(({ state }) =>
      state.versions.some((version) => version.file === id && look?.sees(state, version) === true),
    );
    // What is uploaded and attached to nothing yet is its company's alone.
    const own = look?.own === true && context.actor.company === file.company;
    const given = { ...file, id, own };
    if (!isSeen && !own) await refuse(given, context);
    return given;
  };

  const findNotice = async (id: string, context: RequestContext): Promise<Given> => {
    const [notice, file] = await Promise.all([notices.findNotice(id), notices.findFile(id)]);
    if (notice === null || file === null || notice.county !== context.actor.county)
      throw refusedError(materialNotFound);
    const { projectId, notice: kind, number, checksum } = notice.state;
    const given: Given = {
      id,
      projectId,
      bytes: file.bytes,
      size: file.size,
      checksum,
      mediaType: 'application/pdf',
      name: `${noticeForms[kind].title} ${number}.pdf`,
      own: hasRole(context.actor, 'enterprise'),
    };
    if (!(await rights.seesNotice(context, notice.state))) await refuse(given, context);
    return given;
  };

  const note = async (
    { id, projectId }: Given,
    { actor, source }: { readonly actor: Actor; readonly source: string },
    result: 'given' | 'refused',
  ): Promise<void> => {
    await store.recordAccess({
      at: new Date(await parts.clock.now()),
      county: actor.county,
      projectId,
      file: id,
      account: actor.id,
      role: actor.roles[0] ?? '',
      unit: actor.unit ?? null,
      result,
      source,
    });
  };
  const refuse = async (given: Given, context: RequestContext): Promise<never> => {
    if (!hasRole(context.actor, 'enterprise')) await note(given, context, 'refused');
    throw refusedError(materialNotFound);
  };

  const give = async (request: Request, response: Response, context: RequestContext): Promise<void> => {
    const id = String(request.params['id']);
    const given = await (id.startsWith('ntc_') ? findNotice(id, context) : findFile(id, context));
    // Noted first: where it cannot be, nothing is given.
    if (!given.own) await note(given, context, 'given');
    response.set({
      'content-type': given.mediaType,
      'content-length': String(given.size),
      'content-disposition': contentDisposition(given.name),
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'x-checksum-sha256': given.checksum,
    });
    await pipeline(storage.read(given.bytes), createSeal(given.checksum, createHash('sha256')), response);
  };

  const fail = (error: unknown, request: Request, response: Response, door: ServiceDoor): void => {
    const { error: told, isBug } = toRefusedError(error);
    // Whoever went away in the middle needs no answer, and it is no fault of ours.
    const isGone = request.destroyed && !request.complete;
    if (isBug && !isGone)
      log.error(
        { error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
        'a file failed',
      );
    if (isGone) return;
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.set('connection', 'close');
    door.refuse(response, told.data);
    if (request.complete) return;
    request.resume();
    setTimeout(() => request.destroy(), readOnMs).unref();
  };

  return {
    mount: (app: Express, door: ServiceDoor): void => {
      app.post('/files', async (request, response) => {
        const context = await door.admit(request, response);
        if (context === null) return;
        await take(request, context).then(
          (view) => response.status(201).json(view),
          (error: unknown) => fail(error, request, response, door),
        );
      });
      app.get('/files/:id', async (request, response) => {
        const context = await door.admit(request, response);
        if (context === null) return;
        await give(request, response, context).catch((error: unknown) =>
          fail(error, request, response, door),
        );
      });
    },
  };
};
