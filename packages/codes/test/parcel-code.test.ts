import { describe, expect, it } from 'vitest';
import {
  checkParcelCode,
  displayParcelCode,
  formatParcelCode,
  parcelCodeSchema,
  standardLandPattern,
} from '../src/index.ts';

const code = '330182001002GB00003';

describe('a parcel code', () => {
  it('has 19 characters in five parts, and is put together again', () => {
    const checked = checkParcelCode(code);
    expect(checked).toEqual({
      ok: true,
      value: code,
      county: '330182',
      area: '001',
      subArea: '002',
      right: 'GB',
      serial: '00003',
      standardLand: true,
    });
    if (!checked.ok) throw new Error(checked.code);
    expect(formatParcelCode(checked)).toBe(code);
    expect(displayParcelCode(checked)).toBe('330182 001 002 GB 00003');
  });

  it.each([
    '',
    '330182001002GB0000',
    '330182001002GB000031',
    '33018200100AGB00003',
    '330182001002G100003',
    '330182001002XB00003',
    'A330182001002GB00003',
  ])('does not have the shape of %j', (text) => {
    expect(checkParcelCode(text)).toMatchObject({ ok: false, code: 'PARCEL_CODE_SHAPE' });
  });

  it('starts with the county that is asked for', () => {
    expect(checkParcelCode(code, { county: '330182' }).ok).toBe(true);
    expect(checkParcelCode(code, { county: '330183' })).toMatchObject({
      ok: false,
      code: 'PARCEL_CODE_COUNTY',
    });
  });

  it.each([
    ['GB', true],
    ['GS', true],
    ['GX', true],
    ['GA', false],
    ['GC', false],
    ['JB', false],
    ['ZB', false],
  ])('of right %s is standard land: %s', (right, standard) => {
    const text = `330182001002${right}00003`;
    expect(standardLandPattern.test(text)).toBe(standard);
    expect(checkParcelCode(text)).toMatchObject({ ok: true, standardLand: standard });
    const checked = checkParcelCode(text, { standardLand: true });
    expect(checked.ok).toBe(standard);
    if (!checked.ok) expect(checked.code).toBe('PARCEL_CODE_NOT_STANDARD_LAND');
    expect(checkParcelCode(text, { standardLand: false }).ok).toBe(true);
  });

  it('is standard land by the whole pattern', () => {
    expect(standardLandPattern.test(`1${code}`)).toBe(false);
    expect(standardLandPattern.test(`${code}1`)).toBe(false);
  });

  it('is tidied by the schema', () => {
    expect(parcelCodeSchema.parse(` ${code.toLowerCase()} `)).toBe(code);
    expect(parcelCodeSchema.safeParse('x').success).toBe(false);
  });
});
