import type { Applied } from '@yizhan/aggregate/machine';
import type { ApprovalEvent } from '@yizhan/contracts';
import { somebody, walkCase } from '@yizhan/testkit';
import { type Calendar, legalDate, legalDateOf, officialCalendar, withYear } from '@yizhan/workdays';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarMachine } from '../src/domain/calendar-case.ts';
import { itemMachine } from '../src/domain/item.ts';
import { dueOf, type Item, type ItemCommand } from '../src/domain/item-case.ts';
import { projectClocks } from '../src/domain/project-clocks.ts';
import {
  accepted,
  asked,
  at,
  colleague,
  enterprise,
  grant,
  inbox,
  officer,
  planned,
  submit,
} from './walk.ts';

const suspend = { type: 'suspendItem', procedure: '专家评审', notice: '通知', noticeNumber: '1号' } as const;
const clocksOf = (items: readonly Item[], on: string) =>
  projectClocks(items, 18, officialCalendar, legalDate(on));

describe('the clocks of a project', () => {
  it('over a Spring Festival, with pauses on both sides of it', () => {
    // 2026-02-15 to 02-23 are off, 02-14 and 02-28 are worked.
    const walk = accepted('B2', at('2026-02-09'));
    walk.at(at('2026-02-11'));
    walk.do(officer, suspend);
    walk.at(at('2026-02-13'));
    walk.do(officer, { type: 'resumeItem' });
    // One of the three days was... two used (10, 11), one left after 13: Saturday 14 is worked.
    expect(walk.state().promised?.dueOn).toBe('2026-02-14');
    walk.at(at('2026-02-14'));
    walk.do(officer, { ...suspend, noticeNumber: '2号' });
    walk.at(at('2026-02-26'));
    walk.do(officer, { type: 'resumeItem' });
    walk.do(colleague, grant);
    walk.do(officer, inbox);
    const { used, intervals, byHolder } = clocksOf([walk.state()], '2026-03-31');
    // 10, 11 and 14 February; the festival is nobody's, and the pauses are the procedure's.
    expect(used).toBe(3);
    expect(intervals.map(({ cause, start, end, evidence }) => [cause, start, end, evidence])).toEqual([
      ['government', '2026-02-09', '2026-02-11', null],
      ['special', '2026-02-11', '2026-02-13', '专家评审：1号'],
      ['government', '2026-02-13', '2026-02-14', null],
      ['special', '2026-02-14', '2026-02-26', '专家评审：2号'],
      ['government', '2026-02-26', '2026-02-26', null],
    ]);
    expect(byHolder).toEqual([
      { holder: 'naturalResources', cause: 'government', causeZh: '政府办理', workdays: 3 },
      { holder: 'naturalResources', cause: 'special', causeZh: '特别程序', workdays: 5 },
    ]);
  });

  it('of two items that overlap are their union, not their sum', () => {
    const first = accepted('A5', at('2026-03-02'));
    first.at(at('2026-03-06'));
    const second = accepted('C6', at('2026-03-04'));
    second.at(at('2026-03-10'));
    const { used, byHolder } = clocksOf([first.state(), second.state()], '2026-03-10');
    expect(used).toBe(6);
    expect(byHolder.map(({ holder, workdays }) => `${holder} ${workdays}`)).toEqual([
      'naturalResources 6',
      'utilities 4',
    ]);
  });

  it('count 水电气接入 as the utility’s own time, and an office’s as the government’s', () => {
    const utility = somebody('utility', { id: 'acc_utility', unit: 'utilities' });
    const access = planned([], at('2026-03-02'), 'C6');
    access.do(enterprise, submit);
    access.do(utility, { type: 'acceptItem' });
    access.at(at('2026-03-05'));
    access.do(utility, grant);
    access.do(utility, inbox);
    const permit = accepted('A5');
    expect(permit.state().ledger.map(({ cause }) => cause)).toEqual(['government']);
    expect(access.state().ledger).toMatchObject([
      { cause: 'utility', start: '2026-03-02', end: '2026-03-05' },
    ]);
    const { used, byHolder } = clocksOf([access.state()], '2026-03-06');
    // It counts in the headline, under a name of its own.
    expect(used).toBe(3);
    expect(byHolder).toMatchObject([{ holder: 'utilities', cause: 'utility', workdays: 3 }]);
  });

  it('give a correction to the applicant, and say who asked for what', () => {
    const walk = planned();
    walk.do(enterprise, submit);
    walk.at(at('2026-03-03'));
    walk.do(officer, { type: 'requestItemCorrection', asked });
    walk.at(at('2026-03-06'));
    walk.do(enterprise, { type: 'supplyItemCorrection', note: '已补' });
    const { used, intervals, byHolder } = clocksOf([walk.state()], '2026-03-09');
    expect(used).toBe(2);
    expect(intervals[1]).toMatchObject({ cause: 'correction', by: officer.id, evidence: '图纸' });
    expect(byHolder[1]).toMatchObject({ holder: 'enterprise', workdays: 3 });
  });

  it('keep the rounds before: nothing of it is taken away', () => {
    const walk = planned();
    walk.do(enterprise, submit);
    walk.at(at('2026-03-04'));
    walk.do(enterprise, { type: 'withdrawItem', reason: '改方案' });
    walk.at(at('2026-03-09'));
    walk.do(enterprise, submit);
    expect(walk.state().ledger.map(({ start, end }) => [start, end])).toEqual([
      ['2026-03-02', '2026-03-04'],
      ['2026-03-09', null],
    ]);
  });
});

