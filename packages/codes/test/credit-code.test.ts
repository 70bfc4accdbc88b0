import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCreditCode, creditCodeSchema, makeCreditCode } from '../src/index.ts';

const good = '11331002002673575G';

describe('a credit code (GB 32100)', () => {
  it.each([good, '11330802002621759X', '113325000026455663'])('%s is good', (code) => {
    expect(checkCreditCode(code)).toMatchObject({ ok: true, value: code });
  });

  it('91350100M0001TGQXM is in use, yet fails C18: an administrator may override it', () => {
    expect(checkCreditCode('91350100M0001TGQXM')).toMatchObject({
      ok: false,
      code: 'CREDIT_CODE_CHECK',
      overridable: true,
    });
  });

  it('is split into its parts', () => {
    expect(checkCreditCode(good)).toEqual({
      ok: true,
      value: good,
      registrar: '1',
      type: '1',
      division: '331002',
      organisation: '002673575',
      check: 'G',
    });
  });

  it('is tidied of spaces and lower case', () => {
    expect(checkCreditCode(' 11331002002673575g ')).toMatchObject({ ok: true, value: good });
  });

  it.each([good.slice(0, 17), `${good}0`, ''])('has 18 characters, unlike %j', (code) => {
    expect(checkCreditCode(code)).toMatchObject({
      ok: false,
      code: 'CREDIT_CODE_LENGTH',
      overridable: false,
    });
  });

  it.each([...'IOSVZ-中'])('never holds %s', (character) => {
    expect(checkCreditCode(`9133018200000000${character}0`)).toMatchObject({
      ok: false,
      code: 'CREDIT_CODE_CHARACTER',
      overridable: false,
    });
  });

  it('has digits for its division', () => {
    expect(checkCreditCode('11A31002002673575G')).toMatchObject({
      code: 'CREDIT_CODE_DIVISION',
      overridable: false,
    });
    expect(checkCreditCode('1133100A002673575G')).toMatchObject({ code: 'CREDIT_CODE_DIVISION' });
  });

  it('has an inner check on positions 9 to 17', () => {
    expect(checkCreditCode('11331002002673576G')).toMatchObject({
      ok: false,
      code: 'CREDIT_CODE_ORGANISATION_CHECK',
      overridable: true,
    });
  });

  it('gives the letters of the organisation code their place in the whole alphabet', () => {
    // P = 25 and Y = 34 in GB 11714 (22 and 30 in GB 32100): 25·3 = 75, 34·2 = 68, sum 143 = 13·11, check 11 → 0.
    expect(makeCreditCode('9', '1', '330182', 'P000000Y').slice(8, 17)).toBe('P000000Y0');
    // 4·2 = 8, check 3; 6·2 = 12 = 1 mod 11, check 10 → X.
    expect(makeCreditCode('9', '1', '330182', '00000004').slice(16, 17)).toBe('3');
    expect(makeCreditCode('9', '1', '330182', '00000006').slice(16, 17)).toBe('X');
  });

  it('finds every single wrong character after the division', () => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    for (let at = 8; at < 18; at += 1) {
      for (const character of alphabet) {
        if (character === good.charAt(at)) continue;
        const wrong = good.slice(0, at) + character + good.slice(at + 1);
        expect(checkCreditCode(wrong).ok).toBe(false);
      }
    }
  });

  it('is good wherever it was made here', () => {
    const serial = fc
      .array(fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), { minLength: 8, maxLength: 8 })
      .map((characters) => characters.join(''));
    fc.assert(
      fc.property(serial, fc.constantFrom('1', '5', '9'), (serial8, registrar) => {
        expect(checkCreditCode(makeCreditCode(registrar, '1', '330182', serial8))).toMatchObject({
          ok: true,
          division: '330182',
        });
      }),
    );
  });

  it.each([
    ['', '1', '330182', '00000000'],
    ['9', '11', '330182', '00000000'],
    ['9', '1', '33018', '00000000'],
    ['9', '1', '33018A', '00000000'],
    ['9', '1', '330182', '0000000'],
    ['9', '1', '330182', '000000000'],
    ['9', '1', '330182', '0000000I'],
  ])('cannot be made of %j %j %j %j', (registrar, type, division, serial) => {
    expect(() => makeCreditCode(registrar, type, division, serial)).toThrow(RangeError);
  });

  it('is tidied by the schema, or refused in Chinese', () => {
    expect(creditCodeSchema.parse(good.toLowerCase())).toBe(good);
    const issue = creditCodeSchema.safeParse('1').error?.issues[0];
    expect(issue?.message).toBe('统一社会信用代码应为18位');
    expect(issue).toMatchObject({ params: { code: 'CREDIT_CODE_LENGTH' } });
  });
});
