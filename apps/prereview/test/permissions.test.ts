import { type ActingRole, type Actor, roles } from '@yizhan/contracts';
import { mayByRole, somebody } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import type { PrereviewCommand } from '../src/domain/case.ts';
import { prereviewMachine } from '../src/domain/prereview.ts';
import { table } from '../src/domain/states.ts';
import { agreeing, department, division, lead, officer, walkTo } from './walk.ts';

const acting: readonly ActingRole[] = [...roles, 'service', 'time'];

/** Who may, written by hand; whoever is not named may not. */
const may: Record<keyof typeof table, readonly ActingRole[]> = {
  openPrereview: ['service'],
  startPrereview: ['territory'],
  handOverPrereview: ['territory'],
  requestPrereviewSupplement: ['territory'],
  renewPrereview: ['service'],
  refusePrereview: ['territory'],
  agreePrereview: ['territory'],
  giveOpinion: ['department'],
  reviseOpinion: ['department'],
  summariseJudgement: ['judgementLead'],
  callConference: ['judgementLead'],
  concludeConference: ['judgementLead'],
  reopenSummary: ['service'],
  closePrereview: ['service'],
};

it('lets each role do what is written here, and nothing else', () => {
  expect(mayByRole(table, acting)).toEqual(may);
});

describe('whose case', () => {
  const byOfficer: readonly [Parameters<typeof walkTo>[0], PrereviewCommand][] = [
    ['submitted', { type: 'startPrereview' }],
    ['prereviewing', { type: 'handOverPrereview', to: 'acc_x', reason: '休假' }],
    ['prereviewing', { type: 'requestPrereviewSupplement', asked: [{ what: '材料', why: '缺' }] }],
    ['prereviewing', { type: 'agreePrereview', opinion: '同意' }],
    ['prereviewing', { type: 'refusePrereview', reason: '不同意' }],
  ];
  const byLead: readonly [Parameters<typeof walkTo>[0], PrereviewCommand][] = [
    ['summarising', { type: 'summariseJudgement', reason: '同意' }],
    ['summarising', { type: 'callConference', heldOn: '2026-03-03', agenda: '研究' }],
    [
      'conferring',
      {
        type: 'concludeConference',
        attended: ['ecology'],
        minutes: '纪要',
        proposal: { conclusion: 'agreed', reason: '可' },
      },
    ],
  ];
  const with_ = (actor: Actor, role: ActingRole): Actor => ({ ...actor, roles: [...actor.roles, role] });

  it.each(byOfficer)('in %s, %o is for the territory of the division alone', (status, command) => {
    expect(walkTo(status).do(officer, command).ok).toBe(true);
    for (const unit of ['330182001', '330182'])
      expect(walkTo(status).do(somebody('territory', { unit }), command)).toEqual({
        ok: false,
        code: 'NOT_YOUR_UNIT',
      });
    expect(walkTo(status).do(somebody('territory'), command)).toEqual({ ok: false, code: 'NOT_YOUR_UNIT' });
  });

  it.each(byOfficer)('in %s, %o is not for whoever wrote the application', (status, command) => {
    const drafter = somebody('territory', { unit: division, id: 'acc_clerk' });
    expect(walkTo(status).do(drafter, command)).toEqual({ ok: false, code: 'DRAFTER_MAY_NOT_REVIEW' });
  });

  it.each(byLead)(
    'in %s, %o is for a lead who serves no project as agent and wrote none of this one',
    (status, command) => {
      expect(walkTo(status).do(lead, command).ok).toBe(true);
      expect(walkTo(status).do(with_(lead, 'chiefAgent'), command)).toEqual({
        ok: false,
        code: 'AGENT_MAY_NOT_JUDGE',
      });
      expect(walkTo(status).do({ ...lead, id: 'acc_clerk' }, command)).toEqual({
        ok: false,
        code: 'DRAFTER_MAY_NOT_REVIEW',
      });
    },
  );

  it('takes opinions from departments that were asked, neither agents nor drafters', () => {
    expect(walkTo('judging').do(department('ecology'), agreeing).ok).toBe(true);
    for (const unit of ['water', 'meteorology', division])
      expect(walkTo('judging').do(department(unit), agreeing)).toEqual({
        ok: false,
        code: 'DEPARTMENT_NOT_ASKED',
      });
    expect(walkTo('judging').do(somebody('department'), agreeing)).toEqual({
      ok: false,
      code: 'DEPARTMENT_NOT_ASKED',
    });
    expect(walkTo('judging').do(with_(department('ecology'), 'agent'), agreeing)).toEqual({
      ok: false,
      code: 'AGENT_MAY_NOT_JUDGE',
    });
    expect(walkTo('judging').do({ ...department('ecology'), id: 'acc_enterprise' }, agreeing)).toEqual({
      ok: false,
      code: 'DRAFTER_MAY_NOT_REVIEW',
    });
  });

  it('asks rights before the state, so that a refusal tells nothing', () => {
    expect(
      walkTo('submitted').do(somebody('enterprise'), { type: 'summariseJudgement', reason: '可' }),
    ).toEqual({
      ok: false,
      code: 'ROLE_NOT_ALLOWED',
    });
    expect(prereviewMachine.mayAct(undefined, { type: 'startPrereview' }, officer)).toBeNull();
  });
});
