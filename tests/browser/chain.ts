import { createProjectWalk } from '@yizhan/local/project-walk';
import { enrolAgents } from '@yizhan/local/roster';
import { someFacts } from '@yizhan/testkit';
import { expect } from 'vitest';
import { ownInvestor, password } from '../chain/installation.ts';
import { openSeat, type Seat } from './person.ts';
import type { Stage } from './stage.ts';

// A name of its own: whoever looks a project up by name on a page finds this one, whatever walked before it.
const facts = someFacts({ name: '年产20万套车载镜头项目' });
const { industry, hazardousChemicals: _chemicals, foreignInvestment: _foreign, ...plain } = facts;

/**
 * One project from application to completion by the page: an enterprise on its phone, its town, an officer, the land desk
 * and the acceptance lead, each in a context of his own. It moves the clock.
 */
export const walkChain = async ({ address, browser, walk, desk, phone }: Stage): Promise<void> => {
  await enrolAgents(walk);
  const station = createProjectWalk(walk, {
    key: 'page',
    enterprise: 'qiye',
    investor: ownInvestor,
    facts,
    territory: 'meicheng',
    chief: 'shouxi-meicheng',
    parcel: { code: '330182001001GB00009', name: '梅城工业功能区B-09地块' },
  });
  const seats: Seat[] = [];
  const person = async (loginName: string, width?: number) => {
    const seat = await openSeat(browser, address, password, width);
    seats.push(seat);
    return await seat.sit(loginName);
  };
  const enterprise = await person('qiye', 390);
  const town = await person('meicheng');
  const officer = await person('guizi');
  const land = await person('tudi');
  const lead = await person('yanshou');

  // The enterprise applies, on a phone.
  await enterprise.open('/apply');
  await enterprise.page.getByTestId('apply-step').waitFor();
  await enterprise.fillApplication({
    ...Object.fromEntries(Object.entries(plain).map(([field, value]) => [field, String(value)])),
    division: { choose: '梅城' },
    industry: { choose: industry },
  });
  await enterprise.page.getByTestId('apply-preview').click();
  await enterprise.page.getByTestId('apply-submit').click();
  expect(await enterprise.page.getByTestId('receipt-number').textContent()).toMatch(/^ZR\d{18}$/);
  await enterprise.page.getByRole('link', { name: '查看项目档案' }).click();
  await enterprise.page.waitForURL(/\/projects\/prj_/);
  const projectId = enterprise.page.url().split('/').at(-1) ?? '';

  // Pre-review by the town, an opinion by the page, the others and the conclusion by the door.
  await town.open('/tasks');
  await town.picture('tasks-territory');
  await town.act(projectId, 'startPrereview');
  await town.act(projectId, 'agreePrereview', { opinion: '符合本镇产业规划' });
  await officer.act(projectId, 'giveOpinion', { opinion: { radio: 'agree' }, text: '符合国土空间规划' });
  await officer.picture('judgement');
  await station.judge(projectId);
  await station.conclude(projectId);

  // 备案 gives the code; agency; standard land.
  await station.file(projectId);
  // Before the consent nobody but the enterprise has a number to call; after it, who serves the project.
  const chief = await desk.sit('shouxi-meicheng');
  await station.entrust(projectId);
  await chief.open(`/projects/${projectId}`);
  await chief.page.getByTestId('show-enterprise-contact').click();
  expect(await chief.page.getByTestId('enterprise-contact').textContent()).toMatch(/企业联系人.*1\d{10}/);
  await chief.look('enterprise-contact');
  const parcelId = await station.prepareParcel();
  await land.open(`/land/${parcelId}`);
  await land.page.getByRole('heading', { level: 1 }).waitFor();
  await land.look('parcel');
  const administrator = await walk.as('admin');
  const { clock } = await administrator.query<{ clock: { now: string; today: string } }>(
    '{ clock { now today } }',
  );
  await station.announce(parcelId, clock.today);
  const to = new Date(Date.parse(clock.now) + 33 * 86_400_000).toISOString();
  await administrator.query('mutation($to: String!) { advanceClock(to: $to) { today } }', { to });
  // The clock was moved in front of an open page, which has the day of before.
  await land.open(`/land/${parcelId}`);
  await land.act(
    projectId,
    'recordAward',
    { projectId: { search: plain.name }, price: '1200' },
    { at: `/land/${parcelId}`, seenAs: 'award' },
  );
  await station.contract(parcelId, projectId);
  // What lay a month with the town is red, and says so.
  await town.open('/tasks');
  await town.page
    .getByText(/逾期 \d+ 个工作日/)
    .first()
    .waitFor();
  await town.look('tasks-overdue');

  // The first item by the page, by both sides; the next two by the door.
  await walk.until('qiye', projectId, 'A5', ({ turns, steps }) => {
    const step = steps.find(({ code }) => code === 'A5');
    return turns.some((turn) => turn.action === 'submitItem' && turn.caseId === step?.caseId);
  });
  await enterprise.open(`/projects/${projectId}`);
  await enterprise.page.getByTestId('map-A5').waitFor();
  await enterprise.picture('path');
  await enterprise.act(projectId, 'submitItem', {}, { of: 'A5' });
  await walk.until('guizi', projectId, 'A5 received', ({ turns }) =>
    turns.some((turn) => turn.action === 'acceptItem'),
  );
  await officer.open('/tasks');
  await officer.picture('tasks-officer');
  // His office's queue: found by the company, looked at, saved as a sheet.
  await officer.open('/queue');
  await officer.page.getByLabel('按项目代码、项目、企业或事项查找').fill('新安');
  await officer.page.keyboard.press('Enter');
  await officer.page.getByTestId('queue').getByText('A5').first().waitFor();
  await officer.look('queue');
  await officer.printed('queue');
  const saved = officer.page.waitForEvent('download');
  await officer.page.getByTestId('queue-sheet').click();
  expect((await saved).suggestedFilename()).toBe('审批队列.xlsx');
  await officer.act(projectId, 'acceptItem', {}, { of: 'A5' });
  await walk.take('guizi2', projectId, 'decideItem', 'decideItem', 'page-A5-decide', {
    outcome: 'granted',
    reason: '符合法定条件',
  });
  await walk.until('guizi', projectId, 'A5 decided', ({ turns }) =>
    turns.some((turn) => turn.action === 'deliverItem'),
  );
  await officer.act(projectId, 'deliverItem', {}, { of: 'A5' });
  await officer.open(`/projects/${projectId}`);
  await officer.page.getByTestId('map-A5').waitFor();
  await officer.picture('path');
  const decided = await walk.dossier('guizi', projectId);
  const permit = decided.steps.find(({ code }) => code === 'A5')?.caseId ?? '';
  await officer.open(`/projects/${projectId}/items/${permit}`);
  await officer.page.getByTestId('item-card').waitFor();
  await officer.page.getByText('国有建设用地使用权出让合同').first().waitFor();
  await officer.look('item');
  await officer.printed('item');
  await station.passPath(projectId);

  // Construction and acceptance; one check fails, is rectified and alone checked again.
  await walk.until('qiye', projectId, 'construction', ({ turns }) =>
    turns.some((turn) => turn.action === 'reportConstructionStart'),
  );
  await enterprise.act(projectId, 'reportConstructionStart');
  await walk.until('qiye', projectId, 'acceptance', ({ turns }) =>
    turns.some((turn) => turn.action === 'applyAcceptance'),
  );
  await enterprise.act(projectId, 'applyAcceptance');
  await walk.until('tudi', projectId, 'planning', ({ turns }) =>
    turns.some((turn) => turn.action === 'verifyPlanning'),
  );
  await land.act(projectId, 'verifyPlanning', { passed: { radio: 'true' }, finding: '符合规划许可' });
  await walk.until('qiye', projectId, 'five parties', ({ turns }) =>
    turns.some((turn) => turn.action === 'recordFivePartyAcceptance'),
  );
  await enterprise.act(projectId, 'recordFivePartyAcceptance', { report: '五方一致同意通过' });
  await walk.until('yanshou', projectId, 'joint acceptance', ({ turns }) =>
    turns.some((turn) => turn.action === 'acceptJointAcceptance'),
  );
  await lead.act(projectId, 'acceptJointAcceptance');
  const seen = await walk.until(
    'zhujian',
    projectId,
    'checks',
    ({ turns }) => turns.filter((turn) => turn.action === 'recordCheck').length === 5,
  );
  const caseId = seen.turns.find((turn) => turn.action === 'recordCheck')?.caseId;
  for (const [check, passed] of [
    ['fire', false],
    ['archives', true],
    ['drainage', true],
    ['greening', true],
  ] as const)
    await (await walk.as('zhujian')).command('recordCheck', {
      id: caseId,
      key: `page-check-${check}`,
      check,
      passed,
      finding: passed ? '合格' : '疏散指示缺失',
    });
  await officer.act(projectId, 'recordCheck', { passed: { radio: 'true' }, finding: '土地核验合格' });
  await walk.until('qiye', projectId, 'rectification', ({ turns }) =>
    turns.some((turn) => turn.action === 'reportAcceptanceRectification'),
  );
  await enterprise.act(projectId, 'reportAcceptanceRectification', { report: '已补装疏散指示' });
  await walk.take('zhujian', projectId, 'recordCheck', 'recordCheck', 'page-recheck', {
    check: 'fire',
    passed: true,
    finding: '复验合格',
  });
  await walk.until('yanshou', projectId, 'opinion', ({ turns }) =>
    turns.some((turn) => turn.action === 'issueJointOpinion'),
  );
  await lead.act(projectId, 'issueJointOpinion', { opinion: '同意通过联合验收' });
  await walk.until('qiye', projectId, 'filing', ({ turns }) =>
    turns.some((turn) => turn.action === 'fileCompletion'),
  );
  await enterprise.act(projectId, 'fileCompletion');
  await walk.until('qiye', projectId, 'completion', ({ stage }) => stage === 'completed');

  await enterprise.open(`/projects/${projectId}`);
  await enterprise.page.getByTestId('dossier-stage').getByText('已竣工备案').waitFor();
  await enterprise.picture('dossier');
  await town.open(`/projects/${projectId}`);
  await town.page.getByTestId('dossier-stage').waitFor();
  await town.picture('dossier');
  const agent = await phone.sit('daiban1');
  await agent.open('/tasks');
  await agent.picture('tasks-agent');
  const admin = await desk.sit('admin');
  await admin.open('/admin');
  await admin.picture('admin');
  expect([desk, phone, ...seats].flatMap((seat) => seat.person.faults)).toEqual([]);
};
