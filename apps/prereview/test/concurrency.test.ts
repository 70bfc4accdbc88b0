import { admissionContract, type DepartmentId } from '@yizhan/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chain, key, startChain } from './chain.ts';

let chain: Chain;
beforeAll(async () => {
  chain = await startChain();
}, 60_000);
// A process killed in the middle of a transaction keeps its database locked for as long as one may live (15 s).
afterAll(async () => await chain.installation.stop(), 90_000);

const all = { hazardousChemicals: true, foreignInvestment: true };
const count = (events: readonly { type: string }[], type: string) =>
  events.filter((event) => event.type === `prereview.${type}`).length;
const settled = (results: readonly PromiseSettledResult<unknown>[]) => ({
  won: results.filter(({ status }) => status === 'fulfilled').length,
  codes: results.flatMap((result) =>
    result.status === 'rejected' ? [(result.reason as { data: { code: string } }).data.code] : [],
  ),
});

describe('at the same moment', { timeout: 60_000 }, () => {
  it('nine departments answer: all nine are kept, and the judgement is completed once', async () => {
    const { department, judging, askedOf, eventsOf, lead } = chain;
    for (let run = 0; run < 5; run += 1) {
      const id = await judging(all);
      const asked = await askedOf(id);
      expect(asked).toHaveLength(9);
      await Promise.all(
        asked.map(
          async (unit) =>
            await department(unit).commands.giveOpinion({
              id,
              key: key(),
              opinion: 'agree',
              text: `${unit}同意`,
            }),
        ),
      );
      const seen = await lead.queries.getPrereview({ id });
      expect(seen.status).toBe('summarising');
      expect(seen.departments.map(({ department: unit, opinion }) => [unit, opinion?.text])).toEqual(
        asked.map((unit) => [unit, `${unit}同意`]),
      );
      const events = await eventsOf(id);
      expect([count(events, 'OpinionGiven'), count(events, 'JudgementCompleted')]).toEqual([9, 1]);
    }
  });

  it('one department answers twice from two windows: one answer holds', async () => {
    const { department, judging, eventsOf } = chain;
    const id = await judging();
    const opinions = [
      { opinion: 'agree', text: '同意' },
      { opinion: 'disagree', text: '不同意', basis: '总体规划' },
    ] as const;
    const results = await Promise.allSettled(
      opinions.map(
        async (opinion) =>
          await department('naturalResources').commands.giveOpinion({ id, key: key(), ...opinion }),
      ),
    );
    expect(settled(results)).toEqual({ won: 1, codes: ['OPINION_GIVEN'] });
    expect(count(await eventsOf(id), 'OpinionGiven')).toBe(1);
  });

  it('two officers claim the same application: one has it', async () => {
    const { at, submitted } = chain;
    const id = await submitted();
    const officers = ['1', '2'].map((name) =>
      at({ id: `acc_${name.padStart(24, '0')}`, roles: ['territory'], unit: '330182104' }),
    );
    const results = await Promise.allSettled(
      officers.map(async (officer) => await officer.commands.startPrereview({ id, key: key() })),
    );
    expect(settled(results)).toEqual({ won: 1, codes: ['WRONG_STATE'] });
  });

  it('预审同意 and 预审不同意 are sent: exactly one wins, and only its events are there', async () => {
    const { officer, started, eventsOf, application } = chain;
    for (let run = 0; run < 5; run += 1) {
      const id = await started();
      const results = await Promise.allSettled([
        officer.commands.agreePrereview({ id, key: key(), opinion: '同意' }),
        officer.commands.refusePrereview({ id, key: key(), reason: '不同意' }),
      ]);
      expect(settled(results)).toEqual({ won: 1, codes: ['WRONG_STATE'] });
      const events = await eventsOf(id);
      expect(count(events, 'PrereviewAgreed') + count(events, 'PrereviewRefused')).toBe(1);
      const agreed = results[0]?.status === 'fulfilled';
      await chain.concludes(id, agreed ? 'judging' : 'replied');
      expect((await application(id)).conclusion?.conclusion).toBe(agreed ? undefined : 'disagreed');
    }
  });

  it('the owner withdraws while the conference concludes: the application ends one way, and the pre-review with it', async () => {
    const { lead, judged, enterprise, eventsOf, application, reaches } = chain;
    for (let run = 0; run < 6; run += 1) {
      const id = await judged();
      await lead.commands.callConference({ id, key: key(), heldOn: '2026-03-02', agenda: '研究' });
      await chain.concludes(id, 'conferring');
      const conclude = lead.commands.concludeConference({
        id,
        key: key(),
        attended: ['ecology'],
        minutes: '纪要',
        proposal: { conclusion: 'agreed', reason: '同意' },
      });
      // From run to run a little later, so that both orders come about.
      await new Promise((resolve) => setTimeout(resolve, run * 12));
      const results = await Promise.allSettled([
        conclude,
        enterprise.commands.withdrawApplication({ id, key: key(), reason: '另行选址' }),
      ]);
      await reaches(id, 'closed');
      const ended = await application(id);
      const withdrawn = results[1]?.status === 'fulfilled';
      expect(ended.status).toBe(withdrawn ? 'withdrawn' : 'replied');
      expect(ended.conclusion === null).toBe(withdrawn);
      expect((await lead.queries.getPrereview({ id })).closedBecause).toBe(
        withdrawn ? 'withdrawn' : 'concluded',
      );
      expect(count(await eventsOf(id), 'PrereviewClosed')).toBe(1);
    }
  });

  it('a key sent twice has one effect and one answer; with another payload it is refused', async () => {
    const { officer, started, eventsOf } = chain;
    const id = await started();
    const same = { id, key: key(), opinion: '同意' };
    const answers = await Promise.all([
      officer.commands.agreePrereview(same),
      officer.commands.agreePrereview(same),
    ]);
    expect(answers.map(({ replayed }) => replayed).sort()).toEqual([false, true]);
    expect(count(await eventsOf(id), 'PrereviewAgreed')).toBe(1);
    await expect(officer.commands.agreePrereview({ ...same, opinion: '改' })).rejects.toMatchObject({
      data: { code: 'KEY_REUSED' },
    });
  });

  it('a version that was overtaken is told, where the officer sent what he saw', async () => {
    const { officer, started } = chain;
    const id = await started();
    await expect(
      officer.commands.agreePrereview({ id, key: key(), seen: 1, opinion: '同意' }),
    ).rejects.toMatchObject({
      data: { code: 'CASE_CHANGED', field: 'seen' },
    });
  });
});

