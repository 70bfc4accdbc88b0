import { admissionContract } from '@yizhan/contracts';
import { someFacts, someInvestor, until } from '@yizhan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chain, key, startChain } from './chain.ts';

let chain: Chain;
beforeAll(async () => {
  chain = await startChain();
}, 60_000);
afterAll(async () => await chain.installation.stop());

describe('with admission as a process of its own', { timeout: 60_000 }, () => {
  it('goes from application to the notified conclusion without a conference where all departments agree', async () => {
    const { lead, judged, reaches, concludes, eventsOf } = chain;
    const id = await judged();
    await reaches(id, 'summarising');
    await lead.commands.summariseJudgement({ id, key: key(), reason: '各部门均同意' });
    const concluded = await concludes(id, 'replied');
    expect(concluded.conclusion).toMatchObject({ conclusion: 'agreed', reason: '各部门均同意' });
    await reaches(id, 'closed');
    expect((await lead.queries.getPrereview({ id })).closedBecause).toBe('concluded');
    const types = (await eventsOf(id)).map(({ type }) => type.replace('prereview.', ''));
    expect(types).toEqual([
      'PrereviewOpened',
      'PrereviewStarted',
      'PrereviewAgreed',
      'JudgementOpened',
      ...Array(8).fill('OpinionGiven'),
      'JudgementCompleted',
      'ProposalMade',
      'PrereviewClosed',
    ]);
  });

  it('takes a supplement back to 待预审, with a second round and a clock anew', async () => {
    const { officer, enterprise, started, reaches, concludes, lead } = chain;
    const id = await started();
    await officer.commands.requestPrereviewSupplement({
      id,
      key: key(),
      asked: [{ what: '用能说明', why: '未列能耗' }],
    });
    const returned = await concludes(id, 'returned');
    expect(returned.supplement).toMatchObject({
      from: 'prereview',
      asked: [{ what: '用能说明', why: '未列能耗' }],
    });
    expect((await lead.queries.getPrereview({ id })).turns).toEqual([]);
    await enterprise.commands.supplementApplication({
      id,
      key: key(),
      facts: someFacts({ energyTce: '700' }),
      note: '已补',
    });
    await reaches(id, 'submitted');
    const seen = await lead.queries.getPrereview({ id });
    expect(seen).toMatchObject({ round: 2, officer: null, turns: [{ clock: 'prereview', light: 'green' }] });
  });

  it('lets admission conclude 不同意 after 预审不同意, without any judgement', async () => {
    const { officer, started, concludes, reaches, lead } = chain;
    const id = await started();
    await officer.commands.refusePrereview({ id, key: key(), reason: '不符合园区产业定位' });
    const concluded = await concludes(id, 'replied');
    expect(concluded.conclusion).toMatchObject({ conclusion: 'disagreed', reason: '不符合园区产业定位' });
    await reaches(id, 'closed');
    expect((await lead.queries.getPrereview({ id })).departments).toEqual([]);
  });

  it('closes in the middle when the owner withdraws, and takes no opinion any more', async () => {
    const { department, enterprise, judging, reaches, lead } = chain;
    const id = await judging();
    await department('ecology').commands.giveOpinion({ id, key: key(), opinion: 'agree', text: '同意' });
    await enterprise.commands.withdrawApplication({ id, key: key(), reason: '另行选址' });
    await reaches(id, 'closed');
    expect(await lead.queries.getPrereview({ id })).toMatchObject({ closedBecause: 'withdrawn', turns: [] });
    await expect(
      department('financeTax').commands.giveOpinion({ id, key: key(), opinion: 'agree', text: '同意' }),
    ).rejects.toMatchObject({ data: { code: 'OPINION_TOO_LATE' } });
  });

  it('carries the conditions of the conference into the conclusion, and the minority view into the minutes', async () => {
    const { judged, conferred, concludes, reaches, lead } = chain;
    const id = await judged({}, ['financeTax']);
    const conditions = [{ text: '亩均税收达到20万元', department: 'financeTax', attachedTo: 'A4' }];
    const proposal = { conclusion: 'agreedWithConditions', reason: '原则同意', conditions } as const;
    await expect(
      conferred(id, { ...proposal, conditions: [...conditions] }, '2026-03-02'),
    ).rejects.toMatchObject({
      data: { code: 'MINORITY_VIEW_MISSING', field: 'minority' },
    });
    await lead.commands.concludeConference({
      id,
      key: key(),
      attended: ['financeTax', 'ecology'],
      minutes: '会议纪要',
      minority: '财税部门认为税收贡献不足',
      proposal: { ...proposal, conditions },
    });
    expect((await concludes(id, 'replied')).conclusion).toMatchObject({
      conclusion: 'agreedWithConditions',
      conditions,
    });
    await reaches(id, 'closed');
    // From here on each is a case of its own.
    const [condition] = await until(
      async () => await chain.enterprise.queries.findConditions({ projectId: id }),
      (found) => found.length === 1,
    );
    expect(condition).toMatchObject({ status: 'open', text: '亩均税收达到20万元', holdsUp: false });
  });

  it('waits for what the conference asked for, and comes back to 汇总 with it', async () => {
    const { judged, conferred, concludes, reaches, lead, enterprise, department } = chain;
    const id = await judged({}, ['ecology']);
    await expect(
      conferred(id, { conclusion: 'agreed', reason: '同意' }, '2026-03-02', '无'),
    ).rejects.toMatchObject({
      data: { code: 'VETOED' },
    });
    await lead.commands.concludeConference({
      id,
      key: key(),
      attended: ['ecology'],
      minutes: '会议纪要',
      minority: '生态环境部门不同意',
      proposal: {
        conclusion: 'supplement',
        reason: '须补充',
        asked: [{ what: '总量平衡方案', why: '未附' }],
      },
    });
    const waiting = await concludes(id, 'supplementing');
    expect(waiting.supplement).toMatchObject({ from: 'conference', asked: [{ what: '总量平衡方案' }] });
    expect(await lead.queries.getPrereview({ id })).toMatchObject({
      status: 'proposed',
      closedBecause: null,
    });
    await enterprise.commands.supplementApplication({
      id,
      key: key(),
      facts: someFacts({ cod: '0.1' }),
      note: '已附方案',
    });
    await reaches(id, 'summarising');
    await department('ecology').commands.reviseOpinion({
      id,
      key: key(),
      opinion: 'agree',
      text: '总量已平衡',
    });
    await lead.commands.summariseJudgement({ id, key: key(), reason: '各部门均同意' });
    await concludes(id, 'replied');
    await reaches(id, 'closed');
  });
});

