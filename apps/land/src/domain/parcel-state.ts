import type { WatchedClock } from '@yizhan/aggregate/machine';
import type { DepartmentId, Indicator, LandEvent, Measurement, ParcelPolygon } from '@yizhan/contracts';
import type { LegalDate } from '@yizhan/workdays';
import type { Judged, Stage } from './indicators.ts';
import type { ParcelStatus } from './states.ts';

export type DataOf<T extends LandEvent['type']> = Extract<LandEvent, { type: T }>['data'];
type Evaluation = DataOf<'EvaluationStarted'>['evaluations'][number];

/** Something said on a day. */
interface Dated {
  readonly on: LegalDate;
}

export interface Parcel {
  readonly status: ParcelStatus;
  readonly parcelCode: string;
  readonly name: string;
  readonly division: string;
  /** m² */
  readonly area: string;
  readonly industries: readonly string[];
  /** Absent in what was registered before parcels were drawn. */
  readonly polygon?: ParcelPolygon | null;
  readonly areaExplanation?: string | null;
  readonly registeredOn: LegalDate;
  readonly evaluations: readonly { readonly evaluation: Evaluation; readonly result: string | null }[];
  readonly indicators: readonly Indicator[];
  readonly countersigns: readonly {
    readonly department: DepartmentId;
    readonly opinion: string | null;
    readonly on: LegalDate | null;
  }[];
  readonly scheme: (Dated & { readonly opinion: string }) | null;
  readonly filing: (Dated & { readonly receipt: string }) | null;
  readonly listing: {
    readonly noticeOn: LegalDate;
    readonly listingFrom: LegalDate;
    readonly closesOn: LegalDate;
    readonly startPrice: string;
  } | null;
  readonly failures: readonly (Dated & { readonly reason: string })[];
  readonly award: Pick<
    DataOf<'ParcelAwarded'>,
    'projectId' | 'company' | 'winnerName' | 'price' | 'noticeOn' | 'contractDue'
  > | null;
  readonly contracts: (Dated & { readonly legalityOpinion: string }) | null;
  readonly registration: (Dated & { readonly note: string }) | null;
  readonly constructionOn: LegalDate | null;
  /** The latest result of each indicator that was judged. */
  readonly results: readonly Judged[];
  readonly completionPassedOn: LegalDate | null;
  readonly operatingSince: LegalDate | null;
  readonly productionPassedOn: LegalDate | null;
  readonly rectification: {
    readonly at: Stage;
    readonly months: number;
    readonly dueOn: LegalDate;
    readonly report: string | null;
  } | null;
  readonly abandonedOn: LegalDate | null;
  readonly breach: (Dated & { readonly reason: string }) | null;
  readonly returned: (Dated & { readonly reason: string }) | null;
  /** Registered by mistake; absent in what was kept before this was. */
  readonly cancelled?: Dated & { readonly reason: string };
  readonly clocks: readonly WatchedClock[];
}

/** 地籍区: county and area, the first nine characters of a parcel code. */
export const cadastralAreaOf = (parcelCode: string): string => parcelCode.slice(0, 9);

interface Review {
  readonly measured: readonly Measurement[];
  readonly rectificationMonths?: number | undefined;
}

/** What is registered of a parcel. */
export interface Registration {
  readonly parcelCode: string;
  readonly name: string;
  readonly division: string;
  readonly area: string;
  readonly industries: readonly string[];
  readonly polygon?: ParcelPolygon | undefined;
  readonly areaExplanation?: string | undefined;
}

/** The live parcels of its cadastral area that are drawn, read and locked with the save. */
interface Neighbours {
  readonly neighbours?: readonly { readonly name: string; readonly polygon: ParcelPolygon }[];
}

/** A registration of which some parts may be wanting. */
export type Amendment = { readonly [K in keyof Registration]?: Registration[K] | undefined };

/** What is known here of a project's 备案. */
interface Filed {
  readonly company: string;
  readonly givenUp?: boolean;
}

export type ParcelCommand =
  | ({ readonly type: 'registerParcel' } & Registration & Neighbours)
  | ({ readonly type: 'amendParcel'; readonly reason: string } & Amendment & Neighbours)
  | { readonly type: 'cancelRegistration'; readonly reason: string }
  | { readonly type: 'startEvaluation'; readonly evaluations: readonly Evaluation[] }
  | { readonly type: 'completeEvaluations'; readonly results: DataOf<'EvaluationsCompleted'>['results'] }
  | {
      readonly type: 'proposeIndicators';
      readonly indicators: readonly Indicator[];
      readonly askedOf: readonly DepartmentId[];
    }
  | { readonly type: 'countersignIndicators'; readonly opinion: string }
  | { readonly type: 'approveScheme'; readonly opinion: string }
  | { readonly type: 'fileStandardLand' }
  | {
      readonly type: 'announceListing';
      readonly noticeOn: string;
      readonly listingFrom: string;
      readonly closesOn: string;
      readonly startPrice: string;
      readonly dateReason?: string | undefined;
    }
  | {
      readonly type: 'recordAward';
      readonly projectId: string | null;
      readonly company: string | null;
      readonly winnerName?: string | undefined;
      readonly price: string;
      readonly noticeOn: string;
      readonly dateReason?: string | undefined;
      /** Null where nothing is known of it. */
      readonly filed: Filed | null;
      /** Whether a company that was named without a project has filed one here. */
      readonly companyKnown?: boolean;
    }
  | { readonly type: 'linkAward'; readonly projectId: string; readonly filed: Filed | null }
  | { readonly type: 'recordListingFailure'; readonly reason: string }
  | {
      readonly type: 'signContracts';
      readonly legalityOpinion: string;
      /** Conditions of the project's admission that hold up its contracts and are not met. */
      readonly holding?: readonly string[];
    }
  | { readonly type: 'annotateRegistration'; readonly note: string }
  | { readonly type: 'noteConstruction'; readonly on: string }
  | { readonly type: 'openCompletionReview' }
  | { readonly type: 'noteProjectGivenUp' }
  | ({ readonly type: 'recordCompletionReview' } & Review)
  | { readonly type: 'reportRectification'; readonly report: string }
  | { readonly type: 'startOperation' }
  | ({ readonly type: 'recordProductionReview' } & Review)
  | { readonly type: 'openBreach'; readonly reason: string }
  | { readonly type: 'returnParcel'; readonly reason: string };

export type CommandOf<T extends ParcelCommand['type']> = Extract<ParcelCommand, { type: T }>;
