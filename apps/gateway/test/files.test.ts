import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as send } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Refusal, StoredFileView } from '@yizhan/contracts';
import { someFacts, until } from '@yizhan/testkit';
import mongoose, { type Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Door, ownInvestor, startDoor } from './door.ts';

const mebibyte = 1024 * 1024;
let door: Door;
let project: string;
let stored: Connection;
beforeAll(async () => {
  door = await startDoor(['identity', 'admission', 'approval', 'agency', 'materials']);
  const saved = await door.as(
    'qiye',
    `mutation($input: SaveDraftInput!) { saveDraft(input: $input) { ... on SaveDraftDone { id } } }`,
    { input: { key: 'files-draft-1', form: {} } },
  );
  project = saved.data.saveDraft.id;
  const { name } = door.installation;
  stored = await mongoose
    .createConnection(door.installation.environment['MONGODB_URI'] ?? '', { dbName: `${name}_materials` })
    .asPromise();
}, 180_000);
afterAll(async () => {
  await stored?.close();
  await door?.stop();
}, 60_000);

const pdf = (mark: string): Buffer => Buffer.from(`%PDF-1.7\n%${mark}\n${' '.repeat(200)}`);
const headersOf = async (who: string | null, changed: Readonly<Record<string, string>> = {}) => ({
  ...(who === null ? {} : { authorization: `Bearer ${await door.tokenOf(who)}` }),
  'content-type': 'application/octet-stream',
  'x-project-id': project,
  'x-material-kind': 'sitePlan',
  'x-file-name': encodeURIComponent('总平面图.pdf'),
  ...changed,
});
const upload = async (
  who: string | null,
  bytes: Buffer,
  changed: Readonly<Record<string, string>> = {},
): Promise<{ status: number; body: StoredFileView & Refusal }> => {
  const answer = await fetch(`${door.url}/files`, {
    method: 'POST',
    headers: await headersOf(who, changed),
    body: new Uint8Array(bytes),
  });
  return { status: answer.status, body: (await answer.json()) as StoredFileView & Refusal };
};
const download = async (who: string | null, id: string, headers: Record<string, string> = {}) =>
  await fetch(`${door.url}/files/${id}`, {
    headers: {
      ...(who === null ? {} : { authorization: `Bearer ${await door.tokenOf(who)}` }),
      ...headers,
    },
  });
const pieces = async (): Promise<number> => await stored.collection('bytes.chunks').countDocuments();

describe('a file at the door', () => {
  it('passes in and out as it was, under its name, as an attachment', async () => {
    const { status, body } = await upload('qiye', pdf('through'));
    expect([status, body]).toMatchObject([201, { name: '总平面图.pdf', mediaType: 'application/pdf' }]);
    const answer = await download('qiye', body.id);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(pdf('through'));
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''%E6%80%BB/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
  });

  it('is nobody’s without signing in, and not another company’s', async () => {
    const { body } = await upload('qiye', pdf('own'));
    expect(await upload(null, pdf('nobody'))).toMatchObject({
      status: 401,
      body: { code: 'SIGN_IN_REQUIRED' },
    });
    expect((await download(null, body.id)).status).toBe(401);
    expect(await upload('qiye2', pdf('foreign'))).toMatchObject({
      status: 404,
      body: { code: 'PROJECT_NOT_FOUND', zh: '没有找到这个项目，或您无权办理' },
    });
    const [theirs, none] = [
      await download('qiye2', body.id),
      await download('qiye2', `fil_${'0'.repeat(24)}`),
    ];
    expect([theirs.status, await theirs.json()]).toEqual([none.status, await none.json()]);
    expect(theirs.status).toBe(404);
  });

  it('is refused in both languages, with a code', async () => {
    const { status, body } = await upload('qiye', Buffer.from('<script>alert(1)</script>'));
    expect(status).toBe(400);
    expect(body).toMatchObject({ kind: 'invalid', code: 'FILE_TYPE_NOT_TAKEN', field: 'file' });
    expect(body.zh).toContain('不接收这种文件');
    expect(body.en).toContain('not taken');
  });

  it.each([
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403, 'OTHER_SITE'],
    ['a form', { 'content-type': 'multipart/form-data; boundary=x' }, 400, 'NOT_BYTES'],
    ['a text', { 'content-type': 'text/plain' }, 400, 'NOT_BYTES'],
    ['a token that is none', { authorization: 'Bearer rubbish' }, 401, 'TOKEN_INVALID'],
  ])('sent as %s is refused', async (_what, headers, status, code) => {
    expect(await upload('qiye', pdf('site'), headers)).toMatchObject({ status, body: { code } });
  });

  it('opens no other address of the inside', async () => {
    for (const path of [
      '/files/..%2F..%2Finternal%2Fevents',
      '/files/%2e%2e',
      '/files/fil_1/../../internal/events',
    ]) {
      const answer = await download('qiye', path.slice('/files/'.length));
      expect(answer.headers.get('content-type')).not.toContain('event');
      expect([200, 400, 404]).toContain(answer.status);
      expect(await answer.text()).not.toContain('"body"');
    }
  });

  it('of which the sender goes away in the middle leaves nothing', async () => {
    const before = await pieces();
    const breaking = async function* () {
      yield pdf('breaks');
      for (let piece = 0; piece < 3; piece += 1) yield Buffer.alloc(mebibyte, piece);
      await pause(500);
      throw new Error('the line is dead');
    };
    const sending = send(`${door.url}/files`, { method: 'POST', headers: await headersOf('qiye') });
    sending.on('error', () => undefined);
    await expect(pipeline(Readable.from(breaking()), sending)).rejects.toThrow('the line is dead');
    expect(await stored.collection('uploads').countDocuments()).toBeGreaterThan(0);
    await until(pieces, (now) => now === before);
  });
});

