import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatewayToken, type House, startHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
}, 60_000);
afterAll(async () => await house?.stop());

const sound = { key: 'key-00000001', text: '一', lapsesOn: '2026-12-31' };

describe('what is not sound', () => {
  it.each<[string, object, number, string, string]>([
    ['an unknown field', { ...sound, admin: true }, 400, 'UNKNOWN_FIELD', 'admin'],
    [
      'an unknown field within',
      { ...sound, place: { road: '一路', __proto: 1 } },
      400,
      'UNKNOWN_FIELD',
      'place.__proto',
    ],
    ['a date that does not exist', { ...sound, lapsesOn: '2026-02-30' }, 400, 'INVALID_INPUT', 'lapsesOn'],
    [
      'a date that is written otherwise',
      { ...sound, lapsesOn: '2026/12/31' },
      400,
      'INVALID_INPUT',
      'lapsesOn',
    ],
    ['a missing field', { key: sound.key, text: '一' }, 400, 'INVALID_INPUT', 'lapsesOn'],
    ['blanks in place of words', { ...sound, text: '   ' }, 400, 'INVALID_INPUT', 'text'],
    ['another type', { ...sound, text: { $ne: '' } }, 400, 'INVALID_INPUT', 'text'],
    ['a key that is too short', { ...sound, key: 'k' }, 400, 'INVALID_INPUT', 'key'],
    ['a key that is no key', { ...sound, key: { $gt: '' } }, 400, 'INVALID_INPUT', 'key'],
  ])(
    '%s is refused with its field, in both languages, and nothing is changed',
    async (_what, input, status, code, field) => {
      const before = await house.countCases();
      const answer = await house.post('/api/commands/writeNote', JSON.stringify(input));
      expect([answer.status, answer.body.data?.code, answer.body.data?.field]).toEqual([status, code, field]);
      expect(answer.body.data?.zh).toMatch(/[一-鿿]/);
      expect(answer.body.data?.en).toMatch(/[a-z]/);
      expect(await house.countCases()).toBe(before);
    },
  );

  it.each<[string, string | Buffer, Record<string, string>, number, string]>([
    ['JSON that breaks off', '{"key": "key-0000', {}, 400, 'MALFORMED_REQUEST'],
    ['no JSON at all', 'key=key-00000001', {}, 400, 'MALFORMED_REQUEST'],
    ['a list', '[]', {}, 400, 'INVALID_INPUT'],
    ['nothing', '', {}, 400, 'INVALID_INPUT'],
    [
      'a form',
      'key=key-00000001&text=1',
      { 'content-type': 'application/x-www-form-urlencoded' },
      400,
      'MALFORMED_REQUEST',
    ],
    ['plain text', 'hello', { 'content-type': 'text/plain' }, 400, 'MALFORMED_REQUEST'],
    ['JSON of another alphabet', Buffer.from([0xff, 0xfe, 0x7b]), {}, 400, 'MALFORMED_REQUEST'],
  ])('%s in the body is refused with a code', async (_what, body, headers, status, code) => {
    const answer = await house.post('/api/commands/writeNote', body, headers);
    expect([answer.status, answer.body.data?.code]).toEqual([status, code]);
    expect(answer.body.data?.zh).toMatch(/[一-鿿]/);
  });

  it('a body over one megabyte is refused with a code, told by its length', async () => {
    const answer = await house.post(
      '/api/commands/writeNote',
      JSON.stringify({ ...sound, text: 'x'.repeat(1_200_000) }),
    );
    expect([answer.status, answer.body.data?.code]).toEqual([413, 'BODY_TOO_LARGE']);
  });

  it('a body over one megabyte that does not tell its length is refused as well', async () => {
    const { port } = new URL(house.url);
    const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port,
          path: '/api/commands/writeNote',
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'transfer-encoding': 'chunked',
            'x-service-token': gatewayToken(),
            authorization: `Bearer ${house.keys.token()}`,
          },
        },
        (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += String(chunk);
          });
          response.on('end', () => resolve({ status: response.statusCode, text }));
        },
      );
      sent.on('error', reject);
      sent.write('{"text":"');
      for (let n = 0; n < 20; n += 1) sent.write('x'.repeat(100_000));
      sent.end('"}');
    });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text)).toMatchObject({ data: { code: 'BODY_TOO_LARGE' } });
    // The process is still there.
    expect((await fetch(`${house.url}/health`)).status).toBe(200);
  });

  it.each(['/api/commands/destroy', '/api/nothing', '/api', '/api/commands/constructor', '/api/%E0%A4%A'])(
    'an address that is none (%s) is answered with a code',
    async (path) => {
      const answer = await house.post(path, '{}');
      expect(answer.status).toBeLessThan(500);
      expect(answer.body.data?.zh).toMatch(/[一-鿿]/);
    },
  );

  it('a command by GET is none', async () => {
    const response = await fetch(`${house.url}/api/commands/writeNote?key=key-00000009`, {
      headers: { 'x-service-token': gatewayToken(), authorization: `Bearer ${house.keys.token()}` },
    });
    expect(response.status).toBe(404);
  });
});

describe('a failure within', () => {
  it('is told as one, and nothing of it leaves the house', async () => {
    const answer = await house.post('/api/queries/getBroken', '{}');
    expect([answer.status, answer.body.data?.code]).toEqual([503, 'INTERNAL_ERROR']);
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
    expect(JSON.stringify(answer.body)).not.toContain('/srv/secret');
  });
});

describe('a refusal of a case', () => {
  it('comes with the status of its kind and a code', async () => {
    const client = house.as(house.keys.token());
    const written = await client.commands.writeNote({ ...sound, key: 'key-00000002' });
    await expect(
      client.commands.amendNote({ id: written.id, key: 'key-00000003', seen: 7, text: '二' }),
    ).rejects.toMatchObject({ status: 409, data: { code: 'CASE_CHANGED' } });
    const other = house.as(house.keys.token({ company: 'cmp_b' }));
    await expect(
      other.commands.amendNote({ id: written.id, key: 'key-00000003', text: '二' }),
    ).rejects.toMatchObject({ status: 404, data: { code: 'CASE_NOT_FOUND' } });
    const officer = house.as(house.keys.token({ roles: ['department'] }));
    await expect(
      officer.commands.amendNote({ id: written.id, key: 'key-00000003', text: '二' }),
    ).rejects.toMatchObject({ status: 403, data: { code: 'ROLE_NOT_ALLOWED' } });
  });
});

it('tells where a person’s request came from as its caller says, for the audit trail', async () => {
  const answer = await house.post('/api/queries/whoAmI', '{}', { 'x-source': '203.0.113.7' });
  expect(answer.body).toMatchObject({ source: '203.0.113.7' });
});

it('describes itself in OpenAPI', async () => {
  const document = (await (await fetch(`${house.url}/openapi.json`)).json()) as { paths: object };
  expect(Object.keys(document.paths)).toContain('/commands/writeNote');
});

it('tells its measures to Prometheus, commands by name and result', async () => {
  const measures = await (await fetch(`${house.url}/metrics`)).text();
  expect(measures).toMatch(/yizhan_commands_total\{[^}]*command="writeNote",result="ok"[^}]*\} \d/);
  expect(measures).toMatch(/yizhan_relay_age_seconds\{[^}]*\} \d/);
});
