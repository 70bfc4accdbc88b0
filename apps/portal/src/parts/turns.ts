import type { Dossier } from '../api/queries.ts';
import type { Me } from '../app/session.tsx';

interface Held {
  readonly action: string;
  readonly party: string;
  readonly holder: string;
  readonly light?: string;
}
type Person = Pick<Me, 'id' | 'roles' | 'unit' | 'company'>;

const has = (person: Person, ...roles: readonly string[]): boolean =>
  roles.some((role) => person.roles.includes(role));

/** Whether the turn is this person's: by role, and by unit, company or account where the party has one. */
export const isMine = (turn: Omit<Held, 'action'>, me: Person): boolean => {
  switch (turn.party) {
    case 'enterprise':
      return has(me, 'enterprise') && turn.holder === me.company;
    case 'department':
      return has(me, 'department', 'utility') && turn.holder === me.unit;
    case 'departmentHead':
      return has(me, 'departmentHead') && turn.holder === me.unit;
    case 'territory':
      return has(me, 'territory') && turn.holder === me.unit;
    case 'agent':
    case 'chiefAgent':
      return has(me, 'agent', 'chiefAgent') && turn.holder === me.id;
    default:
      return has(me, turn.party);
  }
};

/** What may be done instead of what a turn asks for. */
const alternatives: Readonly<Record<string, readonly string[]>> = {
  agreePrereview: ['requestPrereviewSupplement', 'refusePrereview', 'handOverPrereview'],
  acceptItem: [
    'acceptItemWithGaps',
    'requestItemCorrection',
    'declineItem',
    'claimItem',
    'handOverItem',
    'addItemNote',
  ],
  decideItem: [
    'proposeItemDecision',
    'returnItemProposal',
    'suspendItem',
    'revokeItemAcceptance',
    'claimItem',
    'handOverItem',
    'addItemNote',
  ],
  publishItem: [
    'proposeItemDecision',
    'suspendItem',
    'revokeItemAcceptance',
    'claimItem',
    'handOverItem',
    'addItemNote',
  ],
  deliverItem: ['requestItemAmendment', 'addItemNote'],
  recordItemInspection: ['addItemNote'],
  supplyItemGaps: ['withdrawItem'],
  recordAward: ['recordListingFailure'],
  countersignIndicators: [],
  acceptJointAcceptance: ['giveAcceptanceNotice'],
  entrustAgency: ['declineAgency'],
  confirmConditionMet: ['returnConditionEvidence', 'recordConditionUnmet'],
  summariseJudgement: ['callConference'],
  supplyItemCorrection: ['withdrawItem'],
  startOperation: ['openBreach'],
  recordProductionReview: ['openBreach', 'returnParcel'],
};

/** What may be done instead once its time is over. */
const onceOverdue: Readonly<Record<string, readonly string[]>> = {
  linkAward: ['recordListingFailure'],
  signContracts: ['recordListingFailure'],
};

/** What a head may do on a turn of his department. */
const byHead: Readonly<Record<string, readonly string[]>> = {
  acceptItem: ['requestItemCorrection', 'handOverItem', 'recuseFromItem'],
  decideItem: ['extendItem', 'returnItemProposal', 'handOverItem', 'recuseFromItem'],
  publishItem: ['extendItem', 'handOverItem', 'recuseFromItem'],
  countersignIndicators: ['countersignIndicators'],
};

/** What the window takes in on paper, or delivers, on behalf. */
const atWindow = new Set([
  'submitItem',
  'supplyItemCorrection',
  'supplyItemGaps',
  'reportItemRectification',
  'applyCertificateExtension',
  'applyAcceptance',
  'reportConstructionStart',
  'supplementApplication',
  'submitConditionEvidence',
  'deliverItem',
]);

/** The commands that a person is offered on a turn, the one it asks for first. The services decide who may. */
export const commandsOf = (turn: Held, me: Person): readonly string[] => {
  // A red mark that is followed up has no command of its own.
  if (turn.action === 'followUpMissing') return [];
  if (isMine(turn, me))
    return [
      turn.action,
      ...(alternatives[turn.action] ?? []),
      ...(turn.light === 'red' ? (onceOverdue[turn.action] ?? []) : []),
    ];
  if (has(me, 'departmentHead') && turn.party === 'department' && turn.holder === me.unit)
    return byHead[turn.action] ?? [];
  if (has(me, 'windowClerk') && atWindow.has(turn.action)) return [turn.action];
  return [];
};

/** Actions that have a page of their own, as they want a whole form. */
export const pageOf: Readonly<
  Record<string, '/projects/$projectId/supplement' | '/projects/$projectId/file'>
