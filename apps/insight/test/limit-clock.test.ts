import { describe, expect, it } from 'vitest';
import { itemFiguresOf } from '../src/domain/item-figures.ts';
import { turnsOf } from '../src/domain/turns.ts';
import { dossierView } from '../src/domain/view.ts';
import { createWriter, due, idOf, readingDay, tellOne } from './story.ts';

const project = idOf('prj');
const filing = idOf('apl');
const item = idOf('itm');
const of = { projectId: project, code: 'A6' };
const step = {
  code: 'A6',
  name: '环境影响评价',
  department: 'ecology' as const,
  stage: '工程建设许可',
  needs: [],
  promise: { value: 6, unit: 'WD' as const },
  statutory: { value: 30, unit: 'CD' as const },
  doneBy: 'approval' as const,
};

/** A project with one item, received on 2026-03-02, a Monday. */
const received = (limits: Partial<Pick<typeof step, 'promise' | 'statutory'>> | object = {}) => {
  const { write: tell, pass, written } = createWriter(project);
  const planned = { ...step, ...limits };
  tell('approval.PathPlanned', filing, { projectId: project, catalogue: 'after', steps: [planned] });
  const write = <T extends Parameters<typeof tell>[0]>(type: T, data: object = {}) =>
    tell(type, item, { ...of, ...data } as Parameters<typeof tell<T>>[2]);
  write('approval.ItemPlanned', {
    company: idOf('cmp'),
    projectName: '项目',
    division: '330182104',
    step: planned,
    waitsFor: [],
  });
  write('approval.ItemSubmitted', {
    receipt: 'SP1',
    note: '齐全',
    onPaper: false,
    acceptBy: due('2026-03-09'),
  });
  const state = () => tellOne(written, project);
  const stepOn = (today: string, code = 'A6') =>
    dossierView(
      state(),
      [],
      { id: 'acc_admin', roles: ['administrator'], county: '330182', person: true },
      readingDay(today),
      false,
    ).steps.find((found) => found.code === code)!;
  return { write, tell, pass, state, clockOn: (today: string) => stepOn(today).clock, stepOn };
};
const started = { promised: due('2026-03-12'), statutory: due('2026-04-03') };
const accepted = (limits: object = {}) => {
  const story = received(limits);
  story.pass(2);
  story.write('approval.ItemAccepted', { deemed: false, clockFrom: '2026-03-04', ...started });
  return story;
};
const decide = { outcome: 'granted', reason: '符合', appeal: '复议60日', deliverBy: due('2026-03-25') };