describe('whatever happens to an item', () => {
  const water = somebody('departmentHead', { id: 'acc_head', unit: 'naturalResources' });
  const commands: readonly (readonly [typeof officer, ItemCommand])[] = [
    [enterprise, submit],
    [officer, { type: 'requestItemCorrection', asked, days: 2 }],
    [enterprise, { type: 'supplyItemCorrection', note: '已补' }],
    [officer, { type: 'acceptItem' }],
    [officer, suspend],
    [officer, { type: 'resumeItem' }],
    [water, { type: 'extendItem', reason: '疑难' }],
    [colleague, grant],
    [officer, inbox],
    [enterprise, { type: 'withdrawItem', reason: '不办了' }],
  ];
  const story = fc.array(fc.tuple(fc.nat(commands.length - 1), fc.nat(6)), { maxLength: 25 });

  /** Walks a story on a calendar day, each step some days after the last; the events, as they were applied. */
  const walkStory = (steps: readonly (readonly [number, number])[]) => {
    const applied: Applied<ApprovalEvent>[] = [];
    const walk = walkCase(
      {
        ...itemMachine,
        evolve: (state, event) => {
          applied.push(event);
          return itemMachine.evolve(state, event);
        },
      },
      at('2026-01-26'),
    );
    walk.do(somebody('service'), {
      type: 'planItem',
      plan: planned([], at('2026-01-26'), 'B2').state().plan,
    });
    let day = legalDate('2026-01-26');
    for (const [which, days] of steps) {
      day = legalDateOf(new Date(Date.parse(`${day}T04:00:00Z`) + days * 86_400_000).toISOString());
      walk.at(at(day));
      const [actor, command] = commands[which]!;
      walk.do(actor, command);
    }
    return { walk, applied, day };
  };

  it('its clock rebuilt from events equals the live one', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { walk, applied } = walkStory(steps);
        const rebuilt = applied.reduce<Item | undefined>(
          (state, event) => itemMachine.evolve(state, event),
          undefined,
        );
        expect(rebuilt).toEqual(walk.state());
      }),
      { numRuns: 150 },
    );
  });

  it('its ledger has no gap that runs backwards, at most one open stretch, and a union of no more than the sum', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { walk, day } = walkStory(steps);
        const { ledger } = walk.state();
        for (const [index, held] of ledger.entries()) {
          expect(held.end === null || held.end >= held.start).toBe(true);
          const next = ledger[index + 1];
          if (next !== undefined) expect(held.end !== null && next.start >= held.end).toBe(true);
        }
        const { used, byHolder } = clocksOf([walk.state(), walk.state()], day);
        const once = clocksOf([walk.state()], day);
        expect(used).toBe(once.used);
        expect(used).toBeLessThanOrEqual(byHolder.reduce((sum, { workdays }) => sum + workdays, 0));
      }),
      { numRuns: 150 },
    );
  });

  it('pausing never shortens what is left', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(40), (before, length) => {
        const paused = accepted('B2', at('2026-01-26'));
        const dueBefore = paused.state().statutory?.dueOn ?? '';
        const start = legalDateOf(
          new Date(Date.parse('2026-01-26T04:00:00Z') + before * 86_400_000).toISOString(),
        );
        const end = legalDateOf(
          new Date(Date.parse(`${start}T04:00:00Z`) + length * 86_400_000).toISOString(),
        );
        paused.at(at(start));
        paused.do(officer, suspend);
        paused.at(at(end));
        paused.do(officer, { type: 'resumeItem' });
        expect((paused.state().statutory?.dueOn ?? '') >= dueBefore).toBe(true);
      }),
    );
  });
});

