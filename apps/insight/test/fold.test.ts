import { type AnyEvent, eventSchemas } from '@yizhan/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DossierState } from '../src/domain/dossier.ts';
import { turnsOf } from '../src/domain/turns.ts';
import { dossierView } from '../src/domain/view.ts';
import {
  createWriter,
  dayByDay,
  due,
  idOf,
  interleave,
  parcelId,
  projectId,
  readingDay,
  recorded,
  supplementedThenGivenUp,
  tell,
  tellOne,
  upTo,
} from './story.ts';

const administrator = { id: 'acc_x', roles: ['administrator' as const], county: '330182', person: true };
/** All that anybody could read of a project. */
const whole = (state: DossierState, today: string) =>
  dossierView(state, turnsOf(state), administrator, readingDay(today), false);
const picks = fc.array(fc.nat(50), { minLength: 1, maxLength: 120 });

describe('whatever order the cases’ events come in, the dossier is the same', () => {
  it.each<[string, readonly AnyEvent[], string, string]>([
    ['of the project that walked to its acceptance', recorded, projectId, '2026-05-01'],
    ['of the same with a day between any two steps', dayByDay(recorded), projectId, '2026-08-01'],
    [
      'of one that was supplemented, filed, withdrawn and given up',
      supplementedThenGivenUp(),
      idOf('prj'),
      '2026-08-01',
    ],
  ])('%s', (_what, events, id, today) => {
    const expected = whole(tellOne(events, id), today);
    fc.assert(
      fc.property(picks, (order) => {
        expect(whole(tellOne(interleave(events, order), id), today)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('at every moment of it, once what has been emitted has arrived', () => {
    const events = dayByDay(recorded);
    fc.assert(
      fc.property(picks, fc.integer({ min: 1, max: events.length }), (order, length) => {
        const some = events.slice(0, length);
        expect(whole(tellOne(interleave(some, order)), '2026-08-01')).toEqual(
          whole(tellOne(some), '2026-08-01'),
        );
      }),
      { numRuns: 200 },
    );
  });
});

it('what was recorded keeps its contract', () => {
  for (const event of recorded)
    expect(eventSchemas.get(event.type)?.safeParse(event.data).success, event.type).toBe(true);
});

describe('the dossier', () => {
  const done = tellOne(recorded);
  it('tells the whole project: its code, its steps, its agents, its parcel, its acceptance', () => {
    expect(done).toMatchObject({
      projectId,
      name: '年产10万套光电组件项目',
      division: '330182104',
      filing: { on: '2026-03-02' },
      construction: { on: '2026-04-04', missing: expect.any(Array) },
      completedOn: '2026-04-04',
      givenUpOn: null,
    });
    expect(done.projectCode).toMatch(/^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$/);
    expect(done.steps.map(({ code, status }) => [code, status])).toEqual([
      ['A1', 'delivered'],
      ['A3', 'done'],
      ['A4', 'done'],
      ['A5', 'delivered'],
      ['B2', 'delivered'],
      ['C4', 'delivered'],
    ]);
    expect(done.parcels.map((parcel) => parcel.parcelId)).toEqual([parcelId]);
    expect(done.acceptance?.checks.filter(({ round }) => round === 2)).toHaveLength(1);
  });

  it('counts up by one with each of its events, and holds no other project’s', () => {
    const events = dayByDay(recorded);
    const own = tell(events);
    expect([...own.keys()]).toEqual([projectId]);
    let version = 0;
    for (let length = 1; length <= events.length; length += 1) {
      const next = tell(events.slice(0, length)).get(projectId)?.version ?? 0;
      expect(next - version).toBeLessThanOrEqual(1);
      version = next;
    }
  });

  it('puts its lines in order, the tenth event of a case after the ninth', () => {
    const lines = done.timeline
      .filter(({ service }) => service === 'prereview')
      .map(({ id }) => Number(id.split('.')[1]));
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    expect(Math.max(...lines)).toBeGreaterThan(9);
  });

  it('has a line for each event that tells a person something, with its receipt', () => {
    const receipts = done.timeline.filter(({ receipt }) => receipt !== null).map(({ type }) => type);
    expect(receipts).toContain('admission.ApplicationSubmitted');
    expect(receipts).toContain('approval.FilingCompleted');
    expect(receipts).toContain('acceptance.CompletionFiled');
    expect(done.timeline.some(({ type }) => type === 'admission.StageReached')).toBe(false);
  });

  it('has the parts of its joint visit, and what is left out of it, until the acceptance is applied for again', () => {
    const { write, written } = createWriter(projectId);
    const acceptance = idOf('acp');
    write('acceptance.AcceptanceOpened', acceptance, {
      projectId,
      company: idOf('cmp'),
      division: '330182104',
      projectName: '年产10万套光电组件项目',
    });
    const apply = () =>
      write('acceptance.AcceptanceApplied', acceptance, {
        projectId,
        receipt: 'YS1',
        surveyReport: '综合测绘报告',
        verifyBy: due('2026-03-23'),
        onPaper: false,
      });
    apply();
    const leftOut = [{ check: 'greening' as const, reason: '改建，不新增绿地' }];
    write('acceptance.AcceptanceAccepted', acceptance, {
      projectId,
      checks: [{ check: 'fire', department: 'housing' }],
      visitBy: due('2026-03-09'),
      leftOut,
    });
    const before = upTo('approval.ConstructionStarted');
    const shown = () => whole(tellOne([...before, ...written]), '2026-03-02').acceptance;
    expect(shown()).toMatchObject({ checks: [{ check: 'fire', passed: null }], leftOut });
    write('acceptance.AcceptanceWithdrawn', acceptance, { projectId, reason: '重新测绘' });
    apply();
    expect(shown()).toMatchObject({ status: 'applied', checks: [], leftOut: [] });
  });

  it('knows what an item still waits for from the item: 备案 is done when the path is planned', () => {
    const planned = tellOne(supplementedThenGivenUp().slice(0, 10), idOf('prj'));
    expect(planned.steps).toMatchObject([{ code: 'A6', status: 'planned', waitsFor: [] }]);
    const a5 = tellOne(upTo('agency.AgencyOffered')).steps.find(({ code }) => code === 'A5');
    expect(a5?.needs).toContain('A1');
    expect(a5?.waitsFor).not.toContain('A1');
  });

  it('keeps what was filed, though the application was changed at the same time', () => {
    const { totalInvestment, landMu, name } = tellOne(supplementedThenGivenUp(), idOf('prj'));
    expect({ totalInvestment, landMu, name }).toMatchObject({ totalInvestment: '16000', landMu: '41' });
  });

  it('withdrawn from admission only, goes on where it was filed', () => {
    const events = supplementedThenGivenUp();
    const withdrawn = tellOne(
      events.slice(0, events.findIndex(({ type }) => type === 'prereview.PrereviewClosed') + 1),
      idOf('prj'),
    );
    expect(withdrawn.intervals.filter(({ end }) => end === null).map(({ department }) => department)).toEqual(
      ['ecology'],
    );
    expect(whole(withdrawn, '2026-04-01').stage).toBe('approval');
  });
});

describe('a parcel', () => {
  const sold = () => {
    const project = idOf('prj', 7);
    const parcel = idOf('pcl', 7);
    const { write, written, pass } = createWriter(project);
    write('admission.ApplicationWithdrawn', project, { reason: '试' });
    write('land.ParcelRegistered', parcel, {
      parcelId: parcel,
      parcelCode: '330182001001GB00007',
      name: '七号地',
      division: '330182104',
      area: '20000',
      industries: ['3829'],
    });
    write('land.ParcelAwarded', parcel, {
      parcelId: parcel,
      projectId: project,
      company: idOf('cmp'),
      price: '1000',
      noticeOn: '2026-03-02',
      contractDue: due('2026-03-16'),
    });
    return { project, parcel, write, written, pass };
  };

  it('that a project has won tells it also what does not name the project', () => {
    const { project, parcel, write, written, pass } = sold();
    pass(1);
    write('land.LightTurned', parcel, {
      parcelId: parcel,
      clock: 'contract',
      light: 'yellow',
      dueOn: '2026-03-16',
      holder: 'naturalResources',
    });
    expect(tellOne(written, project).timeline.at(-1)).toMatchObject({ type: 'land.LightTurned' });
  });
});
