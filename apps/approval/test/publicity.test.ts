import { type Calendar, officialCalendar, withYear } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import { after } from '../src/domain/catalogue/versions.ts';
import { itemMachine } from '../src/domain/item.ts';
import { ruleOfStep } from '../src/domain/path/plan.ts';
import {
  accepted,
  at,
  colleague,
  enterprise,
  everything,
  grant,
  head,
  officer,
  planned,
  refuse,
  step,
  submit,
} from './walk.ts';

const publish = { type: 'publishItem', place: '市政府网站公示专栏' } as const;
const ecology = { ...officer, unit: 'ecology' } as const;
const other = { ...colleague, unit: 'ecology' } as const;

/** An assessment by report, accepted, with what its handler proposes. */
const assessed = () => {
  const walk = accepted('A6');
  walk.do(ecology, { type: 'proposeItemDecision', outcome: 'granted', reason: '建议准予' });
  return walk;
};

describe('公示', () => {
  it('is asked for by the catalogue, with its law: of an assessment five working days, of a design seven days', () => {
    const publicityOf = (code: string) => ruleOfStep(after, step(code)).publicity;
    expect(publicityOf('A6')).toMatchObject({
      name: '拟批准公示',
      limit: { value: 5, unit: 'WD', kind: 'minimum', basis: '《环境影响评价公众参与办法》第二十五条' },
    });
    expect(publicityOf('B1')).toMatchObject({
      name: '方案公示',
      limit: { value: 7, unit: 'CD', kind: 'minimum' },
    });
    for (const code of ['A5', 'A7', 'A8', 'B2', 'C4', 'C6']) expect(publicityOf(code)).toBeUndefined();
  });

  it('is not asked of a filing, which nobody decides', () => {
    const register = { ...everything, environmentClass: 'register' } as const;
    expect(ruleOfStep(after, step('A6', register)).publicity).toBeUndefined();
  });

  it('comes before the decision, whichever it is', () => {
    const walk = assessed();
    for (const decision of [grant, refuse])
      expect(walk.do(other, decision)).toMatchObject({ ok: false, code: 'NOT_PUBLISHED' });
  });

  it('is over with the last of its days: the refusal says from when on it may be decided', () => {
    const walk = assessed();
    walk.do(ecology, publish);
    expect(walk.state().published).toMatchObject({
      place: publish.place,
      on: '2026-03-02',
      until: { dueOn: '2026-03-09' },
    });
    walk.at(at('2026-03-09', '23:59'));
    const early = itemMachine.decide(walk.state(), grant, {
      caseId: 'itm_x',
      now: '2026-03-09T15:59:00.000Z',
      today: '2026-03-09' as never,
      calendar: officialCalendar,
      actor: other,
      receipt: () => '',
    });
    expect(early).toMatchObject({
      ok: false,
      refusal: {
        code: 'PUBLICITY_RUNNING',
        zh: '拟批准公示至 2026-03-09 届满，最早 2026-03-10 可作出决定',
      },
    });
    walk.at(at('2026-03-10', '00:00'));
    expect(walk.do(other, grant).ok).toBe(true);
  });

  it('of a design runs in calendar days, over the weekend, and never rolls off a holiday', () => {
    const walk = accepted('B1', at('2026-02-11'));
    walk.do(officer, publish);
    // 2026-02-18 lies in the Spring Festival: seven days are full all the same.
    expect(walk.state().published?.until.dueOn).toBe('2026-02-18');
    walk.at(at('2026-02-18'));
    expect(walk.do(colleague, grant)).toMatchObject({ code: 'PUBLICITY_RUNNING' });
    walk.at(at('2026-02-19'));
    expect(walk.do(colleague, grant).ok).toBe(true);
  });

  it('is the department’s own, once, and of what the law asks it for', () => {
    const walk = assessed();
    for (const [actor, code] of [
      [enterprise, 'ROLE_NOT_ALLOWED'],
      [head, 'ROLE_NOT_ALLOWED'],
      [officer, 'OTHER_DEPARTMENT'],
    ] as const)
      expect(walk.do(actor, publish)).toMatchObject({ code });
    walk.do(ecology, publish);
    expect(walk.do(ecology, publish)).toMatchObject({ code: 'PUBLISHED_ALREADY' });
    expect(accepted('A5').do(officer, publish)).toMatchObject({ code: 'NO_PUBLICITY' });
    expect(planned([], at('2026-03-02'), 'A6').do(ecology, publish)).toMatchObject({ ok: false });
  });

  it('goes on while a special procedure pauses the clocks', () => {
    const walk = assessed();
    walk.do(ecology, { type: 'suspendItem', procedure: '专家评审', notice: '评审', noticeNumber: '1号' });
    expect(walk.do(ecology, publish).ok).toBe(true);
    walk.at(at('2026-03-12'));
    walk.do(ecology, { type: 'resumeItem' });
    expect(walk.do(other, grant).ok).toBe(true);
  });

  it('of one round is none of the next', () => {
    const walk = assessed();
    walk.do(ecology, publish);
    walk.do(enterprise, { type: 'withdrawItem', reason: '修改方案' });
    walk.do(enterprise, submit);
    walk.do(ecology, { type: 'acceptItem' });
    walk.do(ecology, { type: 'proposeItemDecision', outcome: 'granted', reason: '建议准予' });
    expect(walk.state().published).toBeNull();
    expect(walk.do(other, grant)).toMatchObject({ code: 'NOT_PUBLISHED' });
  });

  it('holds up nothing that was planned before it was kept', () => {
    const walk = assessed();
    const { publicity: _kept, ...rule } = walk.state().plan.rule ?? ruleOfStep(after, step('A6'));
    const state = { ...walk.state(), plan: { ...walk.state().plan, rule } };
    const moment = { caseId: 'itm_x', now: '2026-03-03T02:00:00.000Z', today: '2026-03-03' as never };
    const answer = itemMachine.decide(state, grant, {
      ...moment,
      calendar: officialCalendar,
      actor: other,
      receipt: () => '',
    });
    expect(answer.ok).toBe(true);
  });

  it('is moved by an imported calendar while it runs, and the day before stays on record', () => {
    const walk = accepted('A6', at('2026-12-28'));
    walk.do(ecology, publish);
    const { until } = walk.state().published ?? {};
    expect(until).toMatchObject({ provisional: true });
    const off = ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04', '2027-01-05', '2027-01-06'] as never;
    const calendar: Calendar = withYear(officialCalendar, 2027, { off, work: [] });
    const now = '2026-12-29T02:00:00.000Z';
    const moved = itemMachine
      .elapse(walk.state(), { caseId: 'itm_x', now, today: '2026-12-29' as never, calendar })
      .filter(({ type }) => type === 'ItemDueMoved')
      .map(({ data }) => data);
    expect(moved).toContainEqual(
      expect.objectContaining({
        which: 'publicity',
        from: until?.dueOn,
        to: expect.objectContaining({ dueOn: '2027-01-08', provisional: false }),
      }),
    );
  });
});
