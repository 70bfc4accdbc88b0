import { afterEach, describe, expect, it, vi } from 'vitest';
import { GatewayError, sendCommand } from '../src/api/graphql.ts';
import { createIntention } from '../src/api/intention.ts';

afterEach(() => vi.unstubAllGlobals());

describe('a key stands for one intention', () => {
  it('is kept while the same is sent', () => {
    const intention = createIntention();
    const first = intention.keyFor({ id: 'itm_1', reason: '同意' });
    expect(intention.keyFor({ id: 'itm_1', reason: '同意' })).toBe(first);
  });

  it('changes with what is sent', () => {
    const intention = createIntention();
    const first = intention.keyFor({ reason: '同意' });
    expect(intention.keyFor({ reason: '不同意' })).not.toBe(first);
  });

  it('is the same on the retry after a broken connection', async () => {
    const keys: string[] = [];
    const done = { __typename: 'CommandDone', id: 'itm_1', version: 2, seq: 2, status: 'accepted' };
    vi.stubGlobal('fetch', async (_address: string, { body }: { body: string }) => {
      keys.push((JSON.parse(body) as { variables: { input: { key: string } } }).variables.input.key);
      if (keys.length === 1) throw new TypeError('connection lost');
      return Response.json({ data: { acceptItem: done } });
    });
    const intention = createIntention();
    const give = async () => {
      const input = { id: 'itm_1' };
      return await sendCommand('acceptItem', { ...input, key: intention.keyFor(input) });
    };
    await expect(give()).rejects.toBeInstanceOf(GatewayError);
    await expect(give()).resolves.toMatchObject({ __typename: 'CommandDone' });
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });
});
