import type { Dossier } from '../../api/queries.ts';

type Step = Dossier['steps'][number];
type Turn = Dossier['turns'][number];

export type StepState = 'done' | 'running' | 'waiting' | 'stopped';

const doneStatuses = new Set(['done', 'filed', 'onPromise']);
const stoppedStatuses = new Set([
  'notAccepted',
  'lapsed',
  'acceptanceRevoked',
  'withdrawn',
  'revoked',
  'expired',
  'closed',
]);

/** What a person has to know of a step at a glance. */
export const stateOf = (step: Step): StepState => {
  if (doneStatuses.has(step.status)) return 'done';
  if (step.status === 'delivered') return step.outcome === 'refused' ? 'stopped' : 'done';
  if (step.status === 'notRequired') return 'done';
  if (stoppedStatuses.has(step.status)) return 'stopped';
  return step.status === 'planned' ? 'waiting' : 'running';
};

export const stateWords: Readonly<Record<StepState, string>> = {
  done: '已完成',
  running: '办理中',
  waiting: '待办',
  stopped: '未成，可重新申报',
};

/** The turn that moves a step, where there is one: the most urgent. */
export const turnOf = (step: Step, turns: readonly Turn[]): Turn | null =>
  step.caseId === null
    ? null
    : (turns.find((turn) => turn.caseId === step.caseId && turn.action !== 'followUpMissing') ?? null);

/** What a step waits for, in a few words; empty where it waits for nothing. */
export const waitsFor = (step: Step): string => {
  if (stateOf(step) !== 'waiting') return '';
  return step.waitsFor.length === 0 ? '可以申报' : `等待 ${step.waitsFor.join('、')}`;
};

export interface Stage {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly done: number;
}

const stageOrder: readonly string[] = ['立项用地规划许可', '工程建设许可', '施工许可'];

/** The stages of a path in the order of the law; one that is not known stands last. */
export const stagesOf = (steps: readonly Step[]): readonly Stage[] => {
  const placeOf = (name: string): number =>
    stageOrder.includes(name) ? stageOrder.indexOf(name) : stageOrder.length;
  const names = [...new Set(steps.map(({ stage }) => stage))].sort((a, b) => placeOf(a) - placeOf(b));
  return names.map((name) => {
    const own = steps.filter(({ stage }) => stage === name);
    return { name, steps: own, done: own.filter((step) => stateOf(step) === 'done').length };
  });
};
