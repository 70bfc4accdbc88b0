import type { Applied } from '@yizhan/aggregate/machine';
import type { ApprovalEvent } from '@yizhan/contracts';
import { type Calendar, legalDate, officialCalendar, withYear } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import { itemMachine } from '../src/domain/item.ts';
import type { Item } from '../src/domain/item-case.ts';
import { clockOf, dueNow } from '../src/domain/item-clocks.ts';
import { withDue } from '../src/domain/item-dues.ts';
import {
  accepted,
  asked,
  at,
  colleague,
  contextAt,
  enterprise,
  grant,
  head,
  inbox,
  officer,
  onPromise,
  planned,
  received,
  refuse,
  service,
  submit,
  water,
} from './walk.ts';

// Illustrative: the first working week of 2027 is off, with no weekend worked for it.
const off = ['2027-01-01', '2027-01-04', '2027-01-05', '2027-01-06', '2027-01-07', '2027-01-08'];
const imported: Calendar = withYear(officialCalendar, 2027, { off, work: [] });
const late = at('2026-12-30');
const movedBy = (state: Item, calendar: Calendar, day = '2026-12-30') =>
  itemMachine
    .elapse(state, contextAt(at(day, '12:00'), officer, calendar))
    .flatMap(({ type, data }) =>
      type === 'ItemDueMoved' && 'which' in data ? [`${data.which} ${data.from}→${data.to.dueOn}`] : [],
    );
const missing = [{ kind: 'surveyMap', what: '图' }];

describe('another calendar', () => {
  it.each<[string, string[], () => ReturnType<typeof planned>]>([
    ['silence, while it runs', ['acceptBy 2027-01-07→2027-01-14'], () => received('A5', late)],
    [
      'a correction, by the days that were given for it',
      ['correction 2027-01-05→2027-01-12'],
      () => {
        const walk = received('A5', late);
        walk.do(officer, { type: 'requestItemCorrection', asked, days: 3 });
        return walk;
      },
    ],
    [
      'a correction, by the usual days where none were named',
      ['correction 2027-01-14→2027-01-21'],
      () => {
        const walk = received('A5', late);
        walk.do(officer, { type: 'requestItemCorrection', asked });
        return walk;
      },
    ],
    [
      'what may follow, and both limits that run beside it',
      ['gaps 2027-01-05→2027-01-12', 'promised 2027-01-05→2027-01-12', 'statutory 2027-01-28→2027-02-04'],
      () => {
        const walk = received('B2', at('2026-12-29'));
        walk.at(late);
        walk.do(officer, {
          type: 'acceptItemWithGaps',
          missing: [{ kind: 'planningIndex', what: '图' }],
          days: 3,
        });
        return walk;
      },
    ],
    [
      'a refusal that is to be delivered',
      ['deliverBy 2027-01-14→2027-01-21'],
      () => {
        const walk = accepted('A5', late);
        walk.do(colleague, refuse);
        return walk;
      },
    ],
    ['a promise that is to be looked into', ['inspectBy'], () => onPromise(late)],
    [
      'a promise that is to be mended, by the days that were given for it',
      ['rectifyBy 2027-01-05→2027-01-12'],
      () => {
        const walk = onPromise(late);
        walk.do(water, { type: 'recordItemInspection', passed: false, finding: '未落实', days: 3 });
        return walk;
      },
    ],
    [
      'a promise that is to be mended, by the usual days where none were named',
      ['rectifyBy 2027-02-1'],
      () => {
        const walk = onPromise(late);
        walk.do(water, { type: 'recordItemInspection', passed: false, finding: '未落实' });
        return walk;
      },
    ],
  ])('moves %s', (_name, expected, story) => {
    const moved = movedBy(story().state(), imported);
    expect(moved).toHaveLength(expected.length);
    for (const [index, text] of expected.entries()) expect(moved[index]).toContain(text);
  });

  it.each<[string, () => ReturnType<typeof planned>]>([
    [
      'a delivered permit',
      () => {
        const walk = accepted('A5', late);
        walk.do(colleague, grant);
        walk.do(officer, inbox);
        return walk;
      },
    ],
    [
      'what was withdrawn',
      () => {
        const walk = received('A5', late);
        walk.do(officer, { type: 'acceptItemWithGaps', missing, days: 3 });
        walk.do(enterprise, { type: 'withdrawItem', reason: '不办了' });
        return walk;
      },
    ],
    [
      'clocks that a special procedure holds',
      () => {
        const walk = accepted('A5', late);
        walk.do(officer, { type: 'suspendItem', procedure: '听证', notice: '通知', noticeNumber: '1号' });
        return walk;
      },
    ],
    [
      'a publicity whose item was withdrawn',
      () => {
        const walk = accepted('B1', late);
        walk.do(officer, { type: 'publishItem', place: '网站' });
        walk.do(enterprise, { type: 'withdrawItem', reason: '不办了' });
        return walk;
      },
    ],
    ['days that do not reach into its year', () => accepted('A5', at('2026-03-02'))],
  ])('moves nothing of %s', (_name, story) => {
    const walk = story();
    const [day] = walk.now().split('T');
    expect(movedBy(walk.state(), imported, day)).toEqual([]);
  });

  it('that is put right by a second notice moves the day again, though neither is provisional', () => {
    const walk = received('A5', late);
    walk.importCalendar(imported);
    expect(walk.state().acceptBy).toMatchObject({ dueOn: '2027-01-14', provisional: false });
    const again = withYear(imported, 2027, { off: off.slice(0, 4), work: [] });
    expect(movedBy(walk.state(), again)).toEqual(['acceptBy 2027-01-14→2027-01-12']);
  });

  it('is no step of the item: paper may still be dated from the last step on', () => {
    const walk = received('A5', at('2026-12-29'));
    walk.at(late);
    expect(walk.importCalendar(imported).map(({ type }) => type)).toEqual(['ItemDueMoved']);
    expect(walk.state().lastOn).toBe('2026-12-29');
  });

  it('that came between a decision and its withdrawal holds for the limits that run on', () => {
    const walk = accepted('B2', late);
    walk.do(colleague, grant);
    walk.importCalendar(imported);
    expect(walk.state()).toMatchObject({ promised: { dueOn: '2027-01-05' } });
    walk.do(officer, { type: 'requestItemAmendment', kind: 'withdrawDecision', reason: '有误' });
    walk.do(head, { type: 'consentItemAmendment', agreed: true, reason: '同意' });
    expect(walk.state()).toMatchObject({
      promised: { dueOn: '2027-01-12', provisional: false },
      statutory: { dueOn: '2027-02-04', provisional: false },
    });
  });
});

