import type { Overview } from '@yizhan/contracts';
import { type CompletedProject, cohortsOf, median } from './domain/cohorts.ts';
import { definitionOf, type Headline, headlineOf, headlineView } from './domain/headline.ts';
import { itemFiguresOf } from './domain/item-figures.ts';
import { metricsOf } from './domain/metrics.ts';
import { type ReadingDay, type Stage, stageWords } from './domain/view.ts';
import type { ReadSide } from './store.ts';

const afterFiling = [
  'filed',
  'listed',
  'failed',
  'awarded',
  'contracted',
  'annotated',
  'building',
  'completionReview',
  'rectifying',
  'completionReviewed',
  'operating',
  'productionReview',
  'productionReviewed',
  'fulfilled',
  'abandoned',
  'breach',
];

const listedAtMost = 20;

/** The administrator's first figures, each counted from events. */
export const readOverview = async (
  readSide: ReadSide,
  county: string,
  day: ReadingDay,
  headline: Headline,
): Promise<Overview> => {
  const [states, stages, parcelsFiled, open] = await Promise.all([
    readSide.allStates(county),
    readSide.countStages(county),
    readSide.countParcels(county, afterFiling),
    readSide.openTurnsByDepartment(county, day.today),
  ]);
  const arrived = states.flatMap((state): CompletedProject[] => {
    const figure = headlineOf(day.calendar, state, headline, day.today);
    return figure === null
      ? []
      : [
          {
            projectId: state.projectId,
            name: state.name,
            catalogue: state.path?.catalogue ?? null,
            ...figure,
          },
        ];
  });
  const days = new Map<string, number>();
  for (const state of states) {
    for (const { department, days: used } of metricsOf(day.calendar, state, day.today).byDepartment)
      days.set(department, (days.get(department) ?? 0) + used);
  }
  const departments = new Set([...days.keys(), ...open.keys()]);
  return {
    asOf: day.today,
    funnel: {
      filed: states.filter((state) => state.admission !== null).length,
      prereviewAgreed: states.filter((state) =>
        state.timeline.some((entry) => entry.type === 'prereview.PrereviewAgreed'),
      ).length,
      judged: states.filter(
        (state) =>
          (state.prereview?.judgement.length ?? 0) > 0 &&
          state.prereview?.judgement.every((asked) => asked.opinion !== null),
      ).length,
      concluded: states.filter((state) => state.admission?.conclusion != null).length,
      coded: states.filter((state) => state.filing !== null).length,
      parcelsFiled,
      completed: states.filter((state) => state.completedOn !== null).length,
    },
    byStage: (Object.keys(stageWords) as Stage[]).map((stage) => ({
      stage,
      zh: stageWords[stage],
      count: stages.get(stage) ?? 0,
    })),
    headline: headlineView(headline),
    medianDays: median(arrived.map((project) => project.days)),
    cohorts: [...cohortsOf(arrived)],
    completedProjects: arrived
      .toSorted((a, b) => (a.catalogue ?? '').localeCompare(b.catalogue ?? '') || b.days - a.days)
      .slice(0, listedAtMost),
    byDepartment: [...departments]
      .map((department) => ({
        department,
        days: days.get(department) ?? 0,
        open: open.get(department)?.open ?? 0,
        overdue: open.get(department)?.overdue ?? 0,
      }))
      .sort((a, b) => b.days - a.days || a.department.localeCompare(b.department)),
    items: itemFiguresOf(day.calendar, states, day.today),
    definition: definitionOf(headline),
  };
};