describe('M1 and M2 of an item', () => {
  it('are none before it is accepted', () => {
    expect(received().clockOn('2026-03-03')).toBeNull();
    expect(received().stepOn('2026-03-03')).toMatchObject({ promise: '6个工作日', statutory: '30个自然日' });
  });

  it('count from the clock’s start, that day left out, each in its limit’s own unit', () => {
    const { clockOn } = accepted();
    expect(clockOn('2026-03-04')).toEqual({
      state: 'running',
      statutory: { used: 0, limit: 30, unit: 'CD', over: false },
      promise: { used: 0, limit: 6, unit: 'WD', over: false },
    });
    // Over a weekend.
    expect(clockOn('2026-03-09')).toMatchObject({ statutory: { used: 5 }, promise: { used: 3 } });
    expect(clockOn('2026-03-13')).toMatchObject({
      statutory: { used: 9, over: false },
      promise: { used: 7, over: true },
    });
  });

  it('count from the day of receipt where silence accepted it', () => {
    const { write, clockOn } = received();
    write('approval.ItemAccepted', { deemed: true, clockFrom: '2026-03-02', ...started });
    expect(clockOn('2026-03-10')).toMatchObject({ promise: { used: 6, over: false } });
  });

  it('on a draft count from the notice of what it waited for', () => {
    const { write, pass, clockOn } = received();
    write('approval.ItemAccepted', {
      deemed: false,
      onDraft: true,
      clockFrom: '2026-03-02',
      promised: null,
      statutory: null,
    });
    expect(clockOn('2026-03-20')).toBeNull();
    pass(8);
    write('approval.ItemClockStarted', { clockFrom: '2026-03-10', ...started });
    expect(clockOn('2026-03-11')).toMatchObject({ promise: { used: 1 }, statutory: { used: 1 } });
  });

  it('leave a special procedure out, the day that it began counted and the day that it ended not', () => {
    const { write, pass, clockOn } = accepted();
    pass(2);
    write('approval.ItemSuspended', { procedure: '专家评审', notice: '通知' });
    expect(clockOn('2026-03-31')).toEqual({
      state: 'paused',
      statutory: { used: 2, limit: 30, unit: 'CD', over: false },
      promise: { used: 2, limit: 6, unit: 'WD', over: false },
    });
    pass(14);
    write('approval.ItemResumed', { promised: due('2026-03-26'), statutory: due('2026-04-17') });
    expect(clockOn('2026-03-23')).toMatchObject({
      state: 'running',
      statutory: { used: 5, over: false },
      promise: { used: 3, over: false },
    });
  });

  it('accepted on a draft in the midst of a pause, start with its end', () => {
    const { write, pass, clockOn } = received();
    write('approval.ItemAccepted', {
      deemed: false,
      onDraft: true,
      clockFrom: '2026-03-02',
      promised: null,
      statutory: null,
    });
    write('approval.ItemSuspended', { procedure: '专家评审', notice: '通知' });
    write('approval.ItemClockStarted', { clockFrom: '2026-03-03', ...started });
    expect(clockOn('2026-03-09')).toMatchObject({ state: 'paused', promise: { used: 0 } });
    pass(7);
    write('approval.ItemResumed', started);
    expect(clockOn('2026-03-11')).toMatchObject({ state: 'running', promise: { used: 2 } });
  });

  it('stop with the decision, and go on as if they never had where it is withdrawn', () => {
    const { write, pass, clockOn } = accepted();
    pass(7);
    write('approval.ItemDecided', decide);
    expect(clockOn('2026-12-31')).toMatchObject({ state: 'stopped', promise: { used: 5, over: false } });
    pass(5);
    write('approval.DecisionWithdrawn', { reason: '有误', wasDone: false, ...started });
    expect(clockOn('2026-03-17')).toMatchObject({ state: 'running', promise: { used: 9, over: true } });
  });

  it('go on where 撤销受理 was taken back by what came in time', () => {
    const { write, pass, clockOn } = received();
    write('approval.ItemAcceptedWithGaps', {
      missing: [{ kind: 'plan', what: '总平图' }],
      due: due('2026-03-09'),
      clockFrom: '2026-03-02',
      ...started,
    });
    pass(7);
    write('approval.ItemAcceptanceRevoked', { because: 'deadline', dueOn: '2026-03-09', appeal: '复议60日' });
    expect(clockOn('2026-03-31')).toMatchObject({ state: 'stopped', promise: { used: 5 } });
    write('approval.ItemGapsSupplied', { receipt: 'SP2', note: '已补' });
    expect(clockOn('2026-03-10')).toMatchObject({ state: 'running', promise: { used: 6 } });
  });

  it('hold the department to its own day once what was missing is there, provisional where that is', () => {
    const { write, state } = received();
    const decide = () => turnsOf(state()).find(({ action }) => action === 'decideItem');
    write('approval.ItemAcceptedWithGaps', {
      missing: [{ kind: 'plan', what: '总平图' }],
      due: due('2026-12-31'),
      clockFrom: '2026-12-28',
      promised: { ...due('2027-01-06'), provisional: true },
      statutory: due('2027-01-27'),
    });
    const moved = { from: '2027-01-06', to: { ...due('2027-01-07'), provisional: true } };
    write('approval.ItemDueMoved', { which: 'promised', ...moved });
    write('approval.ItemGapsSupplied', { receipt: 'SP2', note: '已补' });
    expect(decide()).toMatchObject({ dueOn: '2027-01-07', provisional: true });
  });

  it('of a limit that the head has lengthened are held against the longer one, and so is its due date', () => {
    const { write, clockOn, state } = received({ promise: null });
    write('approval.ItemAccepted', { deemed: false, clockFrom: '2026-03-04', ...started, promised: null });
    write('approval.ItemExtended', { days: 10, reason: '复杂', statutory: due('2026-04-13') });
    expect(clockOn('2026-04-10')).toMatchObject({
      statutory: { used: 37, limit: 40, over: false },
      promise: null,
    });
    expect(turnsOf(state()).find(({ action }) => action === 'decideItem')).toMatchObject({
      dueOn: '2026-04-13',
    });
  });

  it('begin anew with another round, by the limits that it is applied for under', () => {
    const { write, pass, stepOn } = accepted();
    write('approval.ItemWithdrawn', { reason: '修改' });
    pass(3);
    const rule = {
      catalogue: 'after-2023-1',
      effectiveFrom: '2023-01-01',
      variant: null,
      matter: 'review',
      statutory: null,
      promise: null,
      extension: null,
      decidedBy: 'other',
      commitment: null,
      draftOf: [],
      validity: null,
      mayFollow: [],
    };
    write('approval.ItemReplanned', {
      step: { ...step, promise: { value: 12, unit: 'WD' }, statutory: { value: 60, unit: 'CD' } },
      waitsFor: [],
      rule,
    });
    expect(stepOn('2026-03-20').clock).toMatchObject({ state: 'stopped', promise: { used: 0, limit: 6 } });
    write('approval.ItemSubmitted', {
      receipt: 'SP2',
      note: '齐全',
      onPaper: false,
      acceptBy: due('2026-03-14'),
    });
    expect(stepOn('2026-03-20')).toMatchObject({
      clock: null,
      acceptedOn: null,
      promisedDueOn: null,
      promise: '12个工作日',
    });
    write('approval.ItemAccepted', { deemed: false, clockFrom: '2026-03-07', ...started });
    expect(stepOn('2026-03-09').clock).toMatchObject({ statutory: { used: 2, limit: 60 } });
  });
});

