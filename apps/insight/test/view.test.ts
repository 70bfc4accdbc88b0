import { type ActingRole, type Actor, roles } from '@yizhan/contracts';
import { describe, expect, it } from 'vitest';
import type { DossierState, StepView } from '../src/domain/dossier.ts';
import type { StoredTurn } from '../src/domain/turn.ts';
import { turnsOf } from '../src/domain/turns.ts';
import { byUrgency, dossierView, maySee, rowView, turnView } from '../src/domain/view.ts';
import { readingDay, recorded, tellOne, upTo } from './story.ts';

const actor = (role: ActingRole, more: Partial<Actor> = {}): Actor => ({
  id: 'acc_other',
  roles: [role],
  county: '330182',
  person: true,
  ...more,
});
const state = tellOne(recorded);
const company = state.company;
const view = (who: Actor) => dossierView(state, turnsOf(state), who, readingDay('2026-05-01'), false);

describe('who may open a project', () => {
  const asked = 'ecology';
  const insiders: Readonly<Partial<Record<ActingRole, Partial<Actor>>>> = {
    enterprise: { company },
    territory: { unit: '330182104' },
    department: { unit: asked },
    departmentHead: { unit: asked },
    utility: { unit: asked },
    agent: { id: state.agency!.agents[0]! },
    chiefAgent: { id: state.agency!.chief! },
    agencyCentre: {},
    land: {},
    acceptanceLead: {},
    judgementLead: {},
    windowClerk: {},
    administrator: {},
  };
  it.each(roles)('%s, whose it is', (role) => {
    expect(maySee(actor(role, insiders[role] ?? { unit: asked, company }), state)).toBe(role in insiders);
  });

  it.each<[string, Actor]>([
    ['another enterprise', actor('enterprise', { company: 'cmp_other' })],
    ['an enterprise without a company', actor('enterprise')],
    ['another territory', actor('territory', { unit: '330182001' })],
    ['a territory without a division', actor('territory')],
    ['a department that was not asked', actor('department', { unit: 'meteorology' })],
    ['a department without a unit', actor('department')],
    ['an agent that the owner did not consent to', actor('agent')],
    ['another chief agent', actor('chiefAgent')],
    ['anybody of another county', actor('administrator', { county: '330183' })],
    ['the auditor', actor('auditor')],
    ['the security administrator', actor('securityAdministrator')],
    ['the hard-case desk', actor('hardCaseDesk')],
    ['nobody', actor('enterprise', { roles: [], company })],
  ])('not %s', (_who, someone) => expect(maySee(someone, state)).toBe(false));

  it('somebody with two roles sees what either of them sees', () => {
    expect(
      maySee(actor('department', { roles: ['department', 'judgementLead'], unit: 'meteorology' }), state),
    ).toBe(true);
    expect(
      maySee(actor('territory', { roles: ['territory', 'windowClerk'], unit: '330182001' }), state),
    ).toBe(true);
  });

  it('not an agent before the owner’s consent, nor after he was replaced', () => {
    const agent = actor('agent', { id: state.agency!.agents[0]! });
    expect(maySee(agent, tellOne(upTo('agency.AgencyEntrusted')))).toBe(false);
    expect(maySee(agent, tellOne(upTo('agency.AgentsAssigned')))).toBe(true);
  });

  it('not the land side before there is a filing, nor the acceptance lead before acceptance', () => {
    const early = tellOne(upTo('prereview.PrereviewOpened'));
    expect(maySee(actor('land'), early)).toBe(false);
    expect(maySee(actor('acceptanceLead'), early)).toBe(false);
    expect(maySee(actor('agencyCentre'), early)).toBe(false);
  });
});

