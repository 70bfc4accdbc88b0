import { describe, expect, it } from 'vitest';
import type { CommandOf } from '../src/domain/parcel-state.ts';
import { department, fiveIndicators, indicator, land, proposing, registering, town, walkTo } from './walk.ts';

const refusedWith = (code: string, field?: string) => ({
  ok: false,
  ...(field === undefined ? { code } : { code, field }),
});

describe('registering a parcel', () => {
  const faults: readonly [string, Partial<CommandOf<'registerParcel'>>, string, string][] = [
    ['a code of another county', { parcelCode: '330183001001GB00001' }, 'PARCEL_CODE_COUNTY', 'parcelCode'],
    ['a code of 18 characters', { parcelCode: '330182001001GB0001' }, 'PARCEL_CODE_SHAPE', 'parcelCode'],
    ['collective land', { parcelCode: '330182001001JB00001' }, 'PARCEL_CODE_NOT_STANDARD_LAND', 'parcelCode'],
    ['an area of nothing', { area: '0' }, 'AREA_MISSING', 'area'],
    ['an unknown industry', { industries: ['3829', '9999'] }, 'INDUSTRY_NOT_MANUFACTURING', 'industries.1'],
    ['an industry twice', { industries: ['3829', '3829'] }, 'INDUSTRY_TWICE', 'industries'],
  ];
  it.each(faults)('refuses %s', (_what, changed, code, field) => {
    expect(walkTo('none').do(town, { ...registering, ...changed })).toEqual(refusedWith(code, field));
  });

  it('refuses the county itself and unknown places as divisions', () => {
    for (const division of ['330182000', '330182103'])
      expect(walkTo('none').do(land, { ...registering, division })).toEqual(
        refusedWith('DIVISION_UNKNOWN', 'division'),
      );
  });

  it('writes the code in upper case', () => {
    const walk = walkTo('none');
    walk.do(town, { ...registering, parcelCode: ' 330182001001gb00001' });
    expect(walk.state().parcelCode).toBe('330182001001GB00001');
  });
});

describe('regional evaluation', () => {
  it('refuses an evaluation twice', () => {
    expect(walkTo('reserved').do(town, { type: 'startEvaluation', evaluations: ['能评', '能评'] })).toEqual(
      refusedWith('EVALUATION_TWICE', 'evaluations'),
    );
  });

  it('completes all that were started, those alone, each once', () => {
    const energy = { evaluation: '能评', result: '符合' } as const;
    const water = { evaluation: '水保', result: '符合' } as const;
    const complete = (...results: CommandOf<'completeEvaluations'>['results']) =>
      walkTo('evaluating').do(town, { type: 'completeEvaluations', results });
    expect(complete(energy)).toEqual(refusedWith('EVALUATIONS_INCOMPLETE', 'results'));
    expect(complete(energy, energy)).toEqual(refusedWith('EVALUATION_TWICE', 'results'));
    expect(complete(energy, water, { evaluation: '文物', result: '符合' })).toEqual(
      refusedWith('EVALUATION_NOT_STARTED', 'results'),
    );
    expect(complete(energy, water).ok).toBe(true);
  });
});