describe('anybody', () => {
  const ask = async (body: string, type = 'application/json') => {
    const answer = await fetch(`${door.url}/verify-notice`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    return [answer.status, await answer.json()];
  };
  it('may hold a document against the record, and learns yes or no', async () => {
    const asked = { number: '建审准字〔2026〕A5-ABCDEFGH号', check: '0123456789ab' };
    expect(await ask(JSON.stringify(asked))).toEqual([200, { genuine: false, on: null }]);
  });
  it('and is refused with what is no such question', async () => {
    for (const [body, type] of [
      ['{', 'application/json'],
      ['{"number":"x"}', 'text/plain'],
      ['{"number":{"$ne":""}}', 'application/json'],
      ['{"number":"x","more":1}', 'application/json'],
      [`{"number":"${'x'.repeat(9000)}"}`, 'application/json'],
    ] as const)
      expect(await ask(body, type)).toMatchObject([400, { code: 'MALFORMED_REQUEST' }]);
  });
  it('and soon hears that he asks too much', async () => {
    const codes = await Promise.all(Array.from({ length: 40 }, async () => (await ask('{"number":"x"}'))[0]));
    expect(codes).toContain(429);
  });
});

it('an attachment goes with its application to whoever may read that, in its version, and stays', async () => {
  const mutate = async (
    who: string,
    name: string,
    input: object,
  ): Promise<{ __typename: string; id: string; code: string }> =>
    (
      await door.as(
        who,
        `mutation($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) {
          __typename ... on CommandDone { id } ... on Refused { code }
        } }`,
        { input },
      )
    ).data[name];
  const { body } = await upload('qiye', pdf('attachment'), { 'x-material-kind': 'other' });
  const { id: material } = await mutate('qiye', 'attachMaterial', {
    key: 'files-attach-1',
    projectId: project,
    file: body.id,
  });
  const application = {
    draft: project,
    investor: ownInvestor,
    facts: someFacts({ division: '330182104' }),
    electronicDelivery: true,
  };
  const submit = async (key: string, version: number) =>
    await mutate('qiye', 'submitApplication', { ...application, key, attachments: [{ material, version }] });
  expect((await download('meicheng', body.id)).status).toBe(404);
  expect(await submit('files-submit-1', 2)).toMatchObject({
    __typename: 'Refused',
    code: 'MATERIAL_NOT_FOUND',
  });
  expect(await submit('files-submit-2', 1)).toMatchObject({ __typename: 'CommandDone', id: project });
  await until(
    async () => (await download('meicheng', body.id)).status,
    (status) => status === 200,
  );
  expect((await download('guizi', body.id)).status).toBe(404);
  expect(await mutate('qiye', 'removeMaterial', { key: 'files-remove-1', id: material })).toMatchObject({
    code: 'MATERIAL_HANDED_IN',
  });
}, 40_000);

/** Resident memory of a process in MiB, now and at its highest. */
const memoryOf = (pid: number | undefined): { now: number; highest: number } => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string): number =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return { now: of('VmRSS'), highest: of('VmHWM') };
};

/** A hundred megabytes in, and out again; what came back was what went in. */
const passHundred = async (mark: number): Promise<void> => {
  const piece = Buffer.alloc(mebibyte, mark);
  const hash = createHash('sha256');
  const source = function* () {
    const head = pdf(`large ${mark}`);
    hash.update(head);
    yield head;
    for (let at = 0; at < 100; at += 1) {
      hash.update(piece);
      yield piece;
    }
  };
  const headers = await headersOf('qiye');
  const { id, checksum } = await new Promise<StoredFileView>((resolve, reject) => {
    const sending = send(`${door.url}/files`, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.on('data', (part) => {
        text += String(part);
      });
      answer.on('end', () => resolve(JSON.parse(text)));
    });
    pipeline(Readable.from(source()), sending).catch(reject);
  });
  const sent = hash.digest('hex');
  expect(checksum).toBe(sent);
  const back = createHash('sha256');
  for await (const part of (await download('qiye', id)).body ?? []) back.update(part);
  expect(back.digest('hex')).toBe(sent);
};

it('a hundred megabytes pass both ways, again and again, and no process holds them', async () => {
  const watched = (['gateway', 'materials'] as const).map((service) => {
    const pid = door.processes.get(service)?.pid;
    return { service, pid, before: memoryOf(pid).now, marks: [] as number[] };
  });
  for (const mark of [1, 2, 3]) {
    await passHundred(mark);
    for (const { pid, marks } of watched) marks.push(memoryOf(pid).highest);
  }
  for (const { service, before, marks } of watched) {
    process.stdout.write(
      `${service}: ${before} MiB before, at most ${marks.join(', ')} MiB after each 100 MiB\n`,
    );
    // What is not collected yet is no more after the third than after the first, but for the collector's pace.
    expect((marks.at(-1) ?? 0) - (marks[0] ?? 0)).toBeLessThan(75);
    expect((marks.at(-1) ?? 0) - before).toBeLessThan(220);
  }
}, 120_000);
