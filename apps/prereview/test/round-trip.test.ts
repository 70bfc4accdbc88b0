import { someFacts } from '@yizhan/testkit';
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
    ).rejects.toMatchObject({ data: { code: 'WRONG_STATE' } });
  });
});
