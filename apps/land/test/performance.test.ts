import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, muOf } from '../src/domain/indicators.ts';
import {
  completionValues,
  indicator,
  land,
  monday,
  productionValues,
  projectId,
  service,
  walkTo,
  winner,
} from './walk.ts';

const refusedWith = (code: string, field?: string) => ({
  ok: false,
  ...(field === undefined ? { code } : { code, field }),
});
const at = (day: string) => `${day}T01:00:00Z`;
const measured = (value: string) => ({ kind: 'taxPerMu' as const, value, source: '报告' });

describe('judging an indicator', () => {
  it.each([
    ['20', '20', true, '0'],
    ['20', '19.999999', false, '0.000001'],
    ['0.3', '0.1', false, '0.2'],
    ['999999999999999.999999', '0.000001', false, '999999999999999.999998'],
  ])('at least %s, measured %s: met %s, wanting %s', (promised, value, met, shortfall) => {
    expect(judge(indicator('taxPerMu', promised), measured(value))).toMatchObject({ met, shortfall });
  });

  it.each([
    ['7', '7', true, '0'],
    ['7', '6', true, '0'],
    ['7', '7.25', false, '0.25'],
  ])('at most %s, measured %s: met %s, over by %s', (promised, value, met, shortfall) => {
    expect(
      judge(indicator('officeShare', promised), { ...measured(value), kind: 'officeShare' }),
    ).toMatchObject({
      met,
      shortfall,
    });
  });

  it('is exact: the shortfall and the measured value come to the promise, whatever the decimals', () => {
    const decimal = fc
      .tuple(fc.bigInt({ min: 0n, max: 10n ** 21n - 1n }))
      .map(([n]) => ({ n, text: `${n / 10n ** 6n}.${String(n % 10n ** 6n).padStart(6, '0')}` }));
    const micros = (text: string): bigint => {
      const [whole = '0', part = ''] = text.split('.');
      return BigInt(whole) * 10n ** 6n + BigInt(part.padEnd(6, '0'));
    };
    fc.assert(
      fc.property(decimal, decimal, (promised, value) => {
        const { met, shortfall } = judge(indicator('taxPerMu', promised.text), measured(value.text));
        expect(met).toBe(value.n >= promised.n);
        expect(micros(shortfall)).toBe(met ? 0n : promised.n - value.n);
      }),
    );
  });
});

it('counts 15 mu to the hectare', () => {
  expect(muOf('10000')).toBe('15');
  expect(muOf('666.666667')).toBe('1');
  expect(muOf('20001')).toBe('30.0015');
});

describe('contracts and their note in the register', () => {
  it('record the number of the legality opinion, labelled simulated, and the indicators promised', () => {
    expect(
      walkTo('awarded').do(land, { type: 'signContracts', legalityOpinion: '模拟-2026-001' }),
    ).toMatchObject({
      events: [
        { data: { projectId, legalityOpinion: '模拟-2026-001', simulated: true, indicators: { length: 5 } } },
      ],
    });
  });

  it('wait for a condition of admission that was attached to them, and for no other', () => {
    const signing = { type: 'signContracts', legalityOpinion: '模拟-2026-001' } as const;
    expect(walkTo('awarded').do(land, { ...signing, holding: ['废水纳管'] })).toEqual({
      ok: false,
      code: 'CONDITION_OPEN',
    });
    expect(walkTo('awarded').do(land, { ...signing, holding: [] }).ok).toBe(true);
  });

  it('are signed of no project that was given up', () => {
    const walk = walkTo('awarded');
    walk.do(service, { type: 'noteProjectGivenUp' });
    expect(walk.do(land, { type: 'signContracts', legalityOpinion: '模拟-2026-001' })).toEqual({
      ok: false,
      code: 'PROJECT_GIVEN_UP',
    });
  });

  it.each(['building', 'completionReview', 'operating'] as const)(
    'may be noted as late as in %s, which stays what it is',
    (status) => {
      const walk = walkTo(status, monday, ['annotated']);
      expect(walk.do(land, { type: 'annotateRegistration', note: '标准地' }).ok).toBe(true);
      expect(walk.status()).toBe(status);
      expect(walk.do(land, { type: 'annotateRegistration', note: '标准地' })).toEqual(
        refusedWith('ALREADY_ANNOTATED'),
      );
    },
  );

  it('are noted once, and can still be noted when the project is already building', () => {
    const walk = walkTo('contracted');
    walk.do(service, { type: 'noteConstruction', on: '2026-04-01' });
    expect(walk.do(land, { type: 'annotateRegistration', note: '标准地' }).ok).toBe(true);
    expect(walk.status()).toBe('building');
    expect(walk.do(land, { type: 'annotateRegistration', note: '标准地' })).toEqual(
      refusedWith('ALREADY_ANNOTATED'),
    );
  });
});

