import { expect, it } from 'vitest';
import { turnsOf } from '../src/domain/turns.ts';
import { idOf, supplementedThenGivenUp, tellOne } from './story.ts';

/** The story up to its supplement, which has lapsed and is entered late: received on 2026-03-16, in time. */
const enteredLate = () => {
  const events = supplementedThenGivenUp();
  const at = events.findIndex(({ type }) => type === 'admission.ApplicationSupplemented');
  const [before, supplemented, reopened] = [events.slice(0, at), events[at]!, events[at + 1]!];
  const demanded = before.findLast(({ type }) => type === 'admission.SupplementDemanded')!;
  const prereview = before.findLast(({ type }) => type === 'prereview.SupplementRequested')!;
  const after = (event: typeof demanded, n: number) => ({
    id: `${event.caseId}.${event.seq + n}`,
    caseId: event.caseId,
    seq: event.seq + n,
  });
  const lapsed = [
    {
      ...demanded,
      ...after(demanded, 1),
      type: 'admission.ApplicationLapsed',
      effectiveOn: '2026-03-17',
      data: { dueOn: '2026-03-16' },
    },
    {
      ...prereview,
      ...after(prereview, 1),
      type: 'prereview.PrereviewClosed',
      effectiveOn: '2026-03-17',
      data: { projectId: idOf('prj'), because: 'lapsed' },
    },
  ] as typeof before;
  return {
    lapsed: tellOne([...before, ...lapsed], idOf('prj')),
    reopened: tellOne(
      [
        ...before,
        ...lapsed,
        { ...supplemented, ...after(demanded, 2), effectiveOn: '2026-03-16' },
        { ...reopened, ...after(prereview, 2), effectiveOn: '2026-03-16' },
      ] as typeof before,
      idOf('prj'),
    ),
  };
};

it('a supplement entered late leads a lapsed dossier back to whose turn it was, as of its true day', () => {
  const { lapsed, reopened } = enteredLate();
  expect(lapsed.admission?.status).toBe('lapsed');
  expect(turnsOf(lapsed)).toEqual([]);
  expect(reopened.admission).toMatchObject({ status: 'submitted', since: '2026-03-16', supplement: null });
  expect(turnsOf(reopened)).toMatchObject([{ party: 'territory', action: 'startPrereview' }]);
  expect(reopened.name).toBe('扩建项目');
  const owners = reopened.intervals.filter(({ cause }) => cause === 'correction');
  expect(owners).toMatchObject([{ end: '2026-03-16' }]);
  expect(reopened.intervals.filter(({ end }) => end === null)).toMatchObject([{ start: '2026-03-16' }]);
});

it('given up as filed while it waits for a supplement, it asks for none any more', () => {
  const events = supplementedThenGivenUp();
  const at = events.findIndex(({ type }) => type === 'admission.SupplementDemanded');
  const demanded = events[at]!;
  const given = {
    ...demanded,
    id: `${demanded.caseId}.${demanded.seq + 1}`,
    seq: demanded.seq + 1,
    type: 'admission.ProjectGivenUp',
    effectiveOn: '2026-03-06',
    data: { reason: '放弃已备案项目', stage: 'returned' },
  } as typeof demanded;
  const dossier = tellOne([...events.slice(0, at + 1), given], idOf('prj'));
  expect(dossier.admission).toMatchObject({ status: 'givenUp', supplement: null });
  expect(turnsOf(dossier)).toEqual([]);
});
