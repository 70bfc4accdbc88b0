import { describe, expect, it } from 'vitest';
import { isDemoSecret, parseConfig } from '../src/index.ts';

const good = {
  MONGODB_URI: 'mongodb://127.0.0.1:27017/?replicaSet=rs0',
  KAFKA_BROKERS: '127.0.0.1:9092, kafka-2:9092',
  PORT: '8102',
  SERVICE_TOKEN_SECRET: 'a-secret-of-at-least-thirty-two-chars',
};
const mistakes = (changed: Record<string, string | undefined>): readonly string[] => {
  const read = parseConfig('admission', { ...good, ...changed });
  return read.ok ? [] : read.mistakes.map((mistake) => mistake.split(':')[0] ?? '');
};

describe('the settings of a service', () => {
  it('are read with their defaults: on 127.0.0.1, real time, the county of the installation', () => {
    const read = parseConfig('admission', good);
    expect(read).toMatchObject({
      ok: true,
      config: {
        service: 'admission',
        environment: 'development',
        installation: 'yizhan',
        county: '330182',
        clock: 'real',
        host: '127.0.0.1',
        port: 8102,
        kafkaBrokers: ['127.0.0.1:9092', 'kafka-2:9092'],
        urls: { identity: 'http://127.0.0.1:8101', gateway: 'http://127.0.0.1:8080' },
      },
    });
  });

  it('tell every mistake at once, each with its name', () => {
    expect(
      mistakes({
        NODE_ENV: 'staging',
        YIZHAN_INSTALLATION: 'Yi Zhan',
        YIZHAN_COUNTY: '33',
        YIZHAN_CLOCK: 'sundial',
        MONGODB_URI: 'postgres://x',
        KAFKA_BROKERS: 'kafka',
        PORT: '70000',
        LOG_LEVEL: 'loud',
        SERVICE_TOKEN_SECRET: 'short',
        IDENTITY_URL: 'file:///etc/passwd',
      }).toSorted(),
    ).toEqual([
      'IDENTITY_URL',
      'KAFKA_BROKERS.0',
      'LOG_LEVEL',
      'MONGODB_URI',
      'NODE_ENV',
      'PORT',
      'SERVICE_TOKEN_SECRET',
      'YIZHAN_CLOCK',
      'YIZHAN_COUNTY',
      'YIZHAN_INSTALLATION',
    ]);
  });

  it.each(['MONGODB_URI', 'KAFKA_BROKERS', 'SERVICE_TOKEN_SECRET'])('do without %s not at all', (name) => {
    expect(mistakes({ [name]: undefined })).toEqual([name]);
    expect(mistakes({ [name]: '' })).toEqual([name]);
  });

  it.each([
    ['admission', {}, 8102],
    ['gateway', {}, 8080],
    ['admission', { ADMISSION_URL: 'http://admission:9000' }, 9000],
    ['admission', { ADMISSION_URL: 'http://admission' }, 80],
    ['admission', { PORT: '0', ADMISSION_URL: 'http://admission:9000' }, 0],
  ] as const)('let %s with %j listen where the others look for it: %i', (service, told, port) => {
    expect(parseConfig(service, { ...good, PORT: undefined, ...told })).toMatchObject({
      ok: true,
      config: { port },
    });
  });

  it('take an empty variable for one that is not set', () => {
    expect(mistakes({ HOST: '', YIZHAN_COUNTY: '', IDENTITY_URL: '' })).toEqual([]);
  });
});

describe('in production', () => {
  const production = { NODE_ENV: 'production' };
  it('a demo secret is refused', () => {
    expect(isDemoSecret('demo-0123456789')).toBe(true);
    expect(mistakes({ ...production, SERVICE_TOKEN_SECRET: `demo-${'0'.repeat(40)}` })).toEqual([
      'SERVICE_TOKEN_SECRET',
    ]);
    expect(mistakes({ SERVICE_TOKEN_SECRET: `demo-${'0'.repeat(40)}` })).toEqual([]);
  });
  it('a clock that can be set is refused', () => {
    expect(mistakes({ ...production, YIZHAN_CLOCK: 'settable' })).toEqual(['YIZHAN_CLOCK']);
    expect(mistakes({ YIZHAN_CLOCK: 'settable' })).toEqual([]);
  });
  it('both are told beside every other mistake', () => {
    expect(
      mistakes({
        ...production,
        SERVICE_TOKEN_SECRET: `demo-${'0'.repeat(40)}`,
        YIZHAN_CLOCK: 'settable',
        MONGODB_URI: undefined,
      }).toSorted(),
    ).toEqual(['MONGODB_URI', 'SERVICE_TOKEN_SECRET', 'YIZHAN_CLOCK']);
  });
  it('good settings pass', () => expect(mistakes(production)).toEqual([]));
});
