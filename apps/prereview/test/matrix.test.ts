import { type ActingRole, roles } from '@yizhan/contracts';
import { somebody } from '@yizhan/testkit';
import { legalDate } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import type { PrereviewCommand } from '../src/domain/case.ts';
import { division, opening, plainFacts, walkTo } from './walk.ts';

const acting: readonly ActingRole[] = [...roles, 'service', 'time'];
/** Each command as it would be sound, so that only who and when decide. */
const commands: readonly PrereviewCommand[] = [
  opening(),
  { type: 'startPrereview' },
  { type: 'handOverPrereview', to: 'acc_other', reason: '休假' },
  { type: 'requestPrereviewSupplement', asked: [{ what: '用能说明', why: '未列' }] },
  {
    type: 'renewPrereview',
    facts: plainFacts(),
    suppliedOn: legalDate('2026-03-02'),
    drafter: 'acc_enterprise',
  },
  { type: 'refusePrereview', reason: '不同意' },
  { type: 'agreePrereview', opinion: '同意' },
  { type: 'giveOpinion', opinion: 'agree', text: '同意' },
  { type: 'reviseOpinion', opinion: 'agree', text: '同意' },
  { type: 'summariseJudgement', reason: '各部门同意' },
  { type: 'callConference', heldOn: '2026-03-02', agenda: '研究准入' },
  {
    type: 'concludeConference',
    attended: ['ecology', 'financeTax'],
    minutes: '纪要',
    proposal: { conclusion: 'agreed', reason: '同意' },
  },
  { type: 'reopenSummary', because: 'reviewDue', on: legalDate('2026-03-02') },
  { type: 'closePrereview', because: 'withdrawn' },
];
const unitOf = (role: ActingRole): { unit?: string } =>
  role === 'territory' ? { unit: division } : role === 'department' ? { unit: 'ecology' } : {};

/** In each state who may do what, written by hand; all else is refused. */
const open: Readonly<Record<Parameters<typeof walkTo>[0], readonly string[]>> = {
  none: ['openPrereview service'],
  submitted: ['startPrereview territory', 'closePrereview service'],
  prereviewing: [
    'handOverPrereview territory',
    'requestPrereviewSupplement territory',
    'refusePrereview territory',
    'agreePrereview territory',
    'closePrereview service',
  ],
  returned: ['renewPrereview service', 'closePrereview service'],
  judging: ['giveOpinion department', 'closePrereview service'],
  summarising: ['summariseJudgement judgementLead', 'callConference judgementLead', 'closePrereview service'],
  conferring: ['concludeConference judgementLead', 'closePrereview service'],
  proposed: ['reopenSummary service', 'closePrereview service'],
};
/** Why all else is refused: who it is, when it is, or that his department has answered and nothing has reopened. */
const because =
  /^(ROLE_NOT_ALLOWED|WRONG_STATE|CASE_NOT_FOUND|CASE_EXISTS|OPINION_TOO_LATE|OPINION_GIVEN|DEPARTMENT_NOT_ASKED|OPINIONS_STILL_DUE)$/;

describe.each(Object.keys(open) as (keyof typeof open)[])('in %s', (status) => {
  it('each command is done by whom it is for, and refused to everybody else', () => {
    const done: string[] = [];
    for (const command of commands)
      for (const role of acting) {
        const answer = walkTo(status).do(somebody(role, unitOf(role)), command);
        if (answer.ok) done.push(`${command.type} ${role}`);
        else expect(answer.code, `${command.type} by ${role}`).toMatch(because);
      }
    expect(done.sort()).toEqual([...open[status]].sort());
  });
});
