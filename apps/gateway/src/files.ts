import { type ClientRequest, request as call, type IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type Refusal, refusal, refusalSchema, refusalStatus } from '@yizhan/contracts';
import type { Logger, ServiceConfig, TokenVerifier } from '@yizhan/service';
import type { Express, Request, Response } from 'express';
import { noAnswer } from './context.ts';
import { createFloodgate } from './flood.ts';

/** For each account, in production: a form with many attachments is sent in one go. */
const filesPerMinute = 240;
/** So long an upload that was refused is read on, so that the sender hears why. */
const readOnMs = 10_000;
/** A line on which nothing moves is dead. */
const silenceMs = 60_000;
const refusalBytesAtMost = 64 * 1024;

const signInFirst = refusal('unauthenticated', 'SIGN_IN_REQUIRED', '请先登录', 'sign in first');
const tooMany = refusal('tooMany', 'TOO_MANY_REQUESTS', '请求过于频繁，请稍后再试', 'too many requests');
const notBytes = refusal(
  'invalid',
  'NOT_BYTES',
  '上传须为文件内容（application/octet-stream）',
  'the body must be the file itself, as application/octet-stream',
);
const otherSite = refusal(
  'forbidden',
  'OTHER_SITE',
  '请从本系统页面操作',
  'requests of other sites are refused',
);

/** Of the sender's headers these travel on, and no other. */
const passedOn = [
  'content-type',
  'content-length',
  'x-project-id',
  'x-material-kind',
  'x-file-name',
  'x-checksum-sha256',
  'traceparent',
] as const;
const passedBack = [
  'content-type',
  'content-length',
  'content-disposition',
  'cache-control',
  'content-security-policy',
  'x-checksum-sha256',
] as const;

const refusalIn = async (answer: IncomingMessage): Promise<Refusal> => {
  let text = '';
  answer.setEncoding('utf8');
  for await (const piece of answer) if (text.length < refusalBytesAtMost) text += piece;
  try {
    const read = refusalSchema.safeParse((JSON.parse(text) as { data?: unknown }).data);
    return read.success ? read.data : noAnswer;
  } catch {
    // Not in the words of a service: whatever stood in the way, it gave no answer.
    return noAnswer;
  }
};

/** The door for files: streams them through to `materials` with the person's token, and keeps nothing of them. */
export const createFileDoor = ({
  config,
  serviceToken,
  log,
  verify,
  production,
}: {
  readonly config: ServiceConfig;
  readonly serviceToken: () => string;
  readonly log: Logger;
  readonly verify: TokenVerifier;
  readonly production: boolean;
}) => {
  const isWithin = createFloodgate(verify, filesPerMinute, log);

  const refuse = (request: Request, response: Response, because: Refusal): void => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (!request.complete) {
      response.set('connection', 'close');
      request.resume();
      setTimeout(() => request.destroy(), readOnMs).unref();
    }
    response.status(refusalStatus[because.kind]).json(because);
  };

  /** The token travels in a header, which no form of another site can set; what says it is one is refused all the same. */
  const findFault = (request: Request): Refusal | null => {
    const site = request.get('sec-fetch-site');
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return otherSite;
    if (!/^Bearer .+$/.test(request.get('authorization') ?? '')) return signInFirst;
    if (request.method === 'POST' && request.is('application/octet-stream') === false) return notBytes;
    return null;
  };

  const open = (request: Request): ClientRequest =>
    call(
      `${request.path.startsWith('/exports/') ? config.urls.approval : config.urls.materials}${request.originalUrl}`,
      {
        method: request.method,
        headers: {
          ...Object.fromEntries(
            passedOn.flatMap((name) => {
              const value = request.get(name);
              return value === undefined ? [] : [[name, value]];
            }),
          ),
          authorization: request.get('authorization') ?? '',
          'x-service-token': serviceToken(),
          'x-source': request.ip ?? '',
        },
      },
    );

  const pass = async (request: Request, response: Response): Promise<void> => {
    const upstream = open(request);
    upstream.setTimeout(silenceMs, () => upstream.destroy(new Error('nothing moved for too long')));
    response.on('close', () => upstream.destroy());
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      upstream.once('response', resolve);
      upstream.once('error', reject);
    });
    // A refusal may come before all is sent: then the rest need not arrive.
    upstream.on('error', () => undefined);
    request.pipe(upstream);
    const answer = await answered;
    request.unpipe(upstream);
    const status = answer.statusCode ?? 0;
    if (status < 200 || status >= 300) {
      refuse(request, response, await refusalIn(answer));
      return;
    }
    response.status(status);
    for (const name of passedBack) {
      const value = answer.headers[name];
      if (value !== undefined) response.set(name, value);
    }
    await pipeline(answer, response);
  };

  const handle = async (request: Request, response: Response): Promise<void> => {
    const fault = findFault(request);
    if (fault !== null) {
      refuse(request, response, fault);
      return;
    }
    if (production && !(await isWithin(request))) {
      refuse(request, response, tooMany);
      return;
    }
    await pass(request, response).catch((error: unknown) => {
      // Whoever has gone away needs no answer.
      if (response.closed) return;
      log.warn({ error: String(error) }, 'a file did not pass');
      refuse(request, response, noAnswer);
    });
  };

  return {
    mount: (app: Express): void => {
      app.post('/files', handle);
      app.get('/files/:id', handle);
      // A department's queue, written by its owner.
      app.get('/exports/queue.xlsx', handle);
    },
  };
};
