import type { Parcel } from '../../api/queries.ts';
import { coordinatesOf } from '../../parts/coordinates.ts';

/** What one may do on the parcel beside what one is asked for: the menu. */
export const possibleOnParcel = (
  { mayDo }: Pick<Parcel, 'mayDo'>,
  asked: readonly { readonly action: string }[],
): readonly string[] => mayDo.filter((command) => !asked.some(({ action }) => action === command));

/** Of what may be given in a turn's place whatever is open as the parcel stands. */
export const openOf = ({ mayDo }: Pick<Parcel, 'mayDo'>, commands: readonly string[]): readonly string[] =>
  commands.filter((command, place) => place === 0 || mayDo.includes(command));

/** What a form starts from, as far as the parcel knows it. */
export const firstValues = (command: string, parcel: Parcel): Readonly<Record<string, unknown>> => {
  const measuredAt = (time: string) => ({
    measured: parcel.indicators.filter(({ judgedAt }) => judgedAt === time).map(({ kind }) => ({ kind })),
  });
  switch (command) {
    case 'completeEvaluations':
      return {
        results: parcel.evaluations.map(({ evaluation }) => ({ evaluation, result: '符合要求' })),
      };
    case 'recordCompletionReview':
      return measuredAt('completion');
    case 'recordProductionReview':
      return measuredAt('fullProduction');
    case 'proposeIndicators':
      return parcel.indicators.length === 0
        ? {}
        : {
            indicators: parcel.indicators.map(({ kind, direction, value }) => ({ kind, direction, value })),
            askedOf: parcel.countersigns.map(({ department }) => department),
          };
    case 'amendParcel': {
      const { parcelCode, name, division, area, industries, polygon, areaExplanation } = parcel;
      return {
        parcelCode,
        name,
        division,
        area,
        industries,
        ...(polygon === null ? {} : { polygon: coordinatesOf(polygon) }),
        ...(areaExplanation === null ? {} : { areaExplanation }),
      };
    }
    default:
      return {};
  }
};
