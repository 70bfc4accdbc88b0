import type { Applied } from '@yizhan/aggregate/machine';
import type {
  Applicant,
  ApprovalEvent,
  Catalogue,
  PathFacts,
  StatedFacts,
  ToldByLand,
} from '@yizhan/contracts';
import { type LegalDate, legalDate } from '@yizhan/workdays';
import type { ProjectStatus } from './states.ts';

type DataOf<T extends ApprovalEvent['type']> = Extract<ApprovalEvent, { type: T }>['data'];
export type PlannedPath = DataOf<'PathPlanned'>;

export interface FiledProject {
  readonly status: ProjectStatus;
  readonly filing: DataOf<'FilingCompleted'>;
  readonly filedOn: LegalDate;
  /** The path as it was planned last. */
  readonly path: PlannedPath;
  /** What was planned at the filing, WD: the budget that the use is held against. */
  readonly budget: number | null;
  /** Steps that are done, with the day of the notice. */
  readonly done: Readonly<Record<string, LegalDate>>;
  readonly electronicDelivery: boolean;
  /** 告知纠正 that is still open. */
  readonly correctionTold:
    | (Pick<DataOf<'FilingCorrectionTold'>, 'found' | 'reason'> & { readonly on: LegalDate })
    | null;
  readonly construction:
    | (Pick<DataOf<'ConstructionStarted'>, 'missing' | 'flagged'> & {
        readonly on: LegalDate;
      })
    | null;
}

export type ProjectCommand =
  | {
      readonly type: 'fileProject';
      readonly projectId: string;
      readonly investorName: string;
      readonly creditCode: string;
      /** What `identity` knows of the company; absent only where nothing is filed any more: the case is there. */
      readonly applicant?: Applicant | undefined;
      /** An administrator let in this code though a check character disagrees. */
      readonly codeAllowed?: boolean | undefined;
      readonly name: string;
      readonly division: string;
      readonly industry: string;
      readonly totalInvestment: string;
      readonly landMu: string;
      readonly admitted: boolean;
      /** What the path is planned by, and which of it nobody stated. */
      readonly facts: PathFacts;
      readonly assumed: readonly string[];
      /** Every version of the catalogue; the one in force on the day of receipt is taken. */
      readonly catalogues: readonly Catalogue[];
      readonly electronicDelivery?: boolean | undefined;
      readonly replaces?: string | undefined;
      /** How many codes of this case were taken by others before it. */
      readonly draw?: number | undefined;
      readonly paper?:
        | {
            readonly company: string;
            readonly owner: string;
            readonly receivedOn: string;
            readonly reason: string;
          }
        | undefined;
    }
  | {
      readonly type: 'changeProjectFacts';
      readonly facts: StatedFacts;
      readonly reason: string;
      readonly catalogues: readonly Catalogue[];
    }
  | {
      readonly type: 'noteLandStep';
      readonly step: 'A3' | 'A4';
      readonly on: string;
      readonly parcelId: string;
      readonly parcelCode?: string | undefined;
      /** What was evaluated of the parcel; absent where nothing is told of it. */
      readonly evaluations?: PathFacts['regionalEvaluations'] | undefined;
      readonly catalogues?: readonly Catalogue[];
    }
  | {
      readonly type: 'followParcel';
      readonly parcel: ToldByLand['parcels'][number];
      readonly catalogues: readonly Catalogue[];
    }
  | {
      readonly type: 'noteSaleFailed';
      readonly parcelId: string;
      readonly catalogues: readonly Catalogue[];
    }
  | {
      readonly type: 'noteParcelLost';
      readonly parcelId: string;
      readonly catalogues: readonly Catalogue[];
    }
  | { readonly type: 'agreeElectronicDelivery'; readonly agreed: boolean }
  | {
      readonly type: 'changeFiling';
      readonly name?: string | undefined;
      readonly totalInvestment?: string | undefined;
      readonly industry?: string | undefined;
      readonly landMu?: string | undefined;
      readonly reason: string;
    }
  | { readonly type: 'cancelFiling'; readonly reason: string }
  | {
      readonly type: 'tellFilingCorrection';
      readonly found: DataOf<'FilingCorrectionTold'>['found'];
      readonly reason: string;
    }
  | { readonly type: 'settleFilingCorrection'; readonly reason: string }
  | {
      readonly type: 'revokeStep';
      readonly codes: readonly string[];
      readonly reason: string;
      readonly catalogues: readonly Catalogue[];
    }
  | { readonly type: 'notePermit'; readonly code: string; readonly on: string }
  | { readonly type: 'reportConstructionStart'; readonly on: string }
  | { readonly type: 'giveUpFiledProject'; readonly reason: string }
  | { readonly type: 'closeProject'; readonly because: 'givenUp' | 'completed' };

export type ProjectOf<T extends ProjectCommand['type']> = Extract<ProjectCommand, { type: T }>;

export const evolveProject = (
  state: FiledProject | undefined,
  event: Applied<ApprovalEvent>,
): FiledProject => {
  if (event.type === 'FilingCompleted')
    return {
      status: 'filed',
      filing: event.data,
      filedOn: event.effectiveOn,
      path: { projectId: event.data.projectId, catalogue: '', steps: [] },
      budget: null,
      done: {},
      electronicDelivery: event.data.electronicDelivery ?? false,
      correctionTold: null,
      construction: null,
    };
  if (state === undefined) throw new Error(`${event.type} before FilingCompleted`);
  switch (event.type) {
    case 'PathPlanned':
      return { ...state, path: event.data, budget: state.budget ?? event.data.plannedUnion ?? null };
    case 'LandStepReached':
      return { ...state, done: { ...state.done, [event.data.step]: legalDate(event.data.on) } };
    case 'StepDone':
      return { ...state, done: { ...state.done, [event.data.code]: legalDate(event.data.on) } };
    case 'ConstructionStarted':
      return {
        ...state,
        status: 'building',
        construction: {
          on: legalDate(event.data.on),
          missing: event.data.missing,
          flagged: event.data.flagged,
        },
      };
    case 'StepRevoked': {
      const { [event.data.code]: _revoked, ...done } = state.done;
      return { ...state, done };
    }
    case 'ElectronicDeliveryAgreed':
      return { ...state, electronicDelivery: event.data.agreed };
    case 'FilingChanged': {
      const { filing } = state;
      const { name, totalInvestment, industry, landMu } = event.data;
      return {
        ...state,
        filing: {
          ...filing,
          name: name ?? filing.name,
          totalInvestment: totalInvestment ?? filing.totalInvestment,
          industry: industry ?? filing.industry,
          landMu: landMu ?? filing.landMu,
        },
      };
    }
    case 'FilingCorrectionTold': {
      const { found, reason } = event.data;
      return { ...state, correctionTold: { found, reason, on: event.effectiveOn } };
    }
    case 'FilingCorrectionSettled':
      return { ...state, correctionTold: null };
    case 'FilingCancelled':
      return { ...state, status: 'cancelled' };
    case 'ProjectClosed':
      return { ...state, status: event.data.because };
    // The changed facts stand in the path that is planned by them; a light is told, and changes nothing.
    case 'ProjectFactsChanged':
    case 'LightTurned':
      return state;
    default:
      throw new Error(`${event.type} is no event of a project`);
  }
};
