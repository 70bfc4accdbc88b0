import { describe, expect, it } from 'vitest';
import { parseGatewayConfig } from '../src/config.ts';

const env = {
  PORT: '8080',
  MONGODB_URI: 'mongodb://127.0.0.1:27017/?replicaSet=rs0',
  KAFKA_BROKERS: '127.0.0.1:9092',
  SERVICE_TOKEN_SECRET: 'demo-0123456789012345678901234567890123456789',
};

describe('who may say from where a request came', () => {
  it.each([
    ['', ['loopback']],
    ['none', []],
    ['10.0.0.4, 10.1.0.0/16,fd00::/8, Loopback', ['10.0.0.4', '10.1.0.0/16', 'fd00::/8', 'loopback']],
  ])('%j', (TRUSTED_PROXIES, trustedProxies) => {
    expect(parseGatewayConfig({ ...env, TRUSTED_PROXIES })).toMatchObject({
      ok: true,
      settings: { trustedProxies },
    });
  });

  it('is told when it is none of these, beside every other mistake', () => {
    const read = parseGatewayConfig({ ...env, PORT: 'eight', TRUSTED_PROXIES: 'everybody' });
    expect(read).toMatchObject({ ok: false });
    const mistakes = read.ok ? [] : read.mistakes.join('\n');
    expect(mistakes).toMatch(/^PORT: /m);
    expect(mistakes).toMatch(/^TRUSTED_PROXIES: addresses or nets/m);
  });
});
