import { type ActingRole, roles } from '@yizhan/contracts';
import { somebody, someFacts } from '@yizhan/testkit';
import { legalDate } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import type { ApplicationCommand } from '../src/domain/case.ts';
import type { ApplicationStatus } from '../src/domain/states.ts';
import { asked, concluding, paper, stage, submitting, walkTo } from './walk.ts';

const acting: readonly ActingRole[] = [...roles, 'service', 'time'];
const onPaper = { receivedOn: '2026-03-02', reason: '窗口补录' };
/** Each command as it would be sound, so that only who and when decide; the window's own with its paper. */
const commandsFor = (role: ActingRole): readonly ApplicationCommand[] => [
  submitting(role === 'windowClerk' ? { paper } : {}),
  stage('judging'),
  { type: 'demandSupplement', from: 'prereview', asked },
  {
    type: 'supplementApplication',
    facts: someFacts(),
    note: '已补',
    ...(role === 'windowClerk' ? { paper: onPaper } : {}),
  },
  { type: 'postpone', proposedOn: legalDate('2026-03-02'), reviewOn: '2026-04-01', reason: '待指标' },
  concluding('agreed'),
  { type: 'deliverConclusion', deliveredOn: '2026-03-02', reason: '当面送达' },
  { type: 'withdrawApplication', reason: '另行选址' },
  { type: 'giveUpProject', reason: '不再投资' },
  { type: 'followGivingUp', reason: '放弃已备案项目', on: legalDate('2026-03-02') },
];

const followed = 'followGivingUp service';
const reviewing = ['noteStage service', 'withdrawApplication enterprise', followed];
const supplied = [
  'supplementApplication enterprise',
  'withdrawApplication enterprise',
  'supplementApplication windowClerk',
  followed,
];
const concluded = ['giveUpProject enterprise', 'deliverConclusion windowClerk', followed];
/** In each state who may do what, written by hand; all else is refused. */
const open: Readonly<Record<ApplicationStatus | 'none', readonly string[]>> = {
  none: ['submitApplication enterprise', 'submitApplication windowClerk'],
  submitted: reviewing,
  prereviewing: [...reviewing, 'demandSupplement service'],
  prereviewAgreed: reviewing,
  prereviewRefused: ['concludeAdmission service', 'withdrawApplication enterprise', followed],
  judging: reviewing,
  summarising: [...reviewing, 'concludeAdmission service'],
  conferring: [...reviewing, 'demandSupplement service', 'postpone service', 'concludeAdmission service'],
  returned: supplied,
  supplementing: supplied,
  postponed: ['withdrawApplication enterprise', followed],
  agreed: concluded,
  agreedWithConditions: concluded,
  disagreed: concluded,
  replied: ['giveUpProject enterprise', followed],
  withdrawn: [],
  lapsed: ['supplementApplication windowClerk', followed],
  givenUp: [],
};

describe.each(Object.keys(open) as (keyof typeof open)[])('in %s', (status) => {
  it('each command is done by whom it is for, and refused to everybody else', () => {
    const done: string[] = [];
    for (const role of acting)
      for (const command of commandsFor(role)) {
        const actor = somebody(role, role === 'enterprise' ? { company: 'cmp_a' } : {});
        const answer = walkTo(status).do(actor, command);
        if (answer.ok) done.push(`${command.type} ${role}`);
        else
          expect(answer.code, `${command.type} by ${role}`).toMatch(
            /^(ROLE_NOT_ALLOWED|WRONG_STATE|CASE_NOT_FOUND|CASE_EXISTS|DEADLINE_PASSED)$/,
          );
      }
    expect(done.sort()).toEqual([...open[status]].sort());
  });
});
