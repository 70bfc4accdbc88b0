import { setTimeout as pause } from 'node:timers/promises';
import { until } from '@yizhan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGridFsStorage } from '../src/storage.ts';
import { createStore } from '../src/store.ts';
import { createUploads } from '../src/uploads.ts';
import {
  agent,
  clerk,
  department,
  foreigner,
  key,
  owner,
  pdf,
  projectOf,
  type Station,
  sha256,
  startStation,
} from './station.ts';

const maxBytes = 4 * 1024 * 1024;
let station: Station;
const project = projectOf('files');
beforeAll(async () => {
  station = await startStation(maxBytes);
  await station.applied(project);
}, 60_000);
afterAll(async () => await station?.stop());

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const jpeg = Buffer.from([
  0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0,
]);
/** A zip of one entry that is stored, not packed: what stands in it tells an office file. */
const zipOf = (name: string, content: string): Buffer => {
  const [entry, data] = [Buffer.from(name), Buffer.from(content)];
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt32LE(data.length, 18);
  head.writeUInt32LE(data.length, 22);
  head.writeUInt16LE(entry.length, 26);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  return Buffer.concat([head, entry, data, end]);
};
const office = (type: string): Buffer =>
  zipOf(
    '[Content_Types].xml',
    `<?xml version="1.0"?><Types><Override PartName="/x" ContentType="${type}.main+xml"/></Types>`,
  );