describe('what is internal', () => {
  it.each([
    ['its enterprise', actor('enterprise', { company })],
    ['its agent', actor('agent', { id: state.agency!.agents[0]! })],
    [
      'its chief agent, whatever else he is',
      actor('chiefAgent', { roles: ['chiefAgent', 'windowClerk'], id: state.agency!.chief! }),
    ],
  ])('%s never sees: no internal line, no opinion', (_who, someone) => {
    const seen = view(someone);
    expect(seen.timeline.some(({ internal }) => internal)).toBe(false);
    expect(seen.timeline.some(({ type }) => type === 'prereview.OpinionGiven')).toBe(false);
    expect(seen.judgement).toEqual([]);
    // Nor who gave the last opinion: by it the judgement was completed.
    const completed = seen.timeline.filter(({ type }) => type === 'prereview.JudgementCompleted');
    expect(completed.map(({ by }) => by.role)).toEqual(completed.map(() => 'service'));
    expect(completed).not.toEqual([]);
    expect(seen.conference).toBeNull();
    expect(seen.proposal).toBeNull();
    const opinions = recorded.flatMap((event) =>
      event.type === 'prereview.OpinionGiven'
        ? [event.data.text]
        : event.type === 'prereview.PrereviewAgreed'
          ? [event.data.opinion]
          : [],
    );
    expect(opinions.length).toBeGreaterThan(5);
    const text = JSON.stringify(seen);
    for (const opinion of opinions) expect(text).not.toContain(opinion);
  });

  it('staff see: the lines, and the judgement by department', () => {
    const seen = view(actor('judgementLead'));
    expect(seen.timeline.some(({ type }) => type === 'prereview.OpinionGiven')).toBe(true);
    expect(seen.judgement).toHaveLength(8);
    expect(seen.judgement.every(({ opinionZh }) => opinionZh === '同意')).toBe(true);
  });
});

describe('what was found not to need approval (不受理)', () => {
  const notRequired = (): DossierState => {
    const building = tellOne(upTo('approval.ConstructionStarted'));
    const [first] = building.steps.filter(({ doneBy, code }) => doneBy === 'approval' && code !== 'A1');
    const steps = building.steps.map((step) =>
      step === first ? { ...step, status: 'notRequired' as const } : step,
    );
    const flagged = [{ code: first!.code, department: first!.department }];
    return { ...building, steps, construction: { ...building.construction!, flagged } };
  };
  it('is done: it is red to nobody, and counts among what the path has done', () => {
    const state = notRequired();
    expect(turnsOf(state).map(({ action }) => action)).not.toContain('followUpMissing');
    const { parts } = dossierView(state, [], actor('administrator'), readingDay('2026-05-01'), false);
    const approval = parts.find(({ part }) => part === 'approval')!;
    expect(approval.state).toBe('done');
    expect(approval.statusZh).toMatch(/^(\d+)\/\1 项办结$/);
  });
});

