import type { Dossier, Overview } from '@yizhan/contracts';
import type { Calendar, LegalDate } from '@yizhan/workdays';
import { median } from './cohorts.ts';
import type { DossierState, StepView } from './dossier.ts';
import { limitClockOf, limitZh } from './limit-clock.ts';
import { lastDayOf } from './metrics.ts';

interface Decided {
  readonly catalogue: string | null;
  readonly step: StepView;
  readonly clock: NonNullable<Dossier['steps'][number]['clock']>;
}

const decidedOf = (calendar: Calendar, state: DossierState, today: LegalDate): readonly Decided[] =>
  state.steps.flatMap((step) => {
    if (step.decidedOn === null) return [];
    const clock = limitClockOf(calendar, step, state.steps, lastDayOf(state, today));
    return clock === null || clock.state !== 'stopped'
      ? []
      : [{ catalogue: state.path?.catalogue ?? null, step, clock }];
  });

/** The limits as the catalogue has them: one that a head has lengthened is counted with the others of its item. */
const limitsInWords = ({ step }: Decided) => {
  const { promise, statutory } = step.own ?? step;
  return { statutory: limitZh(statutory), promise: limitZh(promise) };
};

const keyOf = (decided: Decided): string =>
  JSON.stringify([decided.catalogue, decided.step.code, limitsInWords(decided)]);

/** M1 and M2 over what was decided: by item of a catalogue version and its limits, in the unit of each. */
export const itemFiguresOf = (
  calendar: Calendar,
  states: readonly DossierState[],
  today: LegalDate,
): Overview['items'] =>
  [
    ...Map.groupBy(
      states.flatMap((state) => decidedOf(calendar, state, today)),
      keyOf,
    ).values(),
  ]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const used = (which: 'statutory' | 'promise'): number | null =>
        median(group.flatMap(({ clock }) => clock[which]?.used ?? []));
      const promised = group.flatMap(({ clock }) => clock.promise ?? []);
      const within = promised.filter(({ over }) => !over).length;
      return {
        catalogue: first.catalogue,
        code: first.step.code,
        name: first.step.name,
        decided: group.length,
        ...limitsInWords(first),
        medianStatutory: used('statutory'),
        medianPromise: used('promise'),
        withinPromise: promised.length === 0 ? null : Math.round((within / promised.length) * 100),
      };
    })
    .sort(
      (a, b) =>
        (b.catalogue ?? '').localeCompare(a.catalogue ?? '') ||
        a.code.localeCompare(b.code) ||
        b.decided - a.decided,
    );
