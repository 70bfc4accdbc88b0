import { createWalk } from '@yizhan/local/walk';
import { someFacts, type Installation, someInvestor } from '@yizhan/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, startAll } from './installation.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await startAll(['identity', 'admission', 'prereview', 'insight', 'gateway']);
}, 120_000);
afterAll(async () => await installation?.stop());

it('walks from application to the conclusion by the door', async () => {
  const walk = createWalk(installation.urlOf('gateway'), password);
  const enterprise = await walk.as('qiye');
  const filed = await enterprise.command('submitApplication', { key: 'walk-000001', investor: someInvestor, facts: someFacts(), electronicDelivery: true });
  await walk.take('meicheng', filed.id, 'startPrereview', 'startPrereview', 'walk-000002');
  await walk.take('meicheng', filed.id, 'agreePrereview', 'agreePrereview', 'walk-000003', { opinion: '符合产业规划' });
  const judging = await walk.until('yanpan', filed.id, 'judgement', ({ turns }) => turns.some((turn) => turn.action === 'giveOpinion'));
  console.log(judging.turns);
});
