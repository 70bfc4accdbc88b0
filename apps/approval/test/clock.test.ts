import { describe, expect, it } from 'vitest';
import { dueOnOf, holderOf } from '../src/domain/item-case.ts';
import {
  accepted,
  asked,
  at,
  colleague,
  enterprise,
  head,
  officer,
  planned,
  service,
  submit,
  turnsIn,
  window,
} from './walk.ts';

describe('a serial clock', () => {
  it('starts at the notice where the notice is later than the acceptance', () => {
    const walk = planned(['A4'], at('2026-03-02'));
    walk.at(at('2026-03-05'));
    walk.do(service, { type: 'unblockItem', by: 'A4', noticeOn: '2026-03-04' });
    // Receipt on paper cannot be dated before the notice: no clock, and no silence, begins early.
    expect(walk.do(window, { ...submit, paper: { receivedOn: '2026-03-03', reason: '纸质件' } })).toEqual({
      ok: false,
      code: 'DATE_BEFORE_STEP',
      field: 'paper.receivedOn',
    });
    expect(walk.do(window, { ...submit, paper: { receivedOn: '2026-03-04', reason: '纸质件' } }).ok).toBe(
      true,
    );
    walk.do(officer, { type: 'acceptItem' });
    expect(walk.state()).toMatchObject({ acceptedOn: '2026-03-05', promised: { dueOn: '2026-03-06' } });
  });

  it('waits for the last of two results, whichever came first', () => {
    const walk = planned(['A1', 'A4']);
    walk.do(service, { type: 'unblockItem', by: 'A4', noticeOn: '2026-03-02' });
    expect(walk.do(enterprise, submit)).toMatchObject({ code: 'PREDECESSOR_NOT_NOTIFIED' });
    // Told twice is told once.
    expect(walk.do(service, { type: 'unblockItem', by: 'A4', noticeOn: '2026-03-02' })).toEqual({
      ok: true,
      events: [],
    });
    walk.do(service, { type: 'unblockItem', by: 'A1', noticeOn: '2026-03-01' });
    expect(walk.state().unblockedOn).toBe('2026-03-02');
    expect(walk.do(enterprise, submit).ok).toBe(true);
  });
});

describe('paper', () => {
  it.each([
    [enterprise, { receivedOn: '2026-03-02', reason: '纸质件' }, 'PAPER_DETAILS'],
    [window, undefined, 'PAPER_DETAILS'],
    [window, { receivedOn: '2026-03-03', reason: '纸质件' }, 'DATE_IN_FUTURE'],
  ])('is the window’s, with the true day: %o', (actor, paper, code) => {
    expect(planned().do(actor, { ...submit, ...(paper === undefined ? {} : { paper }) })).toMatchObject({
      ok: false,
      code,
    });
  });

  it('has its reason on record, at a submission and at a supplement', () => {
    const walk = planned();
    const first = walk.do(window, { ...submit, paper: { receivedOn: '2026-03-02', reason: '纸质件' } });
    expect(first.ok && first.events[0]?.data).toMatchObject({ onPaper: true, paperReason: '纸质件' });
    walk.do(officer, { type: 'requestItemCorrection', asked });
    const paper = { receivedOn: '2026-03-02', reason: '邮寄' };
    const second = walk.do(window, { type: 'supplyItemCorrection', note: '已补', paper });
    expect(second.ok && second.events[0]?.data).toMatchObject({ paperReason: '邮寄' });
  });

  it('that lay five working days before it was entered is accepted at once', () => {
    const walk = planned();
    walk.at(at('2026-03-12'));
    walk.do(window, { ...submit, paper: { receivedOn: '2026-03-03', reason: '漏登' } });
    walk.at(at('2026-03-12', '10:01'));
    expect(walk.state()).toMatchObject({ status: 'accepted', deemed: true, acceptedOn: '2026-03-03' });
  });
});

describe('whose turn it is, and by when', () => {
  it('follows the item from the owner to the department and back, and is nobody’s at an end', () => {
    const walk = planned(['A4']);
    const turn = () => [holderOf(walk.state()), dueOnOf(walk.state())];
    expect(turn()).toEqual([null, null]);
    walk.do(service, { type: 'unblockItem', by: 'A4', noticeOn: '2026-03-02' });
    expect(turn()).toEqual(['enterprise', null]);
    walk.do(enterprise, submit);
    expect(turn()).toEqual(['naturalResources', '2026-03-09']);
    walk.do(officer, { type: 'requestItemCorrection', asked, days: 3 });
    expect(turn()).toEqual(['enterprise', '2026-03-05']);
    walk.do(enterprise, { type: 'supplyItemCorrection', note: '已补' });
    expect(turn()).toEqual(['naturalResources', '2026-03-09']);
    walk.do(officer, { type: 'acceptItem' });
    expect(turn()).toEqual(['naturalResources', '2026-03-03']);
    walk.do(officer, { type: 'suspendItem', procedure: '听证', notice: '通知', noticeNumber: '建住特字1号' });
    expect(turn()).toEqual(['naturalResources', null]);
    walk.do(officer, { type: 'resumeItem' });
    walk.do(colleague, { type: 'decideItem', outcome: 'granted', reason: '符合' });
    expect(turn()).toEqual(['naturalResources', '2026-03-16']);
    walk.do(officer, { type: 'deliverItem', electronic: true, channel: 'inbox' });
    expect(turn()).toEqual([null, null]);
  });
});

