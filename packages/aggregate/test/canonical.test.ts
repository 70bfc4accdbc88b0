import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, createdId, derivedId, receiptNumber, sha256 } from '../src/index.ts';
import { enterprise, someone } from './permit.ts';

describe('canonical JSON (RFC 8785)', () => {
  it('is the same bytes whatever order the keys came in', () => {
    expect(canonicalJson({ b: 1, a: [{ d: null, c: '一' }] })).toBe('{"a":[{"c":"一","d":null}],"b":1}');
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
      }),
    );
  });

  it('leaves out what is undefined, as JSON does, and throws on what JSON cannot hold', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
    expect(() => canonicalJson(undefined)).toThrow(TypeError);
    expect(() => canonicalJson({ a: Number.NaN })).toThrow();
    expect(() => canonicalJson({ a: 1n })).toThrow();
  });
});

describe('a derived id', () => {
  it('has a prefix and 24 characters, and is the same whenever its parts are', () => {
    expect(derivedId('prj', 'a', 'b')).toMatch(/^prj_[0-9a-hjkmnp-tv-z]{24}$/);
    expect(derivedId('prj', 'a', 'b')).toBe(derivedId('prj', 'a', 'b'));
  });

  it('keeps its parts apart: no two lists of parts run together', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
        expect(derivedId('x', ...a) === derivedId('x', ...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
    expect(derivedId('x', 'a', 'b')).not.toBe(derivedId('x', 'ab'));
  });

  it('of a creation is another for another person, command or key', () => {
    const ids = [
      createdId('pmt', enterprise, 'askPermit', 'key-1'),
      createdId('pmt', someone('enterprise', { id: 'acc_other' }), 'askPermit', 'key-1'),
      createdId('pmt', enterprise, 'other', 'key-1'),
      createdId('pmt', enterprise, 'askPermit', 'key-2'),
    ];
    expect(new Set(ids).size).toBe(4);
  });
});

it('numbers a receipt by service, day, case and sequence: letters, eight digits, ten digits', () => {
  const number = receiptNumber('ZR', '2026-03-02', 'prj_a', 1);
  expect(number).toMatch(/^ZR20260302\d{10}$/);
  expect(receiptNumber('ZR', '2026-03-02', 'prj_a', 1)).toBe(number);
  expect(receiptNumber('ZR', '2026-03-02', 'prj_a', 2)).not.toBe(number);
  expect(receiptNumber('ZR', '2026-03-02', 'prj_b', 1)).not.toBe(number);
});

it('hashes by SHA-256, in hex', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