describe('completion review', () => {
  const review = (measuredValues: ReturnType<typeof completionValues>, rectificationMonths?: number) => ({
    type: 'recordCompletionReview' as const,
    measured: measuredValues,
    rectificationMonths,
  });

  it('passes where every indicator judged at completion is met; operation starts then and not before', () => {
    const walk = walkTo('completionReview');
    expect(walk.do(winner, { type: 'startOperation' })).toEqual(refusedWith('COMPLETION_NOT_PASSED'));
    expect(walk.do(land, review(completionValues('300', '1.2', '7')))).toMatchObject({
      events: [{ type: 'CompletionReviewed', data: { passed: true } }],
    });
    expect(walk.status()).toBe('completionReview');
    expect(walk.do(land, review(completionValues('300', '1.2', '7')))).toEqual(
      refusedWith('ALREADY_REVIEWED'),
    );
    expect(walk.do(winner, { type: 'startOperation' }).ok).toBe(true);
    expect(walk.status()).toBe('operating');
  });

  it('wants a value for each of them, each once, and for no other', () => {
    const values = completionValues('300', '1.2', '7');
    const walk = walkTo('completionReview');
    const tax = { kind: 'taxPerMu' as const, value: '30', source: '税务年报' };
    expect(walk.do(land, { type: 'recordCompletionReview', measured: values.slice(1) })).toEqual(
      refusedWith('MEASUREMENT_MISSING', 'measured'),
    );
    expect(
      walk.do(land, { type: 'recordCompletionReview', measured: [...values, ...values.slice(2)] }),
    ).toEqual(refusedWith('INDICATOR_TWICE', 'measured'));
    expect(walk.do(land, { type: 'recordCompletionReview', measured: [...values, tax] })).toEqual(
      refusedWith('INDICATOR_NOT_JUDGED_NOW', 'measured'),
    );
  });

  it('orders rectification of what is wanting by itself, for six to twelve months, rolled off a holiday', () => {
    const walk = walkTo('completionReview');
    expect(walk.do(land, review(completionValues('299.5', '1.2', '7.5')))).toMatchObject({
      events: [
        {
          type: 'CompletionReviewed',
          data: {
            passed: false,
            results: [
              {
                kind: 'investmentIntensity',
                promised: '300',
                measured: '299.5',
                met: false,
                shortfall: '0.5',
              },
              { kind: 'plotRatio', met: true, shortfall: '0' },
              { kind: 'officeShare', met: false, shortfall: '0.5' },
            ],
          },
        },
        // 2026-10-01 to 10-07 are off.
        { type: 'RectificationOrdered', data: { at: 'completion', months: 6, dueOn: '2026-10-08' } },
      ],
    });
    expect(walk.status()).toBe('rectifying');
    for (const months of [5, 13])
      expect(walkTo('completionReview').do(land, review(completionValues('1', '1', '9'), months))).toEqual(
        refusedWith('RECTIFICATION_MONTHS', 'rectificationMonths'),
      );
    expect(walkTo('completionReview').do(land, review(completionValues('1', '1', '9'), 12)).ok).toBe(true);
  });

  it('after rectification looks again at what was wanting alone', () => {
    const walk = walkTo('completionReview');
    walk.do(land, review(completionValues('299.5', '1.2', '7.5')));
    expect(walk.do(winner, { type: 'reportRectification', report: '追加设备投资' }).ok).toBe(true);
    expect(walk.status()).toBe('completionReview');
    const [intensity, , office] = completionValues('305', '1.2', '7');
    expect(walk.do(land, { type: 'recordCompletionReview', measured: [intensity!] })).toEqual(
      refusedWith('MEASUREMENT_MISSING', 'measured'),
    );
    expect(walk.do(land, { type: 'recordCompletionReview', measured: [intensity!, office!] })).toMatchObject({
      events: [{ type: 'CompletionReviewed', data: { passed: true } }],
    });
    expect(walk.state()).toMatchObject({
      rectification: null,
      completionPassedOn: '2026-04-01',
      results: { length: 3 },
    });
  });

  it('turns the light of a rectification yellow near its end and red after it, told once', () => {
    const walk = walkTo('completionReview');
    walk.do(land, review(completionValues('299.5', '1.2', '7')));
    const told = walk.at(at('2026-10-12'));
    expect(told).toMatchObject([
      { data: { clock: 'rectification', holder: 'enterprise', light: 'yellow' } },
      { effectiveOn: '2026-10-09', data: { light: 'red', dueOn: '2026-10-08' } },
    ]);
    walk.do(winner, { type: 'reportRectification', report: '已整改' });
    expect(walk.dueAt()).toBeNull();
  });
});