describe('indicators', () => {
  const propose = (indicators: CommandOf<'proposeIndicators'>['indicators']) =>
    walkTo('drafting').do(town, { ...proposing, indicators });

  it('are at least five', () => {
    expect(propose(fiveIndicators.slice(1))).toEqual(refusedWith('INDICATORS_TOO_FEW', 'indicators'));
    expect(propose(fiveIndicators).ok).toBe(true);
  });

  it('are five different ones', () => {
    expect(propose([...fiveIndicators.slice(1), indicator('plotRatio', '2.5', 'atMost')])).toEqual(
      refusedWith('INDICATOR_TWICE', 'indicators'),
    );
  });

  const faults = [
    [
      'a tax that must not be exceeded',
      indicator('taxPerMu', '20', 'atMost'),
      'INDICATOR_DIRECTION',
      'direction',
    ],
    [
      'offices without an upper bound',
      indicator('greenRatio', '20', 'atLeast'),
      'INDICATOR_DIRECTION',
      'direction',
    ],
    ['a strange unit', { ...indicator('taxPerMu', '20'), unit: '元' }, 'INDICATOR_UNIT', 'unit'],
    [
      'a tax judged at completion',
      { ...indicator('taxPerMu', '20'), judgedAt: 'completion' as const },
      'INDICATOR_STAGE',
      'judgedAt',
    ],
    ['a lower bound of nothing', indicator('taxPerMu', '0'), 'INDICATOR_VALUE', 'value'],
  ] as const;
  it.each(faults)('refuse %s', (_what, wrong, code, field) => {
    const others = fiveIndicators.filter(({ kind }) => kind !== wrong.kind).slice(0, 4);
    expect(propose([...others, wrong])).toEqual(refusedWith(code, `indicators.4.${field}`));
  });

  it('take a plot ratio as floor or as cap', () => {
    const others = fiveIndicators.filter(({ kind }) => kind !== 'plotRatio');
    expect(propose([...others, indicator('plotRatio', '2.5', 'atMost')]).ok).toBe(true);
  });

  it('are judged twice: some at completion, some at full production', () => {
    const early = [
      'investmentIntensity',
      'plotRatio',
      'buildingCoefficient',
      'officeShare',
      'greenRatio',
    ] as const;
    expect(propose(early.map((kind) => indicator(kind, '5')))).toEqual(
      refusedWith('INDICATORS_ONE_STAGE', 'indicators'),
    );
  });

  it('ask no department twice', () => {
    expect(walkTo('drafting').do(town, { ...proposing, askedOf: ['ecology', 'ecology'] })).toEqual(
      refusedWith('DEPARTMENT_TWICE', 'askedOf'),
    );
  });
});

describe('countersigning', () => {
  const signing = { type: 'countersignIndicators', opinion: '同意' } as const;
  const approving = { type: 'approveScheme', opinion: '同意出让' } as const;

  it('takes each department once; the last makes it complete', () => {
    const walk = walkTo('countersigning');
    const first = walk.do(department('ecology'), signing);
    expect(first).toMatchObject({ events: [{ data: { department: 'ecology', complete: false } }] });
    expect(walk.do(department('ecology'), signing)).toEqual(refusedWith('ALREADY_COUNTERSIGNED'));
    expect(walk.do(land, approving)).toEqual(refusedWith('COUNTERSIGNING_INCOMPLETE'));
    expect(walk.do(department('developmentReform'), signing)).toMatchObject({
      events: [{ data: { complete: true } }],
    });
    expect(walk.status()).toBe('countersigning');
    expect(walk.do(land, approving).ok).toBe(true);
    expect(walk.status()).toBe('approved');
  });

  it('starts anew when the indicators are changed', () => {
    const walk = walkTo('countersigning');
    walk.do(department('ecology'), signing);
    walk.do(town, proposing);
    expect(walk.do(department('ecology'), signing).ok).toBe(true);
    expect(walk.do(land, approving)).toEqual(refusedWith('COUNTERSIGNING_INCOMPLETE'));
  });
});

it('is filed by the territory against a receipt', () => {
  const walk = walkTo('approved');
  expect(walk.do(town, { type: 'fileStandardLand' })).toMatchObject({
    events: [{ type: 'StandardLandFiled', data: { receipt: expect.stringMatching(/^BD-/) } }],
  });
  expect(walk.state().filing).toMatchObject({ on: '2026-03-02' });
});

it('lets nothing happen out of turn', () => {
  expect(walkTo('reserved').do(land, { type: 'approveScheme', opinion: '同意' })).toEqual(
    refusedWith('WRONG_STATE'),
  );
  expect(walkTo('approved').do(town, proposing)).toEqual(refusedWith('WRONG_STATE'));
  expect(walkTo('reserved').do(town, registering)).toEqual(refusedWith('CASE_EXISTS'));
  expect(walkTo('none').do(land, { type: 'approveScheme', opinion: '同意' })).toEqual(
    refusedWith('CASE_NOT_FOUND'),
  );
});
