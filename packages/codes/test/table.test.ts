import { describe, expect, it } from 'vitest';
import {
  checkIndustry,
  divisionCodeSchema,
  divisions,
  divisionsOf,
  findDivision,
  findIndustry,
  getDivision,
  industries,
  industriesComplete,
  industryCodeSchema,
  industryDivisions,
} from '../src/index.ts';

describe('the divisions of 建德市', () => {
  it('are its 16 streets, towns and townships and the development zone: 17 territories', () => {
    const below = divisionsOf('330182');
    expect(below).toHaveLength(17);
    expect(below.filter(({ pseudo }) => !pseudo)).toHaveLength(16);
    expect(divisions).toHaveLength(18);
    expect(new Set(divisions.map(({ code }) => code)).size).toBe(18);
    expect(below.every(({ code }) => /^330182\d{3}$/.test(code))).toBe(true);
    expect(divisionsOf('330183')).toEqual([]);
  });

  it('are of the kind that their name says', () => {
    const kinds = (kind: string) => divisions.filter((division) => division.kind === kind).length;
    expect([kinds('county'), kinds('street'), kinds('town'), kinds('township'), kinds('zone')]).toEqual([
      1, 3, 12, 1, 1,
    ]);
    expect(getDivision('330182202')).toMatchObject({ name: '钦堂乡', kind: 'township' });
  });

  it('are no run of numbers: 103 is absent', () => {
    expect(findDivision('330182102')?.name).toBe('乾潭镇');
    expect(findDivision('330182103')).toBeUndefined();
    expect(findDivision('330182104')?.name).toBe('梅城镇');
  });

  it('label the code of the development zone as a pseudo-code, and no other', () => {
    expect(divisions.filter(({ pseudo }) => pseudo)).toEqual([
      { code: '330182900', name: '建德经济开发区', kind: 'zone', county: '330182', pseudo: true },
    ]);
  });

  it('are found or told absent', () => {
    expect(getDivision('330182')).toMatchObject({ name: '建德市', county: null });
    expect(() => getDivision('330182103')).toThrow(RangeError);
    expect(divisionCodeSchema.safeParse('330182001').success).toBe(true);
    expect(divisionCodeSchema.safeParse('330182103').success).toBe(false);
  });
});

describe('the industries of manufacturing (GB/T 4754)', () => {
  it('are 31 divisions, 13 to 43, and 609 classes, as the standard counts them', () => {
    expect(industryDivisions.map(({ code }) => Number(code))).toEqual(
      Array.from({ length: 31 }, (_, i) => i + 13),
    );
    expect(industries).toHaveLength(609);
    expect(new Set(industries.map(({ code }) => code)).size).toBe(609);
    expect(industriesComplete).toBe(true);
  });

  it('have a code under their division, and a name', () => {
    for (const { code, name, division } of industries) {
      expect(code).toMatch(/^\d{4}$/);
      expect(code.startsWith(division.code)).toBe(true);
      expect(name).toMatch(/^[\p{Script=Han}、（）]+$/u);
    }
  });

  it.each([
    ['1311', '稻谷加工', '农副食品加工业'],
    ['2614', '有机化学原料制造', '化学原料和化学制品制造业'],
    ['2710', '化学药品原料药制造', '医药制造业'],
    ['3841', '锂离子电池制造', '电气机械和器材制造业'],
    ['3973', '集成电路制造', '计算机、通信和其他电子设备制造业'],
    ['4390', '其他机械和设备修理业', '金属制品、机械和设备修理业'],
  ])('hold %s %s in %s', (code, name, division) => {
    expect(findIndustry(code)).toMatchObject({
      code,
      name,
      division: { code: code.slice(0, 2), name: division },
    });
    expect(findIndustry(`C${code}`)?.code).toBe(code);
    expect(checkIndustry(` C${code}`)).toMatchObject({ ok: true, industry: { code } });
  });

  it.each([
    ['131', 'INDUSTRY_SHAPE'],
    ['13111', 'INDUSTRY_SHAPE'],
    ['131A', 'INDUSTRY_SHAPE'],
    ['D4411', 'INDUSTRY_SHAPE'],
    ['1200', 'INDUSTRY_NOT_MANUFACTURING'],
    ['4411', 'INDUSTRY_NOT_MANUFACTURING'],
    ['1310', 'INDUSTRY_UNKNOWN'],
    ['4399', 'INDUSTRY_UNKNOWN'],
  ])('do not hold %s: %s', (code, failure) => {
    expect(checkIndustry(code)).toMatchObject({ ok: false, code: failure });
    expect(findIndustry(code)).toBeUndefined();
  });

  it('pass the schema without their letter', () => {
    expect(industryCodeSchema.parse('C3841')).toBe('3841');
    expect(industryCodeSchema.safeParse('4411').success).toBe(false);
  });
});
