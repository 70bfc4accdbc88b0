import { describe, expect, it } from 'vitest';
import { projectFactsSchema, textSchema } from '../src/index.ts';

const read = (typed: string): string | null => {
  const answer = textSchema(20).safeParse(typed);
  return answer.success ? answer.data : null;
};

describe('what a person typed', () => {
  it.each([
    ['  年产10万套  ', '年产10万套'],
    ['一行\r\n二行\t三', '一行\n二行\t三'],
    // Turned round, hidden, or with bytes that no screen shows: what is read is what is kept.
    ['准入\u202e意同不', '准入意同不'],
    ['建德\u200b市\ufeff', '建德市'],
    ['甲\u0000乙\u0007', '甲乙'],
    ['\u2067藏\u2069', '藏'],
    // Rare characters of names, and what joins letters, are no marks.
    ['𠮷𫖯﨑', '𠮷𫖯﨑'],
    ['کتاب\u200cها', 'کتاب\u200cها'],
    // Half a character is none.
    ['半\ud83d', '半\ufffd'],
  ])('%j is read as %j', (typed, kept) => expect(read(typed)).toBe(kept));

  it.each(['', '   ', '\u200b\u200b', '\u200d', '\u202e', '\n\t', '\u3000', '\u0000'])(
    '%j is nothing',
    (typed) => expect(read(typed)).toBeNull(),
  );

  it('is as long as it is read, and read again it is the same', () => {
    expect(read(`${'长'.repeat(20)}\u200b`)).toBe('长'.repeat(20));
    expect(read('长'.repeat(21))).toBeNull();
    expect(read(read('准入\u202e意') ?? '')).toBe('准入意');
    expect(projectFactsSchema.shape.parcelWish.parse('A-\u202e07')).toBe('A-07');
    expect(projectFactsSchema.shape.parcelWish.parse('')).toBe('');
  });
});