describe('when legal time goes on', { timeout: 60_000 }, () => {
  it('sleeps through a postponement and is back at 汇总 on the review date, with one working day', async () => {
    const { judged, conferred, concludes, reaches, lead, installation } = chain;
    const id = await judged();
    await conferred(
      id,
      { conclusion: 'postponed', reason: '待用地指标', reviewOn: '2026-04-13' },
      '2026-03-02',
    );
    expect((await concludes(id, 'postponed')).reviewOn).toBe('2026-04-13');
    await installation.advanceTo('2026-04-12T15:00:00.000Z');
    expect((await lead.queries.getPrereview({ id })).status).toBe('proposed');
    await installation.advanceTo('2026-04-12T16:30:00.000Z');
    await reaches(id, 'summarising');
    expect((await lead.queries.getPrereview({ id })).turns).toMatchObject([
      { clock: 'summary', dueOn: '2026-04-14' },
    ]);
    await lead.commands.callConference({ id, key: key(), heldOn: '2026-04-14', agenda: '复审' });
    const conclude = async () =>
      await lead.commands.concludeConference({
        id,
        key: key(),
        attended: ['naturalResources'],
        minutes: '会议纪要',
        proposal: { conclusion: 'disagreed', reason: '指标未落实' },
      });
    await expect(conclude()).rejects.toMatchObject({ data: { code: 'CONFERENCE_NOT_HELD' } });
    await installation.advanceTo('2026-04-14T01:00:00.000Z');
    await conclude();
    expect((await concludes(id, 'replied')).conclusion).toMatchObject({ conclusion: 'disagreed' });
  });

  it('tells each light once, and leaves the silent case where it is', async () => {
    const { submitted, installation, eventsOf, lead } = chain;
    const id = await submitted();
    await installation.advanceTo('2026-06-30T01:00:00.000Z');
    const lights = (await eventsOf(id)).filter(({ type }) => type === 'prereview.LightTurned');
    expect(lights.map(({ data, effectiveOn }) => [data['light'], effectiveOn])).toEqual([
      ['yellow', '2026-04-16'],
      ['red', '2026-04-17'],
    ]);
    expect(await lead.queries.getPrereview({ id })).toMatchObject({
      status: 'submitted',
      turns: [{ light: 'red' }],
    });
  });

  it('closes when a supplement lapses, and opens again where paper that came in time is entered late', async () => {
    const { applicant, officer, started, reaches, installation, lead, concludes } = chain;
    const id = await started();
    await officer.commands.requestPrereviewSupplement({
      id,
      key: key(),
      asked: [{ what: '材料', why: '缺' }],
    });
    const { supplement } = await concludes(id, 'returned');
    await installation.advanceTo('2026-08-31T16:30:00.000Z');
    await concludes(id, 'lapsed');
    await reaches(id, 'closed');
    expect((await lead.queries.getPrereview({ id })).closedBecause).toBe('lapsed');

    const clerk = installation.as(
      { roles: ['windowClerk'], id: 'acc_clerk' },
      admissionContract,
      'admission',
    );
    const supplied = {
      id,
      key: key(),
      facts: someFacts({ energyTce: '700' }),
      note: '已补',
      paper: { receivedOn: supplement!.due.dueOn, reason: '末日窗口收件，次日补录' },
    };
    const answer = await clerk.commands.supplementApplication(supplied);
    await reaches(id, 'submitted');
    expect(await lead.queries.getPrereview({ id })).toMatchObject({ round: 2, closedBecause: null });
    // Filed anew meanwhile, its own way back is shut; what was sent before is answered as it was.
    await officer.commands.startPrereview({ id, key: key() });
    await officer.commands.requestPrereviewSupplement({
      id,
      key: key(),
      asked: [{ what: '材料', why: '缺' }],
    });
    const again = await concludes(id, 'returned');
    await installation.advanceTo('2026-10-31T16:30:00.000Z');
    await concludes(id, 'lapsed');
    await installation.as(applicant, admissionContract, 'admission').commands.submitApplication({
      key: key(),
      investor: someInvestor,
      facts: someFacts(),
      electronicDelivery: true,
      refilingOf: id,
    });
    await expect(
      clerk.commands.supplementApplication({
        ...supplied,
        key: key(),
        paper: { receivedOn: again.supplement!.due.dueOn, reason: '补录' },
      }),
    ).rejects.toMatchObject({ data: { code: 'REFILED' } });
    expect(await clerk.commands.supplementApplication(supplied)).toEqual({ ...answer, replayed: true });
  });

  it('has nothing parked, nothing waiting and nothing refused in the end', async () => {
    await chain.installation.settle();
    expect((await chain.installation.settledOf('prereview')).parked).toEqual({
      failed: 0,
      waiting: 0,
      behind: 0,
    });
    expect((await chain.installation.settledOf('admission')).parked).toEqual({
      failed: 0,
      waiting: 0,
      behind: 0,
    });
    expect(await chain.service.parts.connection.collection('never').countDocuments()).toBe(0);
  });
});
