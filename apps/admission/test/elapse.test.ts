import { someFacts } from '@yizhan/testkit';
import { legalDate } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import { asked, enterprise, service, stage, walkTo } from './walk.ts';

/** Half a second before the end of a day in Shanghai, and its end. */
const late = (day: string) => new Date(Date.parse(`${day}T24:00:00+08:00`) - 500).toISOString();
const over = (day: string) => new Date(`${day}T24:00:00+08:00`).toISOString();

describe('补充逾期，视为撤回', () => {
  /** Demanded on the eve of 国庆: the tenth working day is 2026-10-09. */
  const demanded = () => {
    const walk = walkTo('prereviewing', { at: '2026-09-18T01:00:00.000Z' });
    walk.do(service, { type: 'demandSupplement', from: 'prereview', asked });
    return walk;
  };

  it('does not happen in the holiday, nor before the last day is over', () => {
    const walk = demanded();
    expect(walk.state().supplement?.due.dueOn).toBe('2026-10-09');
    expect(walk.dueAt()).toBe(over('2026-10-09'));
    expect(walk.at(late('2026-10-09'))).toEqual([]);
    expect(
      walk.do(enterprise, { type: 'supplementApplication', facts: someFacts(), note: '末日补齐' }).ok,
    ).toBe(true);
  });

  it('happens at the end of the last day, and holds from the day after', () => {
    const walk = demanded();
    expect(walk.at(over('2026-10-09'))).toEqual([
      { type: 'ApplicationLapsed', data: { dueOn: '2026-10-09' }, effectiveOn: '2026-10-10' },
    ]);
    expect(walk.status()).toBe('lapsed');
    expect(walk.dueAt()).toBeNull();
  });

  it('is applied before the command that comes too late, though no sweeper came by', () => {
    const walk = demanded();
    walk.sleepUntil('2026-11-02T01:00:00.000Z');
    expect(walk.do(enterprise, { type: 'supplementApplication', facts: someFacts(), note: '晚了' })).toEqual({
      ok: false,
      code: 'DEADLINE_PASSED',
      field: 'paper',
    });
    expect(walk.status()).toBe('lapsed');
  });

  it('holds from the day after the last one, however late it is noticed', () => {
    const walk = demanded();
    walk.sleepUntil('2026-11-30T01:00:00.000Z');
    const events = walk.at('2026-12-01T01:00:00.000Z');
    expect(events).toMatchObject([{ type: 'ApplicationLapsed', effectiveOn: '2026-10-10' }]);
  });
});

describe('复审日期', () => {
  const postponed = (reviewOn: string) => {
    const walk = walkTo('conferring', { at: '2026-09-18T01:00:00.000Z' });
    walk.do(service, { type: 'postpone', proposedOn: legalDate('2026-09-18'), reviewOn, reason: '待指标' });
    return walk;
  };

  it.each(['2026-09-21', '2026-10-01'])(
    'on %s leads back to 汇总 as that day begins, holiday or not',
    (reviewOn) => {
      const walk = postponed(reviewOn);
      const begins = new Date(`${reviewOn}T00:00:00+08:00`).toISOString();
      expect(walk.dueAt()).toBe(begins);
      expect(walk.at(new Date(Date.parse(begins) - 1).toISOString())).toEqual([]);
      expect(walk.at(begins)).toEqual([
        { type: 'AdmissionReviewDue', data: { reviewOn }, effectiveOn: reviewOn },
      ]);
      expect(walk.status()).toBe('summarising');
      expect(walk.at('2027-01-04T01:00:00.000Z')).toEqual([]);
    },
  );

  it('does not come for an application that was withdrawn meanwhile', () => {
    const walk = postponed('2026-10-01');
    walk.do(enterprise, { type: 'withdrawApplication', reason: '另行选址' });
    expect(walk.dueAt()).toBeNull();
    expect(walk.at('2026-12-01T01:00:00.000Z')).toEqual([]);
  });
});

it('leaves an application alone where nothing runs here: its clocks are with prereview', () => {
  const walk = walkTo('submitted');
  walk.do(service, stage('prereviewing'));
  expect(walk.dueAt()).toBeNull();
  expect(walk.at('2026-12-01T01:00:00.000Z')).toEqual([]);
});
