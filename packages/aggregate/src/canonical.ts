import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** RFC 8785 canonical JSON: the bytes that are stored, hashed and sent. Throws on what JSON cannot hold. */
export const canonicalJson = (value: unknown): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('value has no JSON form');
  return text;
};

/** Hex SHA-256 of a text's UTF-8 bytes. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The `prev` of a case's first event. */
export const genesisHash = '0'.repeat(64);

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** An id that is the same whenever its parts are: `prefix_` and 24 characters of base 32 (120 bits of SHA-256). */
export const derivedId = (prefix: string, ...parts: readonly string[]): string => {
  const digest = createHash('sha256').update(canonicalJson(parts)).digest();
  let id = '';
  for (let i = 0; i < 24; i += 1) id += alphabet[(digest[i] ?? 0) & 31];
  return `${prefix}_${id}`;
};

/** Number of a receipt: letters of the service, legal day, ten digits derived from case and sequence. */
export const receiptNumber = (letters: string, day: string, caseId: string, seq: number): string => {
  const digits = BigInt(`0x${sha256(`${caseId}.${seq}`).slice(0, 12)}`) % 10_000_000_000n;
  return `${letters}${day.replaceAll('-', '')}${String(digits).padStart(10, '0')}`;
};