describe('who sees what', { timeout: 60_000 }, () => {
  const seenBy = async (id: string, persona: Parameters<Chain['at']>[0]) =>
    await chain
      .at(persona)
      .queries.getPrereview({ id })
      .then(
        (view) => view.departments.some(({ opinion }) => opinion !== null),
        (error: { data: { code: string } }) => error.data.code,
      );

  it('staff by role and unit; the enterprise its own, without opinions, minutes and proposal', async () => {
    const { judged, conferred, at, applicant, reaches } = chain;
    const id = await judged({ ...all, foreignInvestment: false });
    await conferred(id, { conclusion: 'postponed', reason: '待指标', reviewOn: '2026-05-06' }, '2026-03-02');
    await reaches(id, 'proposed');
    const territory = (unit: string) => ({ roles: ['territory' as const], unit });
    const ofDepartment = (unit: DepartmentId) => ({ roles: ['department' as const], unit });
    expect(await seenBy(id, { roles: ['judgementLead'] })).toBe(true);
    expect(await seenBy(id, territory('330182104'))).toBe(true);
    expect(await seenBy(id, ofDepartment('ecology'))).toBe(true);
    expect(await seenBy(id, applicant)).toBe(false);
    const own = await at(applicant).queries.getPrereview({ id });
    expect(own).toMatchObject({
      proposal: null,
      conference: { heldOn: '2026-03-02', minutes: null, agenda: null, voters: [] },
    });
    expect(own.departments.every(({ answered }) => answered)).toBe(true);
    const outsiders = [
      territory('330182001'),
      ofDepartment('commerce'),
      { ...applicant, company: 'cmp_b' },
      { roles: ['agent' as const] },
      { roles: ['administrator' as const] },
      { roles: ['securityAdministrator' as const] },
      { roles: ['judgementLead' as const], county: '330127' },
    ];
    for (const persona of outsiders) expect(await seenBy(id, persona)).toBe('CASE_NOT_FOUND');
  });

  it('each finds his own queue, the earliest due first', async () => {
    const { at, submitted, judging, judged, department } = chain;
    const [waiting, answering, summing] = [await submitted(), await judging(), await judged()];
    const officer = at({ id: 'acc_new', roles: ['territory'], unit: '330182104' });
    const queue = await officer.queries.findPrereviewTasks({});
    expect(queue.map(({ projectId }) => projectId)).toContain(waiting);
    expect(queue.every(({ turn }) => turn.clock === 'prereview' && turn.holderZh === '梅城镇')).toBe(true);
    const dues = queue.map(({ turn }) => turn.dueOn);
    expect(dues).toEqual([...dues].sort());
    const ecology = await department('ecology').queries.findPrereviewTasks({});
    expect(ecology.find(({ projectId }) => projectId === answering)).toMatchObject({
      turn: { clock: 'opinion:ecology', holderZh: '生态环境分局', light: 'green' },
    });
    await department('ecology').commands.giveOpinion({
      id: answering,
      key: key(),
      opinion: 'agree',
      text: '同意',
    });
    expect(
      (await department('ecology').queries.findPrereviewTasks({})).map(({ projectId }) => projectId),
    ).not.toContain(answering);
    const led = await chain.lead.queries.findPrereviewTasks({});
    expect(led.map(({ projectId }) => projectId)).toContain(summing);
    expect(await at({ roles: ['territory'], unit: '330182001' }).queries.findPrereviewTasks({})).toEqual([]);
    for (const role of ['enterprise', 'agent', 'administrator'] as const)
      expect(await at({ roles: [role], company: 'cmp_a' }).queries.findPrereviewTasks({})).toEqual([]);
  });

  it('admission shows a department only what it was asked about', async () => {
    const { installation, submitted, officer } = chain;
    const id = await submitted({ hazardousWaste: '0' });
    const asked = async (unit: string) =>
      await installation
        .as({ roles: ['department'], unit }, admissionContract, 'admission')
        .queries.getApplication({ id })
        .then(
          ({ status }) => status,
          (error: { data: { code: string } }) => error.data.code,
        );
    expect(await asked('ecology')).toBe('CASE_NOT_FOUND');
    await officer.commands.startPrereview({ id, key: key() });
    await officer.commands.agreePrereview({ id, key: key(), opinion: '同意' });
    await chain.concludes(id, 'judging');
    expect(await asked('ecology')).toBe('judging');
    expect(await asked('emergency')).toBe('CASE_NOT_FOUND');
  });
});

describe('over the wire', { timeout: 60_000 }, () => {
  it.each<[string, object]>([
    ['an unknown field', { opinion: '同意', more: 1 }],
    ['a missing one', {}],
    ['an empty one', { opinion: '  ' }],
  ])('%s is refused with a code, and nothing changes', async (_what, body) => {
    const { officer, started, lead } = chain;
    const id = await started();
    const send = officer.commands.agreePrereview as unknown as (input: object) => Promise<unknown>;
    await expect(send({ id, key: key(), ...body })).rejects.toMatchObject({ data: { kind: 'invalid' } });
    expect((await lead.queries.getPrereview({ id })).status).toBe('prereviewing');
  });
});