describe('a moved day stands', () => {
  const to = { dueOn: '2027-01-08', limit: 'x@1', calendar: 'official+2027', provisional: false };
  it('in the correction, and in the deadline up to which paper is taken', () => {
    const walk = received();
    walk.do(officer, { type: 'requestItemCorrection', asked });
    const before = walk.state();
    expect(withDue(before, { which: 'correction', to })).toEqual({
      ...before,
      correction: { ...before.correction, due: to },
      deadline: { toldOn: '2026-03-02', dueOn: '2027-01-08' },
    });
  });

  it('in what may follow, and in the deadline up to which paper is taken', () => {
    const walk = received();
    walk.do(officer, { type: 'acceptItemWithGaps', missing });
    const before = walk.state();
    expect(withDue(before, { which: 'gaps', to })).toEqual({
      ...before,
      gaps: { missing, due: to, days: undefined, supplied: false },
      deadline: { toldOn: '2026-03-02', dueOn: '2027-01-08' },
    });
  });

  it('in the publicity, of which the rest stays', () => {
    const walk = accepted('B1');
    walk.do(officer, { type: 'publishItem', place: '网站' });
    const before = walk.state();
    expect(withDue(before, { which: 'publicity', to })).toEqual({
      ...before,
      published: { name: '方案公示', place: '网站', on: '2026-03-02', until: to },
    });
  });
});