> = {
  supplementApplication: '/projects/$projectId/supplement',
  fileProject: '/projects/$projectId/file',
};

/** Actions whose form starts from what the parcel's page shows: its evaluations, its promised indicators. */
export const wantsParcel = new Set([
  'completeEvaluations',
  'recordCompletionReview',
  'recordProductionReview',
]);

export interface Possible {
  readonly command: string;
  readonly caseId: string;
}

const running = ['assigned', 'planned', 'serving', 'paused'];
const acceptanceOpen = [
  'applied',
  'planningFailed',
  'verified',
  'fivePartyDone',
  'noticed',
  'accepted',
  'rectifying',
  'rechecking',
  'passed',
];

/**
 * How the owner ends it, as far as it has come: his application while it is under review, the project with all that is
 * open once that was concluded, the filing where there is no application or none any longer.
 */
const endingOf = (dossier: Dossier): { readonly command: string; readonly part: string } => {
  const admission = dossier.parts.find(({ part }) => part === 'admission')?.state ?? 'none';
  if (admission === 'none' || admission === 'ended') return { command: 'giveUpFiledProject', part: 'filing' };
  return {
    command: dossier.conclusion === null ? 'withdrawApplication' : 'giveUpProject',
    part: 'admission',
  };
};

/** What a person may do on a project at any time, without being asked: the menu beside the turns. */
export const possibleOn = (dossier: Dossier, me: Person): readonly Possible[] => {
  const { agency, acceptance, conclusion } = dossier;
  if (dossier.ended && agency === null) return [];
  const caseOf = (part: string) => dossier.parts.find((found) => found.part === part)?.caseId ?? null;
  const possible: Possible[] = [];
  const add = (command: string, caseId: string | null | undefined): void => {
    if (caseId !== null && caseId !== undefined) possible.push({ command, caseId });
  };
  const stateOf = (part: string) => dossier.parts.find((found) => found.part === part)?.state;
  const isOwner = has(me, 'enterprise') && me.company === dossier.company;
  if (isOwner && !dossier.ended) {
    const ending = endingOf(dossier);
    add(ending.command, caseOf(ending.part));
    if (typeof dossier.projectCode === 'string') {
      add('changeProjectFacts', caseOf('filing'));
      add('changeFiling', caseOf('filing'));
      add('agreeElectronicDelivery', caseOf('filing'));
      // What is being built is given up, not struck from the register.
      if (stateOf('construction') === 'waiting') add('cancelFiling', caseOf('filing'));
    }
    if (agency !== null && ['entrusted', ...running].includes(agency.status))
      add('terminateAgency', agency.caseId);
    if (acceptance !== null && acceptanceOpen.includes(acceptance.status))
      add('withdrawAcceptance', acceptance.caseId);
  }
  if (agency !== null) {
    if (agency.serves !== null && agency.status !== 'paused' && running.includes(agency.status))
      add('logContact', agency.caseId);
    if (agency.serves === 'chief' && agency.status === 'serving') {
      add('pauseAgency', agency.caseId);
      add('completeAgency', agency.caseId);
    }
    if (has(me, 'agencyCentre') && running.includes(agency.status)) {
      add('reassignAgents', agency.caseId);
      add('terminateAgency', agency.caseId);
    }
  }
  const keepsFilings = me.unit === 'developmentReform' || me.unit === 'economyInformation';
  if (has(me, 'department') && keepsFilings && typeof dossier.projectCode === 'string' && !dossier.ended) {
    add('tellFilingCorrection', caseOf('filing'));
    add('settleFilingCorrection', caseOf('filing'));
  }
  const own = dossier.judgement.find((asked) => asked.department === me.unit);
  const judged = stateOf('prereview') === 'running' && conclusion === null;
  if (has(me, 'department') && own?.opinion && judged) add('reviseOpinion', caseOf('prereview'));
  for (const { caseId, department, status } of dossier.conditions) {
    if (!['open', 'evidenced', 'unmet'].includes(status)) continue;
    if (has(me, 'judgementLead')) add('waiveCondition', caseId);
    if (has(me, 'department') && me.unit === department && status === 'open')
      add('recordConditionUnmet', caseId);
  }
  return possible;
};

const undecided = ['received', 'correcting', 'acceptedWithGaps', 'accepted', 'suspended'];

/** Whether the owner may take this step's filing back. */
export const mayWithdraw = (step: Dossier['steps'][number], dossier: Dossier, me: Person): boolean =>
  step.caseId !== null &&
  has(me, 'enterprise') &&
  me.company === dossier.company &&
  undecided.includes(step.status);