describe('whose turn it is, told to whoever sees nothing internal', () => {
  const seenBy = (who: Actor, of: DossierState) => {
    const day = readingDay('2026-05-01');
    const { turns } = dossierView(of, turnsOf(of), who, day, false);
    expect(rowView(of, turnsOf(of), who, day).turns).toEqual(turns);
    return turns;
  };
  const outsiders: readonly Actor[] = [
    actor('enterprise', { company }),
    actor('agent', { id: state.agency!.agents[0]! }),
    actor('chiefAgent', { roles: ['chiefAgent', 'windowClerk'], id: state.agency!.chief! }),
  ];
  const lead = actor('judgementLead');
  const withStep = (change: Partial<StepView>): DossierState => {
    const accepted = tellOne(upTo('approval.ItemAccepted'));
    const steps = accepted.steps.map((step) => (step.status === 'accepted' ? { ...step, ...change } : step));
    return { ...accepted, steps };
  };

  it('is the same whether all departments agreed or one did not', () => {
    const summedUp = tellOne(upTo('prereview.JudgementCompleted'));
    const judgement = summedUp.prereview!.judgement.map((asked, n) =>
      n === 0 ? { ...asked, opinion: 'disagree' } : asked,
    );
    const divided: DossierState = { ...summedUp, prereview: { ...summedUp.prereview!, judgement } };
    for (const who of outsiders) {
      expect(seenBy(who, divided)).toEqual(seenBy(who, summedUp));
      expect(seenBy(who, divided).map(({ what }) => what)).toContain('汇总意见');
    }
    expect(seenBy(lead, divided)).not.toEqual(seenBy(lead, summedUp));
    expect(seenBy(lead, divided)).toMatchObject([{ action: 'callConference', what: '汇总意见，召集会商' }]);
  });

  it('is the same where a department is silent past its limit', () => {
    const opened = tellOne(upTo('prereview.JudgementOpened'));
    const judgement = opened.prereview!.judgement.map((asked) => ({ ...asked, overdue: true }));
    const overdue: DossierState = { ...opened, prereview: { ...opened.prereview!, judgement } };
    for (const who of outsiders) expect(seenBy(who, overdue)).toEqual(seenBy(who, opened));
    expect(seenBy(lead, overdue)).toHaveLength(seenBy(lead, opened).length + 1);
  });

  it('is the same whether a decision was proposed or not', () => {
    const [proposed, plain] = [withStep({ open: 'proposal' }), withStep({ open: null })];
    for (const who of outsiders) expect(seenBy(who, proposed)).toEqual(seenBy(who, plain));
    expect(
      seenBy(lead, proposed)
        .map(({ what }) => what)
        .join(),
    ).toContain('审批（已有审核意见）');
  });

  it('is the same whether a decision may be corrected or withdrawn, or not', () => {
    for (const status of ['decided', 'delivered', 'onPromise', 'notAccepted'] as const) {
      const [asked, plain] = [withStep({ status, open: 'amendment' }), withStep({ status, open: null })];
      for (const who of outsiders) expect(seenBy(who, asked)).toEqual(seenBy(who, plain));
      expect(seenBy(lead, asked).map(({ action }) => action)).toContain('consentItemAmendment');
    }
  });

  it('has no field of the store in it, nor has a step', () => {
    const seen = dossierView(
      withStep({ open: 'proposal' }),
      turnsOf(withStep({ open: 'proposal' })),
      lead,
      readingDay('2026-05-01'),
      false,
    );
    for (const turn of seen.turns) expect(turn).not.toHaveProperty('outside');
    for (const step of seen.steps) expect(step).not.toHaveProperty('open');
  });
});

describe('a turn on a day', () => {
  const turn = (dueOn: string | null, since = '2026-03-02'): StoredTurn => ({
    id: 'x',
    projectId: 'p',
    parcelId: null,
    projectName: '',
    county: '330182',
    caseId: 'c',
    service: 'approval',
    action: 'a',
    what: '',
    party: 'department',
    holder: 'water',
    claimedBy: null,
    since,
    dueOn,
    provisional: false,
    optional: false,
  });
  const on = (dueOn: string | null, today: string, since?: string) => {
    const { light, daysLeft } = turnView(turn(dueOn, since), { id: 'acc_x' }, readingDay(today));
    return [light, daysLeft];
  };
  it('is green, then yellow with a workday left, then red', () => {
    expect(on('2026-03-09', '2026-03-02')).toEqual(['green', 5]);
    expect(on('2026-03-09', '2026-03-06')).toEqual(['yellow', 1]);
    expect(on('2026-03-09', '2026-03-09')).toEqual(['yellow', 0]);
    expect(on('2026-03-09', '2026-03-10')).toEqual(['red', -1]);
  });
  it('is overdue on the holiday after its last day, too', () => {
    expect(on('2026-09-30', '2026-10-01')).toEqual(['red', -1]);
  });
  it('without a due date is green and counts nothing', () =>
    expect(on(null, '2026-03-02')).toEqual(['green', null]));
  it('taken up after it was due is red, and is read all the same', () => {
    expect(on('2026-03-04', '2026-03-12', '2026-03-10')[0]).toBe('red');
  });
  it('comes by its due date; what is due on no day comes last', () => {
    const days = ['2026-03-09', null, '2026-03-03'].map((dueOn) =>
      turnView(turn(dueOn), { id: 'acc_x' }, readingDay('2026-03-02')),
    );
    expect(days.toSorted(byUrgency).map(({ dueOn }) => dueOn)).toEqual(['2026-03-03', '2026-03-09', null]);
  });
  it('keeps the county to itself', () =>
    expect(turnView(turn(null), { id: 'acc_x' }, readingDay('2026-03-02'))).not.toHaveProperty('county'));
});