describe('a due date read off a clock', () => {
  const state = accepted('B2').state();
  const { promised } = state;
  const clock = clockOf(state.clocks, 'promise');
  it('stays where there is no such clock, and is none where no limit holds', () => {
    expect(dueNow(officialCalendar, undefined, promised)).toEqual(promised);
    expect(dueNow(officialCalendar, clock, null)).toBeNull();
  });

  it('stays while the clock is held by a special procedure', () => {
    const walk = accepted('B2');
    walk.do(officer, { type: 'suspendItem', procedure: '听证', notice: '通知', noticeNumber: '1号' });
    const held = clockOf(walk.state().clocks, 'promise');
    expect(held?.run.intervals.at(-1)).toMatchObject({ cause: 'special', end: null });
    expect(dueNow(officialCalendar, held, promised)).toEqual(promised);
  });

  it('of an item without a promise is the law’s alone', () => {
    const walk = received('B2');
    const { plan } = walk.state();
    const lawOnly = { ...walk.state(), plan: { ...plan, rule: { ...plan.rule!, promise: null } } };
    const answer = itemMachine.decide(lawOnly, { type: 'acceptItem' }, contextAt(walk.now(), officer));
    if (!answer.ok) throw new Error(answer.refusal.code);
    const [event] = answer.events;
    expect(event?.data).toMatchObject({ promised: null, statutory: { dueOn: '2026-03-30' } });
    const applied = {
      ...event,
      effectiveOn: legalDate('2026-03-02'),
      seq: 3,
      recordedAt: '',
      actor: officer,
    };
    const next = itemMachine.evolve(lawOnly, applied as unknown as Applied<ApprovalEvent>);
    expect(next.clocks.map(({ clock: name }) => name)).toEqual(['statutory']);
  });
});

describe('a clock that waited for a result', () => {
  const housing = { ...officer, unit: 'housing' } as const;
  const onDraft = () => {
    const walk = planned(['B2'], at('2026-03-02'), 'C1');
    walk.do(enterprise, submit);
    return walk;
  };
  const lightsAt = (walk: ReturnType<typeof planned>, day: string) =>
    itemMachine
      .elapse(walk.state(), contextAt(at(day), officer))
      .flatMap(({ data }) => ('light' in data && 'clock' in data ? [`${data.clock} ${data.light}`] : []));

  it('turns no light before the notice, though silence accepted the item', () => {
    expect(lightsAt(onDraft(), '2026-03-31')).toEqual(['silence yellow', 'silence red']);
  });

  it('turns its lights at once where silence accepted the item long ago', () => {
    expect(lightsAt(received(), '2026-03-31')).toEqual(
      expect.arrayContaining(['promise yellow', 'promise red', 'statutory yellow', 'statutory red']),
    );
  });

  it('runs from the notice: its lights turn', () => {
    const walk = onDraft();
    walk.do(housing, { type: 'acceptItem' });
    walk.do(service, { type: 'unblockItem', by: 'B2', noticeOn: '2026-03-02' });
    expect(lightsAt(walk, '2026-03-31')).toEqual(expect.arrayContaining(['promise yellow', 'promise red']));
  });

  it('is the only one that waits: what may follow is due all the same', () => {
    const walk = onDraft();
    const { mayFollow } = walk.state().plan.rule!;
    walk.do(housing, { type: 'acceptItemWithGaps', missing: [{ kind: mayFollow[0]!, what: '图' }] });
    expect(walk.state().clocks.map(({ clock }) => clock)).toEqual(['gaps']);
  });

  it('waits for the last of two results', () => {
    const walk = onDraft();
    walk.do(housing, { type: 'acceptItem' });
    const state = { ...walk.state(), waitsFor: ['B2', 'A4'] };
    const command = { type: 'unblockItem', by: 'A4', noticeOn: '2026-03-02' } as const;
    expect(itemMachine.decide(state, command, contextAt(walk.now(), service))).toMatchObject({
      events: [{ type: 'ItemUnblocked', data: { by: 'A4', ready: false } }],
    });
    expect(
      itemMachine.decide(walk.state(), { ...command, by: 'B2' }, contextAt(walk.now(), service)),
    ).toMatchObject({
      events: [{ type: 'ItemUnblocked', data: { ready: true } }, { type: 'ItemClockStarted' }],
    });
  });
});
