import type { Overview } from '@yizhan/contracts';

export type CompletedProject = Overview['completedProjects'][number];

/** Null of nothing. */
export const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
};

/** Projects that came to the end of the headline's span, by the catalogue that they were planned under; a project without a path has no cohort. */
export const cohortsOf = (completed: readonly CompletedProject[]): Overview['cohorts'] =>
  [...Map.groupBy(completed, ({ catalogue }) => catalogue)]
    .flatMap(([catalogue, projects]) => {
      if (catalogue === null) return [];
      const days = projects.map((project) => project.days);
      return {
        catalogue,
        completed: projects.length,
        medianDays: median(days) ?? 0,
        meanDays: (days.reduce((sum, one) => sum + one, 0) / days.length).toFixed(1),
        medianSpan: median(projects.map(({ span }) => span)) ?? 0,
      };
    })
    .sort((a, b) => a.catalogue.localeCompare(b.catalogue));