describe('M1 and M2 of the contracts', () => {
  it('count from the award to the signing, which land tells', () => {
    const { tell, stepOn } = received();
    const own = { department: 'naturalResources', stage: '用地', doneBy: 'land' } as const;
    tell('approval.PathPlanned', filing, {
      projectId: project,
      catalogue: 'after',
      steps: [
        { ...step, needs: [] },
        { ...own, code: 'A3', name: '招拍挂出让', needs: [], promise: null, statutory: null },
        {
          ...own,
          code: 'A4',
          name: '双合同',
          needs: ['A3'],
          promise: { value: 5, unit: 'WD' },
          statutory: { value: 10, unit: 'WD' },
        },
      ],
    });
    const reached = (code: 'A3' | 'A4', on: string) =>
      tell('approval.LandStepReached', filing, { projectId: project, step: code, on, parcelId: idOf('pcl') });
    expect(stepOn('2026-03-10', 'A4').clock).toBeNull();
    reached('A3', '2026-03-05');
    expect(stepOn('2026-03-10', 'A3').clock).toBeNull();
    expect(stepOn('2026-03-10', 'A4').clock).toMatchObject({ state: 'running', statutory: { used: 3 } });
    reached('A4', '2026-03-13');
    expect(stepOn('2026-12-31', 'A4').clock).toEqual({
      state: 'stopped',
      statutory: { used: 6, limit: 10, unit: 'WD', over: false },
      promise: { used: 6, limit: 5, unit: 'WD', over: true },
    });
  });
});

describe('M1 and M2 over many projects', () => {
  const decidedAfter = (days: number) => {
    const { write, pass, state } = accepted();
    pass(days);
    write('approval.ItemDecided', decide);
    return state();
  };
  it('are medians of what was decided, beside the limits, with the share that kept the promise', () => {
    const states = [decidedAfter(1), decidedAfter(5), decidedAfter(12), accepted().state()];
    expect(itemFiguresOf(readingDay('2026-06-01').calendar, states, readingDay('2026-06-01').today)).toEqual([
      {
        catalogue: 'after',
        code: 'A6',
        name: '环境影响评价',
        decided: 3,
        statutory: '30个自然日',
        promise: '6个工作日',
        medianStatutory: 5,
        medianPromise: 3,
        withinPromise: 67,
      },
    ]);
  });
  it('are told by item and by limits, and not of what has none', () => {
    const other = accepted({ promise: { value: 12, unit: 'WD' } });
    other.pass(1);
    other.write('approval.ItemDecided', decide);
    const none = accepted({ promise: null, statutory: null });
    none.write('approval.ItemDecided', decide);
    const { calendar, today } = readingDay('2026-06-01');
    const rows = itemFiguresOf(calendar, [decidedAfter(1), other.state(), none.state()], today);
    expect(rows.map(({ promise, decided }) => [promise, decided])).toEqual([
      ['6个工作日', 1],
      ['12个工作日', 1],
    ]);
  });
});
