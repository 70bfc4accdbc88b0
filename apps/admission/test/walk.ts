import { somebody, someFacts, someInvestor, walkCase } from '@yizhan/testkit';
import { legalDate } from '@yizhan/workdays';
import { applicationMachine } from '../src/domain/application.ts';
import type { ApplicationCommand, Of } from '../src/domain/case.ts';
import type { ApplicationStatus } from '../src/domain/states.ts';

export const service = somebody('service');
export const enterprise = somebody('enterprise', { company: 'cmp_a' });
export const stranger = somebody('enterprise', { company: 'cmp_b', id: 'acc_stranger' });
export const clerk = somebody('windowClerk');

/** Monday, 09:00 in Shanghai. */
export const monday = '2026-03-02T01:00:00.000Z';

export const submitting = (changed: Partial<Of<'submitApplication'>> = {}): ApplicationCommand => ({
  type: 'submitApplication',
  investor: someInvestor,
  facts: someFacts(),
  electronicDelivery: true,
  ...changed,
});
export const paper = {
  company: 'cmp_a',
  owner: 'acc_owner',
  receivedOn: '2026-02-27',
  reason: '窗口收件后补录',
};
export const asked = [{ what: '用能说明', why: '未列能耗' }];
export const concluding = (
  conclusion: Of<'concludeAdmission'>['conclusion'],
  conditions: Of<'concludeAdmission'>['conditions'] = [],
): ApplicationCommand => ({ type: 'concludeAdmission', conclusion, reason: '会商意见', conditions });
export const stage = (name: Of<'noteStage'>['stage']): ApplicationCommand => ({
  type: 'noteStage',
  stage: name,
});

const toStage = ['prereviewing', 'prereviewAgreed', 'judging', 'summarising', 'conferring'] as const;

/** The commands of `prereview` and the owner that lead to a status, the shortest way. */
const wayTo: Record<ApplicationStatus, readonly (readonly [typeof service, ApplicationCommand])[]> = {
  submitted: [],
  prereviewing: upTo('prereviewing'),
  prereviewAgreed: upTo('prereviewAgreed'),
  judging: upTo('judging'),
  summarising: upTo('summarising'),
  conferring: upTo('conferring'),
  prereviewRefused: [...upTo('prereviewing'), [service, stage('prereviewRefused')]],
  returned: [...upTo('prereviewing'), [service, { type: 'demandSupplement', from: 'prereview', asked }]],
  supplementing: [...upTo('conferring'), [service, { type: 'demandSupplement', from: 'conference', asked }]],
  postponed: [
    ...upTo('conferring'),
    [
      service,
      { type: 'postpone', proposedOn: legalDate('2026-03-02'), reviewOn: '2026-04-01', reason: '待指标' },
    ],
  ],
  agreed: [...upTo('summarising'), [service, concluding('agreed')]],
  agreedWithConditions: [
    ...upTo('conferring'),
    [
      service,
      concluding('agreedWithConditions', [{ text: '达标', department: 'ecology', attachedTo: 'A4' }]),
    ],
  ],
  disagreed: [...upTo('conferring'), [service, concluding('disagreed')]],
  replied: [
    ...upTo('summarising'),
    [service, concluding('agreed')],
    [clerk, { type: 'deliverConclusion', deliveredOn: '2026-03-02', reason: '当面送达' }],
  ],
  withdrawn: [[enterprise, { type: 'withdrawApplication', reason: '另行选址' }]],
  lapsed: [...upTo('prereviewing'), [service, { type: 'demandSupplement', from: 'prereview', asked }]],
  givenUp: [
    ...upTo('summarising'),
    [service, concluding('agreed')],
    [enterprise, { type: 'giveUpProject', reason: '不再投资' }],
  ],
};

function upTo(last: (typeof toStage)[number]): readonly (readonly [typeof service, ApplicationCommand])[] {
  return toStage.slice(0, toStage.indexOf(last) + 1).map((name) => [service, stage(name)] as const);
}

/** An application taken to a status; filed electronically unless `electronicDelivery` says otherwise. */
export const walkTo = (
  status: ApplicationStatus | 'none',
  options: { electronicDelivery?: boolean; at?: string } = {},
) => {
  const walk = walkCase(applicationMachine, options.at ?? monday);
  if (status === 'none') return walk;
  const delivered = ['agreed', 'agreedWithConditions', 'disagreed', 'replied', 'givenUp'].includes(status);
  const electronicDelivery = options.electronicDelivery ?? !delivered;
  const steps = [[enterprise, submitting({ electronicDelivery })] as const, ...wayTo[status]];
  for (const [actor, command] of steps) {
    const answer = walk.do(actor, command);
    if (!answer.ok) throw new Error(`the way to ${status} was refused: ${answer.code}`);
  }
  if (status === 'lapsed') walk.at('2026-04-01T01:00:00.000Z');
  if (walk.status() !== status) throw new Error(`the way to ${status} led to ${walk.status()}`);
  return walk;
};