describe('the import of a calendar', () => {
  const administrator = somebody('administrator');
  const notice2027 = {
    year: 2027,
    notice: '国办发明电〔2026〕示例号',
    // Illustrative: New Year with the Monday off and a Saturday worked.
    off: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'],
    work: ['2027-01-09'],
  };
  const imported: Calendar = withYear(officialCalendar, 2027, notice2027);
  const moment = (day: string, calendar: Calendar) => ({
    caseId: 'itm_x',
    now: new Date(at(day)).toISOString(),
    today: legalDate(day),
    calendar,
  });

  it('is an administrator’s, checked, and counted when it is done again', () => {
    const walk = walkCase(calendarMachine, at('2026-11-20'));
    const command = { type: 'importCalendar', ...notice2027 } as const;
    for (const role of ['securityAdministrator', 'departmentHead', 'enterprise'] as const)
      expect(walk.do(somebody(role), command)).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    expect(walk.do(administrator, { ...command, off: ['2027-02-30'] })).toMatchObject({
      code: 'NOTICE_DATE_INVALID',
    });
    expect(walk.do(administrator, { ...command, year: 2025, off: [], work: [] })).toMatchObject({
      code: 'YEAR_IS_OVER',
    });
    expect(walk.do(administrator, command).ok).toBe(true);
    expect(walk.do(administrator, { ...command, work: [] }).ok).toBe(true);
    expect(walk.state().revisions).toEqual({ 2027: 2 });
  });

  it('moves the open due dates that hang on the year, once, and keeps the old day on record', () => {
    const walk = accepted('B2', at('2026-12-30'));
    expect(walk.state().promised).toMatchObject({ dueOn: '2027-01-05', provisional: true });
    // The queue tells so too.
    expect(dueOf(walk.state())).toMatchObject({ dueOn: '2027-01-05', provisional: true });
    const events = itemMachine.elapse(walk.state(), moment('2026-12-31', imported));
    expect(events.map(({ data }) => data)).toMatchObject([
      {
        which: 'promised',
        from: '2027-01-05',
        to: { dueOn: '2027-01-06', calendar: imported.version, provisional: false },
      },
      // The day off and the Saturday worked even out, and it is provisional no longer.
      { which: 'statutory', from: '2027-01-28', to: { dueOn: '2027-01-28', provisional: false } },
    ]);
    const applied = events.reduce(
      (state, event, index) =>
        itemMachine.evolve(state, {
          ...event,
          seq: index,
          recordedAt: '',
          effectiveOn: legalDate('2026-12-31'),
          actor: { id: 'time', role: 'time' },
        } as Applied<ApprovalEvent>),
      walk.state(),
    );
    expect(applied.promised?.dueOn).toBe('2027-01-06');
    expect(itemMachine.elapse(applied, moment('2026-12-31', imported))).toEqual([]);
    expect(itemMachine.elapse(walk.state(), moment('2026-12-31', officialCalendar))).toEqual([]);
  });

  it('comes before what would lapse: nothing lapses by a calendar that is no longer', () => {
    const walk = planned([], at('2026-12-30'));
    walk.do(enterprise, submit);
    walk.do(officer, { type: 'requestItemCorrection', asked, days: 3 });
    expect(walk.state().correction?.due.dueOn).toBe('2027-01-05');
    const types = (calendar: Calendar) =>
      itemMachine.elapse(walk.state(), moment('2027-01-06', calendar)).map(({ type }) => type);
    expect(types(officialCalendar)).toEqual(['ItemLapsed']);
    expect(types(imported)).toEqual(['ItemDueMoved']);
  });

  it('moves silence, delivery and what may follow with it', () => {
    const received = planned([], at('2026-12-30'));
    received.do(enterprise, submit);
    const gaps = planned([], at('2026-12-30'));
    gaps.do(enterprise, submit);
    gaps.do(officer, { type: 'acceptItemWithGaps', missing: [{ kind: 'surveyMap', what: '图' }], days: 3 });
    const decided = accepted('A5', at('2026-12-30'));
    decided.do(colleague, grant);
    const moved = (state: Item) =>
      itemMachine
        .elapse(state, moment('2026-12-31', imported))
        .map(({ data }) => ('which' in data ? data.which : ''));
    expect(moved(received.state())).toEqual(['acceptBy']);
    expect(moved(gaps.state())).toContain('gaps');
    // Ten working days from 12-30 take in the Monday off and the Saturday worked: the same day, provisional no longer.
    expect(itemMachine.elapse(decided.state(), moment('2026-12-31', imported))).toMatchObject([
      { data: { which: 'deliverBy', from: '2027-01-14', to: { dueOn: '2027-01-14', provisional: false } } },
    ]);
  });
});