describe('lights', () => {
  it('of an item accepted by silence that turned meanwhile are told before a decision ends its clocks', () => {
    const walk = planned();
    walk.do(enterprise, submit);
    walk.sleepUntil(at('2026-03-10'));
    const before = walk.at(at('2026-03-10'));
    expect(turnsIn(before)).toEqual(['silence yellow', 'silence red', 'promise yellow', 'promise red']);
    walk.do(colleague, { type: 'decideItem', outcome: 'granted', reason: '符合' });
    expect(turnsIn(walk.at(at('2026-03-11')))).toEqual([]);
  });

  it('of the delivery turn when the result lies about for ten working days', () => {
    const walk = accepted();
    walk.do(colleague, { type: 'decideItem', outcome: 'granted', reason: '符合' });
    expect(walk.state().decision?.deliverBy.dueOn).toBe('2026-03-16');
    expect(turnsIn(walk.at(at('2026-03-20')))).toEqual(['delivery yellow', 'delivery red']);
  });

  it('that were told before a pause are not told again after it', () => {
    const walk = accepted();
    expect(turnsIn(walk.at(at('2026-03-03')))).toEqual(['promise yellow']);
    walk.do(officer, { type: 'suspendItem', procedure: '听证', notice: '通知', noticeNumber: '建住特字1号' });
    walk.at(at('2026-03-16'));
    walk.do(officer, { type: 'resumeItem' });
    expect(turnsIn(walk.at(at('2026-03-20')))).toEqual(['promise red']);
  });
});

describe('an extension', () => {
  it('makes the statutory light green, to turn again; the promise stays broken', () => {
    const walk = accepted();
    expect(turnsIn(walk.at(at('2026-03-30')))).toEqual(['promise yellow', 'promise red', 'statutory yellow']);
    const promised = walk.state().promised;
    expect(walk.do(head, { type: 'extendItem', reason: '疑难' }).ok).toBe(true);
    expect(walk.state()).toMatchObject({ promised, statutory: { dueOn: '2026-04-14' } });
    expect(turnsIn(walk.at(at('2026-04-20')))).toEqual(['statutory yellow', 'statutory red']);
  });

  it('is not open once the limit is over', () => {
    const walk = accepted();
    walk.at(at('2026-03-31'));
    expect(walk.do(head, { type: 'extendItem', reason: '疑难' })).toEqual({
      ok: false,
      code: 'EXTENSION_TOO_LATE',
    });
  });

  it('is not open where the law gives none', () => {
    const walk = accepted('C4');
    expect(walk.do({ ...head, unit: 'housing' }, { type: 'extendItem', reason: '疑难' })).toEqual({
      ok: false,
      code: 'NO_EXTENSION',
    });
  });

  it('that reaches into a year without a calendar is provisional', () => {
    const walk = accepted('A5', at('2026-11-30'));
    expect(walk.state().statutory).toMatchObject({ dueOn: '2026-12-28', provisional: false });
    walk.do(head, { type: 'extendItem', reason: '疑难' });
    expect(walk.state().statutory?.dueOn.slice(0, 4)).toBe('2027');
    expect(walk.state().statutory?.provisional).toBe(true);
  });
});

describe('a result', () => {
  it('is delivered to the inbox today, on paper not before the decision nor in the future', () => {
    const walk = accepted();
    walk.at(at('2026-03-03'));
    walk.do(colleague, { type: 'decideItem', outcome: 'granted', reason: '符合' });
    walk.at(at('2026-03-05'));
    const dateReason = '回执后到';
    const on = (channel: 'inbox' | 'paper', deliveredOn: string) =>
      walk.do(window, { type: 'deliverItem', electronic: true, channel, deliveredOn, dateReason });
    expect(on('inbox', '2026-03-04')).toMatchObject({ code: 'INBOX_IS_TODAY', field: 'deliveredOn' });
    expect(on('paper', '2026-03-02')).toMatchObject({ code: 'DATE_BEFORE_STEP' });
    expect(on('paper', '2026-03-06')).toMatchObject({ code: 'DATE_IN_FUTURE' });
    const silent = {
      type: 'deliverItem',
      electronic: true,
      channel: 'paper',
      deliveredOn: '2026-03-04',
    } as const;
    expect(walk.do(window, silent)).toEqual({ ok: false, code: 'DATE_REASON_MISSING', field: 'dateReason' });
    const delivered = on('paper', '2026-03-04');
    expect(delivered.ok && delivered.events[0]?.data).toMatchObject({ channel: 'paper', dateReason });
    expect(walk.state()).toMatchObject({ status: 'delivered', deliveredOn: '2026-03-04' });
  });

  it('that accepted by silence may be decided by any officer of the department', () => {
    const walk = planned();
    walk.do(enterprise, submit);
    walk.at(at('2026-03-10'));
    expect(walk.do(officer, { type: 'decideItem', outcome: 'granted', reason: '符合' }).ok).toBe(true);
  });

  it('that granted has a certificate number of county and receipt', () => {
    const walk = accepted();
    walk.do(colleague, { type: 'decideItem', outcome: 'granted', reason: '符合' });
    expect(walk.state().decision?.certificate).toMatch(/^A5-330182-/);
    expect(walk.state().decision?.appeal).toBe('');
  });
});
