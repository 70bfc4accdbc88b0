import { type DecideContext, type Decision, decided, type Emitted } from '@yizhan/aggregate/machine';
import type { ApprovalEvent, Catalogue, PathFacts, ToldByLand } from '@yizhan/contracts';
import { type LegalDate, legalDate } from '@yizhan/workdays';
import { pathPlanned } from './filing.ts';
import { assumedEvaluations } from './path/facts.ts';
import type { FiledProject, ProjectOf } from './project-case.ts';

/** A path planned anew: what of the state changes with it, and why. */
interface Anew {
  readonly facts: PathFacts;
  readonly assumed: readonly string[];
  readonly land: ToldByLand | null;
  readonly done: Readonly<Record<string, LegalDate>>;
  readonly because: string;
}

export const changedNames = (before: PathFacts, now: PathFacts): readonly (keyof PathFacts)[] =>
  ([...new Set([...Object.keys(before), ...Object.keys(now)])] as (keyof PathFacts)[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(now[name]),
  );

/** Under the catalogue that the project has; nothing where that is gone. */
export const plannedAnew = (
  { path, filing }: FiledProject,
  { facts, assumed, land, done, because }: Anew,
  catalogues: readonly Catalogue[],
  { calendar, today }: Pick<DecideContext, 'calendar' | 'today'>,
): readonly Emitted<ApprovalEvent>[] => {
  const catalogue = catalogues.find(({ version }) => version === path.catalogue);
  return catalogue === undefined
    ? []
    : [
        pathPlanned(
          { projectId: filing.projectId, catalogue, facts, assumed, done, because, land },
          calendar,
          today,
        ),
      ];
};

/** Shared in where every parcel of the project has it: an item is simplified for all of its land, or not. */
const sharedBy = ({ parcels }: ToldByLand): PathFacts['regionalEvaluations'] =>
  (parcels[0]?.evaluations ?? []).filter((evaluation) =>
    parcels.every(({ evaluations }) => evaluations.includes(evaluation)),
  );

const evaluationsFact = 'regionalEvaluations';

/** The facts by what `land` has told; where it has told of no parcel, what is assumed of standard land. */
export const withEvaluations = (
  facts: PathFacts,
  assumed: readonly string[],
  land: ToldByLand | null,
): { readonly facts: PathFacts; readonly assumed: readonly string[] } => ({
  facts: {
    ...facts,
    regionalEvaluations: land === null ? [...assumedEvaluations] : sharedBy(land),
  },
  assumed: [
    ...assumed.filter((name) => name !== evaluationsFact),
    ...(land === null ? [evaluationsFact] : []),
  ],
});

/** The path follows what `land` has told: the facts change with it, and the path is planned anew either way. */
const follows = (
  state: FiledProject,
  told: { readonly land: ToldByLand | null; readonly wish: string | undefined; readonly because: string },
  done: FiledProject['done'],
  catalogues: readonly Catalogue[],
  context: DecideContext,
): readonly Emitted<ApprovalEvent>[] => {
  const { facts: before, assumed: assumedBefore = [] } = state.path;
  if (before === undefined) return [];
  const { land, wish, because } = told;
  const { parcelWish: _wish, ...rest } = before;
  const { facts, assumed } = withEvaluations(
    wish === undefined ? rest : { ...rest, parcelWish: wish },
    assumedBefore,
    land,
  );
  const anew = { facts, assumed, land, done: { A1: state.filedOn, ...done }, because };
  const planned = plannedAnew(state, anew, catalogues, context);
  const changed = changedNames(before, facts);
  const { projectId } = state.filing;
  return planned.length === 0 || changed.length === 0
    ? planned
    : [
        { type: 'ProjectFactsChanged', data: { projectId, facts, changed: [...changed], reason: because } },
        ...planned,
      ];
};

const byAuction = ({ path }: FiledProject): boolean => path.facts?.landKind === 'auction';
/** The parcel, where it is the one wished for and none has been won. */
const wishedFor = (state: FiledProject, parcelId: string): ToldByLand['parcels'][number] | undefined =>
  byAuction(state) && state.done['A3'] === undefined && state.path.land?.won === false
    ? state.path.land.parcels.find((parcel) => parcel.parcelId === parcelId)
    : undefined;
const nameOf = (parcel: { readonly parcelId: string; readonly parcelCode?: string | undefined }): string =>
  parcel.parcelCode ?? parcel.parcelId;

/** A3 or A4, and with the award what was evaluated of the parcel that was won. */
export const noteLandStep = (
  state: FiledProject,
  { step, on, parcelId, parcelCode, evaluations, catalogues }: ProjectOf<'noteLandStep'>,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  const { projectId } = state.filing;
  const { land } = state.path;
  const others = land?.won === true ? land.parcels.filter((known) => known.parcelId !== parcelId) : [];
  const reached: readonly Emitted<ApprovalEvent>[] =
    // An award that is recorded again, unchanged, says nothing new.
    state.done[step] === on ? [] : [{ type: 'LandStepReached', data: { projectId, step, on, parcelId } }];
  if (evaluations === undefined || catalogues === undefined || !byAuction(state)) return decided(...reached);
  const parcel = {
    parcelId,
    ...(parcelCode === undefined ? {} : { parcelCode }),
    evaluations: [...evaluations],
  };
  const told = { won: true, parcels: [...others, parcel] };
  if (JSON.stringify(land) === JSON.stringify(told)) return decided(...reached);
  const because = `竞得地块${nameOf(parcel)}，区域评估以其登记结果为准`;
  const done = { ...state.done, [step]: legalDate(on) };
  return decided(
    ...reached,
    ...follows(state, { land: told, wish: state.path.facts?.parcelWish, because }, done, catalogues, context),
  );
};

/** The parcel wished for is on the market: what its announcement makes public holds for the path as well. */
export const followParcel = (
  state: FiledProject,
  { parcel, catalogues }: ProjectOf<'followParcel'>,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  const { land, facts } = state.path;
  const told = { won: false, parcels: [{ ...parcel, evaluations: [...parcel.evaluations] }] };
  const stays = land?.won === true || state.done['A3'] !== undefined || !byAuction(state);
  if (stays || JSON.stringify(land) === JSON.stringify(told)) return decided();
  const because = `意向地块${nameOf(parcel)}已公告，区域评估以其登记结果为准`;
  return decided(
    ...follows(state, { land: told, wish: facts?.parcelWish, because }, state.done, catalogues, context),
  );
};

/** 流拍: the parcel stays wished for, and may be announced again; the path is reckoned anew from today. */
export const noteSaleFailed = (
  state: FiledProject,
  { parcelId, catalogues }: ProjectOf<'noteSaleFailed'>,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  const { land = null, facts } = state.path;
  const parcel = wishedFor(state, parcelId);
  if (parcel === undefined) return decided();
  const because = `意向地块${nameOf(parcel)}流拍，须重新公告出让`;
  return decided(
    ...follows(state, { land, wish: facts?.parcelWish, because }, state.done, catalogues, context),
  );
};

/** Another bidder won it: the wish falls, and with it what the parcel would have brought. */
export const noteParcelLost = (
  state: FiledProject,
  { parcelId, catalogues }: ProjectOf<'noteParcelLost'>,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  const parcel = wishedFor(state, parcelId);
  if (parcel === undefined) return decided();
  const because = `意向地块${nameOf(parcel)}由其他竞买人竞得，须另选地块`;
  return decided(
    ...follows(state, { land: null, wish: undefined, because }, state.done, catalogues, context),
  );
};

/** Steps that are done no longer: the path is planned anew, and what needed them waits again. */
export const revokeSteps = (
  state: FiledProject,
  { codes, reason, catalogues }: ProjectOf<'revokeStep'>,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  const { projectId } = state.filing;
  const revoked = codes.filter((code) => state.done[code] !== undefined);
  if (revoked.length === 0) return decided();
  const done = Object.fromEntries(Object.entries(state.done).filter(([code]) => !revoked.includes(code)));
  const { facts, assumed = [], land = null } = state.path;
  const events = revoked.map((code) => ({ type: 'StepRevoked' as const, data: { projectId, code, reason } }));
  if (facts === undefined) return decided<ApprovalEvent>(...events);
  // Land that went back takes its evaluations with it.
  if (revoked.includes('A3') && land !== null)
    return decided<ApprovalEvent>(
      ...events,
      ...follows(state, { land: null, wish: undefined, because: reason }, done, catalogues, context),
    );
  const anew = { facts, assumed, land, done: { A1: state.filedOn, ...done }, because: reason };
  return decided<ApprovalEvent>(...events, ...plannedAnew(state, anew, catalogues, context));
};