describe('production review', () => {
  it('fulfils the contract where every indicator judged at full production is met', () => {
    const walk = walkTo('operating');
    expect(
      walk.do(land, { type: 'recordProductionReview', measured: productionValues('21', '1') }),
    ).toMatchObject({
      events: [{ type: 'ProductionReviewed', data: { passed: true } }, { type: 'ObligationsFulfilled' }],
    });
    expect(walk.status()).toBe('fulfilled');
  });

  it('orders rectification and, reported, is held again', () => {
    const walk = walkTo('operating');
    walk.do(land, { type: 'recordProductionReview', measured: productionValues('18.5', '1') });
    expect(walk.state().rectification).toMatchObject({ at: 'fullProduction', months: 6 });
    walk.do(winner, { type: 'reportRectification', report: '产能爬坡完成' });
    expect(walk.status()).toBe('productionReview');
    expect(
      walk.do(land, { type: 'recordProductionReview', measured: productionValues('20', '1').slice(0, 1) }).ok,
    ).toBe(true);
    expect(walk.status()).toBe('fulfilled');
  });
});

describe('breach and return', () => {
  it('are open while the contracts hold and are not fulfilled', () => {
    for (const status of ['contracted', 'annotated', 'building', 'completionReview', 'operating'] as const) {
      const walk = walkTo(status);
      expect(walk.do(land, { type: 'openBreach', reason: '逾期未开工' }).ok).toBe(true);
      expect(walk.do(land, { type: 'returnParcel', reason: '收回' }).ok).toBe(true);
      expect(walk.status()).toBe('returned');
    }
    expect(walkTo('fulfilled').do(land, { type: 'openBreach', reason: '无' })).toEqual(
      refusedWith('WRONG_STATE'),
    );
    expect(walkTo('awarded').do(land, { type: 'openBreach', reason: '无' })).toEqual(
      refusedWith('WRONG_STATE'),
    );
  });

  it('let an award be given back before its contracts', () => {
    const walk = walkTo('awarded');
    expect(walk.do(land, { type: 'returnParcel', reason: '项目放弃' }).ok).toBe(true);
    expect(walk.dueAt()).toBeNull();
  });
});
