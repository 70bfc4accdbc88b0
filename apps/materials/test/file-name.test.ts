import { create } from 'content-disposition';
import { expect, it } from 'vitest';
import { parseMaterialsConfig } from '../src/config.ts';
import { safeName } from '../src/file-name.ts';

it.each([
  ['总平面图.pdf', '总平面图.pdf'],
  ['../../etc/passwd.pdf', 'passwd.pdf'],
  ['..\\..\\windows\\图.png', '图.png'],
  ['/etc/图.pdf', '图.pdf'],
  ['a\u0000b\r\nSet-Cookie: x.pdf', 'a_b__Set-Cookie_ x.pdf'],
  ['gnp\u202Efdp.exe', 'gnp_fdp.exe'],
  ['...隐藏.pdf', '隐藏.pdf'],
  ['报告.pdf.  ', '报告.pdf'],
  ['e\u0301tude.pdf', '\u00e9tude.pdf'],
])('%j is kept as %j', (given, kept) => expect(safeName(given)).toBe(kept));

it.each(['', '..', '/', '   ', '\u0000', 'a/..'])('of %j nothing is left', (given) =>
  expect(safeName(given)).toBeNull(),
);

it('is cut before its ending', () => {
  const kept = safeName(`${'长'.repeat(300)}.pdf`);
  expect(kept).toHaveLength(120);
  expect(kept).toMatch(/长\.pdf$/);
});

it('travels in a header whole, by RFC 6266 and 8187, and cannot end the header', () => {
  expect(create('总平面图"1".pdf')).toBe(
    `attachment; filename="????\\"1\\".pdf"; filename*=UTF-8''%E6%80%BB%E5%B9%B3%E9%9D%A2%E5%9B%BE%221%22.pdf`,
  );
  expect(create('a\r\nb.pdf')).not.toMatch(/[\r\n]/);
});

it('tells a wrong size cap with the other mistakes', () => {
  const read = parseMaterialsConfig({ MATERIALS_MAX_MIB: 'much' });
  expect(read.ok).toBe(false);
  if (!read.ok) {
    expect(read.mistakes.some((mistake) => mistake.startsWith('MATERIALS_MAX_MIB'))).toBe(true);
    expect(read.mistakes.some((mistake) => mistake.startsWith('MONGODB_URI'))).toBe(true);
  }
});