const docx = office('application/vnd.openxmlformats-officedocument.wordprocessingml.document');
const xlsx = office('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
const dwg = Buffer.concat([Buffer.from('AC1032'), Buffer.alloc(64)]);

describe('a type is told by the content', () => {
  it.each([
    ['a.pdf', pdf('types'), 'application/pdf'],
    ['a.PNG', png, 'image/png'],
    ['a.jpeg', jpeg, 'image/jpeg'],
    ['a.docx', docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a.xlsx', xlsx, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['a.dwg', dwg, 'image/vnd.dwg'],
    ['a.zip', zipOf('图.txt', '内容'), 'application/zip'],
  ])('%s', async (name, bytes, mediaType) => {
    const file = await station.stored(owner, project, bytes, { name });
    expect(file).toMatchObject({ name, mediaType, size: bytes.length, checksum: sha256(bytes) });
  });

  it.each([
    ['a picture that calls itself a PDF', 'a.pdf', png, '400 FILE_NAME_LIES'],
    ['a PDF that calls itself a picture', 'a.png', pdf('lie'), '400 FILE_NAME_LIES'],
    ['a name without an ending', 'pdf', pdf('lie'), '400 FILE_NAME_LIES'],
    ['a zip that calls itself a document', 'a.docx', zipOf('a.txt', 'x'), '400 FILE_NAME_LIES'],
    ['a program', 'a.pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600)]), '400 FILE_TYPE_NOT_TAKEN'],
    ['a page', 'a.pdf', Buffer.from('<html><script>alert(1)</script></html>'), '400 FILE_TYPE_NOT_TAKEN'],
    ['nothing at all', 'a.pdf', Buffer.alloc(0), '400 FILE_TYPE_NOT_TAKEN'],
  ])('%s is refused, and nothing is kept', async (_what, name, bytes, code) => {
    const before = await station.inStorage();
    expect(await station.refusedAs(owner, project, bytes, { name })).toBe(code);
    expect(await station.inStorage()).toEqual(before);
  });
});

describe('what is too large', () => {
  it('is refused by its length, before it comes', async () => {
    const before = await station.inStorage();
    const sent = station.refusedAs(owner, project, pdf('long', maxBytes), {
      headers: { 'content-length': String(maxBytes + 100) },
    });
    expect(await sent.catch(() => '413 FILE_TOO_LARGE')).toBe('413 FILE_TOO_LARGE');
    expect(await station.inStorage()).toEqual(before);
  });
  it('is refused as it comes, where its length was not told', async () => {
    const before = await station.inStorage();
    const pieces = async function* () {
      yield pdf('piecemeal');
      for (let piece = 0; piece < 5; piece += 1) yield Buffer.alloc(1024 * 1024, piece);
    };
    expect(await station.refusedAs(owner, project, pieces())).toBe('413 FILE_TOO_LARGE');
    expect(await station.inStorage()).toEqual(before);
  });
});

describe('an upload', () => {
  it('that breaks off leaves nothing', async () => {
    const before = await station.inStorage();
    const breaking = async function* () {
      yield pdf('breaks');
      for (let piece = 0; piece < 3; piece += 1) yield Buffer.alloc(1024 * 1024, piece);
      await pause(300);
      throw new Error('the line is dead');
    };
    await expect(station.upload(owner, project, breaking())).rejects.toThrow('the line is dead');
    await until(station.inStorage, (now) => now.files === before.files && now.pieces === before.pieces);
  });

  it('whose checksum is another than was said is refused, and nothing is kept', async () => {
    const before = await station.inStorage();
    const headers = { 'x-checksum-sha256': sha256(pdf('another')) };
    expect(await station.refusedAs(owner, project, pdf('damaged'), { headers })).toBe(
      '400 CHECKSUM_MISMATCH',
    );
    expect(await station.inStorage()).toEqual(before);
  });

  it('of the same file of the same kind is one file, and is told so', async () => {
    const bytes = pdf('twice', 3000);
    const first = await station.stored(owner, project, bytes);
    const before = await station.inStorage();
    const again = await station.stored(owner, project, bytes, { name: '另一个名字.pdf' });
    expect(again).toEqual({ ...first, duplicate: true });
    expect(await station.inStorage()).toEqual(before);
    const { id } = await station
      .at(owner)
      .commands.attachMaterial({ key: key(), projectId: project, file: first.id });
    expect(await station.stored(owner, project, bytes)).toMatchObject({ duplicate: true, material: id });
    expect((await station.stored(owner, project, bytes, { kind: 'other' })).id).not.toBe(first.id);
  });

  it('five times at once is one file', async () => {
    const bytes = pdf('five', 900_000);
    const before = await station.inStorage();
    const files = await Promise.all(
      Array.from({ length: 5 }, async () => await station.stored(owner, project, bytes)),
    );
    expect(new Set(files.map(({ id }) => id)).size).toBe(1);
    expect(files.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect((await station.inStorage()).files).toBe(before.files + 1);
  });

  it.each([
    ['another company', foreigner, '404 PROJECT_NOT_FOUND'],
    ['a department', department('ecology'), '403 ROLE_NOT_ALLOWED'],
    ['an agent whom the owner did not let in', agent, '404 PROJECT_NOT_FOUND'],
    ['a clerk of another county', { ...clerk, county: '330127' }, '404 PROJECT_NOT_FOUND'],
  ])('by %s is refused', async (_who, persona, code) => {
    expect(await station.refusedAs(persona, project, pdf('who'))).toBe(code);
  });
  it('into a project that there is not is answered as one into another’s', async () => {
    expect(await station.refusedAs(owner, projectOf('nowhere'), pdf('who'))).toBe('404 PROJECT_NOT_FOUND');
  });
  it('by the window is the owner’s, and by an agent whom he let in', async () => {
    const scanned = await station.stored(clerk, project, pdf('scan'), { name: '扫描件.pdf' });
    station.answers.serving.add(`${agent.id} ${project}`);
    const brought = await station.stored(agent, project, pdf('brought'));
    for (const { id } of [scanned, brought]) expect((await station.download(owner, id)).status).toBe(200);
    station.answers.serving.clear();
  });
  it('into a draft of one’s own is taken', async () => {
    const draft = projectOf('draft');
    expect(await station.refusedAs(owner, draft, pdf('draft'))).toBe('404 PROJECT_NOT_FOUND');
    station.answers.drafts.set('cmp_a', [draft]);
    expect(await station.refusedAs(owner, draft, pdf('draft'))).toBe('ok');
    expect(await station.refusedAs(foreigner, draft, pdf('draft'))).toBe('404 PROJECT_NOT_FOUND');
  });

  it.each([
    ['a project that is no id', { 'x-project-id': '../x' }, '400 INVALID_INPUT'],
    ['a kind that is none', { 'x-material-kind': '<script>' }, '400 INVALID_INPUT'],
    ['a name that is not encoded', { 'x-file-name': '%E6%' }, '400 INVALID_INPUT'],
    ['a name of which nothing is left', { 'x-file-name': '..%2F..' }, '400 INVALID_INPUT'],
    [
      'a form, as another site could send it',
      { 'content-type': 'multipart/form-data; boundary=x' },
      '400 NOT_BYTES',
    ],
  ])('with %s is refused', async (_what, headers, code) => {
    expect(await station.refusedAs(owner, project, pdf('head'), { headers })).toBe(code);
  });
  it('keeps no path in its name', async () => {
    const { name } = await station.stored(owner, project, pdf('path'), { name: '../../etc/图纸.pdf' });
    expect(name).toBe('图纸.pdf');
  });
});

describe('what is left behind', () => {
  it('is swept: uploads of a killed process, and files that no material holds; what is held stays', async () => {
    const { connection } = station.service.parts;
    const store = createStore(connection);
    const storage = createGridFsStorage(connection);
    const uploads = createUploads({ store, storage, limits: { maxBytes } });
    const held = await station.stored(owner, project, pdf('held'));
    const loose = await station.stored(owner, project, pdf('loose'));
    await station.at(owner).commands.attachMaterial({ key: key(), projectId: project, file: held.id });
    // A process that was killed in the middle: the note, pieces, and no file.
    await store.beginUpload('killed');
    await connection
      .collection('bytes.chunks')
      .insertOne({ files_id: 'killed', n: 0, data: Buffer.from('x') });
    expect(await uploads.sweep(new Date())).toEqual({ uploads: 0, files: 0 });
    await uploads.sweep(new Date(Date.now() + 25 * 3600 * 1000));
    expect(await connection.collection('bytes.chunks').countDocuments({ files_id: 'killed' })).toBe(0);
    expect((await station.download(owner, loose.id)).status).toBe(404);
    expect((await station.download(owner, held.id)).status).toBe(200);
    expect(await connection.collection('uploads').countDocuments()).toBe(0);
    // And what was swept can be uploaded again.
    expect(await station.stored(owner, project, pdf('loose'))).toMatchObject({
      id: loose.id,
      duplicate: false,
    });
  });
});
