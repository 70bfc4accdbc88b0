import type { Dossier } from '@yizhan/contracts';
import { admissionEnded, type DossierState, type ParcelView, parcelOf } from './dossier.ts';
import { isDone } from './turns-approval.ts';
import {
  acceptanceWords,
  admissionWords,
  agencyWords,
  conclusionWords,
  parcelWords,
  prereviewWords,
  wordFor,
} from './words.ts';

const hasLand = ({ status }: ParcelView): boolean =>
  [
    'annotated',
    'building',
    'completionReview',
    'completionReviewed',
    'operating',
    'productionReviewed',
    'fulfilled',
  ].includes(status);

/** The parts of the chain in a few words, for the head of a dossier. */
export const partsOf = (state: DossierState): Dossier['parts'] => {
  const { admission, prereview, filing, steps, parcels, agency, construction, acceptance } = state;
  const items = steps.filter((step) => step.doneBy === 'approval' && step.code !== 'A1');
  const doneItems = items.filter(isDone);
  const ended = state.givenUpOn !== null;
  const part = (
    name: Dossier['parts'][number]['part'],
    zh: string,
    caseId: string | null,
    status: Dossier['parts'][number]['state'],
    statusZh: string,
    since: string | null,
  ) => ({
    part: name,
    zh,
    caseId,
    state: ended && (status === 'running' || status === 'waiting') ? ('ended' as const) : status,
    statusZh,
    since,
  });
  const admitted =
    admission === null
      ? 'none'
      : admissionEnded.has(admission.status)
        ? 'ended'
        : admission.notified
          ? 'done'
          : 'running';
  return [
    part(
      'admission',
      '准入',
      admission?.caseId ?? null,
      admitted,
      admission === null
        ? '未申请（备案不以准入为前提）'
        : admission.status === 'replied' && admission.conclusion !== null
          ? `${wordFor(conclusionWords, admission.conclusion.conclusion)}，已回告`
          : wordFor(admissionWords, admission.status),
      admission?.since ?? null,
    ),
    part(
      'prereview',
      '预审·研判',
      prereview?.caseId ?? null,
      prereview === null ? 'none' : prereview.status === 'closed' ? 'done' : 'running',
      prereview === null ? '—' : wordFor(prereviewWords, prereview.status),
      prereview?.since ?? null,
    ),
    part(
      'filing',
      '备案',
      filing?.caseId ?? null,
      filing === null ? 'waiting' : 'done',
      filing === null ? '待备案' : '已备案',
      filing?.on ?? null,
    ),
    part(
      'land',
      '标准地',
      parcelOf(state)?.parcelId ?? null,
      parcels.length === 0 ? 'waiting' : parcels.every(hasLand) ? 'done' : 'running',
      parcels.length === 0
        ? '待出让'
        : [...new Set(parcels.map(({ status }) => wordFor(parcelWords, status)))].join('、'),
      parcels
        .map(({ since }) => since)
        .toSorted()
        .at(-1) ?? null,
    ),
    part(
      'approval',
      '审批',
      filing?.caseId ?? null,
      items.length === 0 ? 'waiting' : doneItems.length === items.length ? 'done' : 'running',
      items.length === 0 ? '—' : `${doneItems.length}/${items.length} 项办结`,
      null,
    ),
    part(
      'agency',
      '代办',
      agency?.caseId ?? null,
      agency === null
        ? 'none'
        : ['completed', 'visited', 'archived'].includes(agency.status)
          ? 'done'
          : agency.status === 'terminated'
            ? 'ended'
            : agency.status === 'offered'
              ? 'waiting'
              : 'running',
      agency === null ? '—' : wordFor(agencyWords, agency.status),
      agency?.since ?? null,
    ),
    part(
      'construction',
      '开工',
      null,
      construction === null ? 'waiting' : 'done',
      construction === null ? '未开工' : '已开工',
      construction?.on ?? null,
    ),
    part(
      'acceptance',
      '验收',
      acceptance?.caseId ?? null,
      acceptance === null
        ? 'waiting'
        : acceptance.status === 'filed'
          ? 'done'
          : acceptance.status === 'open'
            ? 'waiting'
            : 'running',
      acceptance === null ? '—' : wordFor(acceptanceWords, acceptance.status),
      acceptance?.since ?? null,
    ),
  ];
};
