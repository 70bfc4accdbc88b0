import { derivedId } from '@yizhan/aggregate';
import { until } from '@yizhan/testkit';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { itemCaseId } from '../src/commands.ts';
import { filing, key, type Station, startStation } from './station.ts';
import { division } from './walk.ts';

vi.setConfig({ testTimeout: 60_000 });

let station: Station;
beforeAll(async () => {
  station = await startStation();
}, 60_000);
afterAll(async () => await station?.installation.stop());

const refusedWith = (code: string) => ({ data: { code } });
const head = (unit: 'naturalResources' | 'water') => station.at({ roles: ['departmentHead'], unit });

it('a permit that is taken back is done no longer: what needed it waits again, until it is granted anew', async () => {
  const projectId = await station.withLand();
  await station.pass(projectId, 'A5', 'naturalResources');
  await station.ready(projectId, 'B2');
  const id = itemCaseId(projectId, 'A5');
  await station.of('naturalResources', 'first').commands.requestItemAmendment({
    id,
    key: key(),
    kind: 'withdrawDecision',
    reason: '发证对象有误',
  });
  await head('naturalResources').commands.consentItemAmendment({
    id,
    key: key(),
    agreed: true,
    reason: '同意',
  });
  await until(
    async () => (await station.item(projectId, 'B2')).waitsFor,
    (waits) => waits.includes('A5'),
  );
  await expect(station.submit(projectId, 'B2')).rejects.toMatchObject(
    refusedWith('PREDECESSOR_NOT_NOTIFIED'),
  );
  await station.of('naturalResources', 'second').commands.decideItem({
    id,
    key: key(),
    outcome: 'granted',
    reason: '更正后准予',
  });
  await station.of('naturalResources', 'first').commands.deliverItem({ id, key: key(), channel: 'inbox' });
  await station.ready(projectId, 'B2');
});

it('what was refused or withdrawn is applied for again by the path as it is now: its rules and what it waits for', async () => {
  const projectId = await station.withLand({ facts: { ...filing.facts, environmentClass: 'form' } });
  const ecology = station.of('ecology');
  const [assessment, permit] = [itemCaseId(projectId, 'A6'), itemCaseId(projectId, 'B2')];
  await station.submit(projectId, 'A6');
  const reason = '应编制报告书';
  await ecology.commands.declineItem({ id: assessment, key: key(), kind: 'notAccepted', reason });
  await station.pass(projectId, 'A5', 'naturalResources');
  await station.ready(projectId, 'B2');
  await station.submit(projectId, 'B2');
  await station.owner.commands.withdrawItem({ id: permit, key: key(), reason: '不办了' });

  const { id } = await station.view(projectId);
  const facts = { environmentClass: 'report' } as const;
  await station.owner.commands.changeProjectFacts({ id, key: key(), facts, reason });
  const limits = async () => (await station.item(projectId, 'A6')).limits.map(({ value }) => value);
  await until(limits, (days) => days.join() === '60,12');
  await station.submit(projectId, 'A6');
  await ecology.commands.acceptItem({ id: assessment, key: key() });
  expect(await limits()).toEqual([60, 12]);

  const amendment = { id: itemCaseId(projectId, 'A5'), kind: 'withdrawDecision', reason: '有误' } as const;
  await station.of('naturalResources', 'first').commands.requestItemAmendment({ ...amendment, key: key() });
  const consent = { id: amendment.id, agreed: true, reason: '同意' };
  await head('naturalResources').commands.consentItemAmendment({ ...consent, key: key() });
  await until(
    async () => (await station.item(projectId, 'B2')).waitsFor,
    (waits) => waits.includes('A5'),
  );
  await expect(station.submit(projectId, 'B2')).rejects.toMatchObject(
    refusedWith('PREDECESSOR_NOT_NOTIFIED'),
  );
});

it('a permit that is delivered when construction has begun never runs out', async () => {
  const projectId = await station.withLand();
  await station.pass(projectId, 'A5', 'naturalResources');
  await station.pass(projectId, 'B2', 'naturalResources');
  await station.ready(projectId, 'C4');
  await station.submit(projectId, 'C4');
  const id = itemCaseId(projectId, 'C4');
  const [first, second] = [station.of('housing', 'first'), station.of('housing', 'second')];
  await first.commands.acceptItem({ id, key: key() });
  const project = await station.view(projectId);
  await station.owner.commands.reportConstructionStart({ id: project.id, key: key(), on: '2026-03-02' });
  await second.commands.decideItem({ id, key: key(), outcome: 'granted', reason: '符合' });
  const delivery = { id, key: key(), channel: 'inbox' } as const;
  const answer = await first.commands.deliverItem(delivery);
  expect((await station.item(projectId, 'C4')).certificate).toMatchObject({ used: true });
  expect(await first.commands.deliverItem(delivery)).toEqual({ ...answer, replayed: true });
});

it('a filing item is filed with what it has to come with, and guided to it before', async () => {
  const projectId = await station.withLand({ facts: { ...filing.facts, environmentClass: 'register' } });
  const id = itemCaseId(projectId, 'A6');
  expect((await station.item(projectId, 'A6')).materials.map(({ kind }) => kind)).toContain('impactRegister');
  const [register, map] = [derivedId('mat', 'register'), derivedId('mat', 'map')];
  station.kindOf.set(register, 'impactRegister').set(map, 'surveyMap');
  const submit = async (...materials: string[]) =>
    await station.owner.commands.submitItem({
      id,
      key: key(),
      note: '齐全',
      materials: materials.map((material) => ({ material, version: 1 })),
    });
  const incomplete = { data: { code: 'FILING_INCOMPLETE', field: 'materials' } };
  await expect(submit()).rejects.toMatchObject(incomplete);
  await expect(submit(map)).rejects.toMatchObject(incomplete);
  expect((await submit(map, register)).status).toBe('filed');
});

it('a promise that was not kept bars the company everywhere, until a head repairs its credit', async () => {
  const owner = station.at({ id: 'acc_c', roles: ['enterprise'], company: 'cmp_c' });
  const water = station.of('water');
  const onPromise = async (): Promise<string> => {
    const { subject } = await owner.commands.fileProject({
      key: key(),
      ...filing,
      facts: { ...filing.facts, landArea: '8000' },
    });
    const id = itemCaseId(subject, 'A8');
    await until(
      async () => await owner.queries.getItem({ id }).catch(() => null),
      (seen) => seen?.status === 'planned',
    );
    return id;
  };
  const submit = async (id: string) =>
    await owner.commands.submitItem({ id, key: key(), note: '承诺', commitment: true });
  const [first, second] = [await onPromise(), await onPromise()];
  await submit(first);
  await water.commands.acceptItem({ id: first, key: key() });
  await water.commands.decideItem({ id: first, key: key(), outcome: 'granted', reason: '承诺即办' });
  await water.commands.deliverItem({ id: first, key: key(), channel: 'inbox' });
  expect(await owner.queries.getItem({ id: first })).toMatchObject({ status: 'onPromise', commitment: true });
  for (let visit = 0; visit < 2; visit += 1)
    await water.commands.recordItemInspection({ id: first, key: key(), passed: false, finding: '未落实' });
  expect((await owner.queries.getItem({ id: first })).status).toBe('revoked');
  await station.installation.settle();
  await expect(submit(second)).rejects.toMatchObject(refusedWith('COMMITMENT_BARRED'));
  for (const who of [head('water'), water, owner])
    expect(await who.queries.getItem({ id: second })).toMatchObject({ commitmentBarred: true });
  await head('water').commands.restoreCommitmentCredit({ key: key(), company: 'cmp_c', reason: '已履行' });
  expect(await head('water').queries.getItem({ id: second })).toMatchObject({ commitmentBarred: false });
  expect((await submit(second)).status).toBe('received');
});

it('delivery goes into the inbox of a company that agreed to it, and of no other', async () => {
  const { electronicDelivery: _agreed, ...silent } = filing;
  const { subject } = await station.owner.commands.fileProject({ key: key(), ...silent });
  await station.awarded(subject);
  await station.contracted(subject);
  await station.ready(subject, 'A5');
  await station.submit(subject, 'A5');
  const id = itemCaseId(subject, 'A5');
  const [first, second] = ['first', 'second'].map((name) => station.of('naturalResources', name));
  await first?.commands.acceptItem({ id, key: key() });
  await second?.commands.decideItem({ id, key: key(), outcome: 'granted', reason: '符合' });
  await expect(first?.commands.deliverItem({ id, key: key(), channel: 'inbox' })).rejects.toMatchObject(
    refusedWith('NO_ELECTRONIC_DELIVERY'),
  );
  const project = await station.view(subject);
  await station.owner.commands.agreeElectronicDelivery({ id: project.id, key: key(), agreed: true });
  expect((await first?.commands.deliverItem({ id, key: key(), channel: 'inbox' }))?.status).toBe('delivered');
});

it('notes, proposals and amendments are the department’s own', async () => {
  const projectId = await station.withLand();
  await station.submit(projectId, 'A5');
  const id = itemCaseId(projectId, 'A5');
  const officer = station.of('naturalResources', 'first');
  await officer.commands.addItemNote({ id, key: key(), text: '请核对红线' });
  expect((await officer.queries.getItem({ id })).notes).toHaveLength(1);
  for (const outside of [
    station.owner,
    station.at({ roles: ['windowClerk'] }),
    station.at({ roles: ['territory'], unit: division }),
    station.at({ roles: ['land'], unit: 'naturalResources' }),
  ])
    expect(await outside.queries.getItem({ id })).toMatchObject({ notes: [], recused: [] });
  const kin = { id, key: key(), kind: 'kin', reason: '法定代表人为近亲属' } as const;
  const second = station.of('naturalResources', 'second');
  await second.commands.recuseFromItem(kin);
  expect((await officer.queries.getItem({ id })).recused).toMatchObject([
    { kind: 'kin', reason: kin.reason },
  ]);
  expect(await second.queries.getItem({ id })).toMatchObject({ notes: [], recused: [] });
  await expect(second.commands.acceptItem({ id, key: key() })).rejects.toMatchObject(refusedWith('RECUSED'));
  for (const outside of [station.owner, station.at({ roles: ['territory'], unit: division })])
    expect(JSON.stringify(await outside.queries.getItem({ id }))).not.toContain(kin.reason);
  expect((await station.item(projectId, 'A5')).materials.map(({ kind }) => kind)).toContain('landPermitForm');
});

it('a filing is changed, told to be corrected, and cancelled; nothing of it is refused', async () => {
  const projectId = await station.filed();
  const { id } = await station.view(projectId);
  await station.owner.commands.changeFiling({ id, key: key(), totalInvestment: '15000', reason: '追加投资' });
  await expect(
    station.owner.commands.changeFiling({ id, key: key(), totalInvestment: '15000', reason: '追加投资' }),
  ).rejects.toMatchObject(refusedWith('NOTHING_CHANGED'));
  await expect(
    station.of('water').commands.tellFilingCorrection({
      id,
      key: key(),
      found: 'verificationClass',
      reason: '属核准目录',
    }),
  ).rejects.toMatchObject(refusedWith('OTHER_DEPARTMENT'));
  await station.of('developmentReform').commands.tellFilingCorrection({
    id,
    key: key(),
    found: 'verificationClass',
    reason: '属核准目录',
  });
  expect(await station.view(projectId)).toMatchObject({
    status: 'filed',
    correctionTold: { found: 'verificationClass' },
  });
  await station.owner.commands.changeProjectFacts({
    id,
    key: key(),
    facts: { route: 'verification' },
    reason: '改按核准办理',
  });
  await station.reaches(projectId, 'A2', 'planned');
  await station.of('developmentReform').commands.settleFilingCorrection({ id, key: key(), reason: '已改正' });
  expect((await station.view(projectId)).correctionTold).toBeNull();
  const anew = { ...filing, replaces: projectId };
  await expect(station.owner.commands.fileProject({ key: key(), ...anew })).rejects.toMatchObject(
    refusedWith('FILING_STILL_OPEN'),
  );
  await station.owner.commands.cancelFiling({ id, key: key(), reason: '不再建设' });
  const other = station.at({ id: 'acc_d', roles: ['enterprise'], company: 'cmp_d' });
  await expect(other.commands.fileProject({ key: key(), ...anew })).rejects.toMatchObject(
    refusedWith('PROJECT_NOT_FOUND'),
  );
  const refiled = await station.owner.commands.fileProject({ key: key(), ...anew });
  const [first] = await station.eventsOf(refiled.id);
  expect(first?.data).toMatchObject({ replaces: projectId });
  await station.reaches(projectId, 'A2', 'closed');
  expect((await station.view(projectId)).status).toBe('cancelled');
});

it('what the items took is told with every pause; to onlookers without what a pause says', async () => {
  const projectId = await station.withLand();
  await station.submit(projectId, 'A5');
  const id = itemCaseId(projectId, 'A5');
  await station.of('naturalResources').commands.requestItemCorrection({
    id,
    key: key(),
    asked: [{ what: '图纸', why: '缺' }],
  });
  const clocks = await station.owner.queries.getProjectClocks({ projectId });
  expect(clocks).toMatchObject({ planned: 9, used: 0 });
  expect(clocks.intervals.at(-1)).toMatchObject({ code: 'A5', cause: 'correction', evidence: '图纸' });
  const town = station.at({ roles: ['territory'], unit: division });
  expect((await town.queries.getProjectClocks({ projectId })).intervals.at(-1)).toMatchObject({
    cause: 'correction',
    by: null,
    evidence: null,
  });
  const other = station.at({ roles: ['enterprise'], company: 'cmp_b' });
  await expect(other.queries.getProjectClocks({ projectId })).rejects.toMatchObject(
    refusedWith('CASE_NOT_FOUND'),
  );
});

/** Of the last two, which move legal time. */
it('an imported calendar moves the open due dates of every process, and the old day stays on record', async () => {
  await station.installation.advanceTo('2026-12-30T01:00:00.000Z');
  const projectId = await station.withLand();
  await station.submit(projectId, 'A5');
  const id = itemCaseId(projectId, 'A5');
  await station.of('naturalResources').commands.requestItemCorrection({
    id,
    key: key(),
    days: 3,
    asked: [{ what: '图纸', why: '缺' }],
  });
  expect((await station.item(projectId, 'A5')).correction?.due).toMatchObject({
    dueOn: '2027-01-05',
    provisional: true,
  });
  const administrator = station.at({ roles: ['administrator'] });
  await administrator.commands.importCalendar({
    key: key(),
    year: 2027,
    notice: '关于2027年部分节假日安排的通知（示例）',
    off: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'],
    work: ['2027-01-09'],
  });
  await until(
    async () => {
      await station.installation.internal('approval', '/sweep', 'POST');
      return (await station.item(projectId, 'A5')).correction?.due.dueOn;
    },
    (dueOn) => dueOn === '2027-01-06',
  );
  await station.installation.settle();
  const moved = (await station.eventsOf(id)).filter(({ type }) => type === 'approval.ItemDueMoved');
  expect(moved.map(({ data }) => data)).toMatchObject([{ which: 'correction', from: '2027-01-05' }]);
  expect(await station.owner.queries.getCalendar({ year: 2027 })).toMatchObject({
    provisional: false,
    work: ['2027-01-09'],
  });
});

/** Last: it moves legal time. */
it('an extension that was applied for stands in the queue, and silence past the last day grants it', async () => {
  const projectId = await station.withLand();
  await station.pass(projectId, 'A5', 'naturalResources');
  const id = itemCaseId(projectId, 'A5');
  const until = (await station.item(projectId, 'A5')).certificate?.until ?? '';
  expect(until).toBe('2027-12-29');
  await station.installation.advanceTo('2027-12-09T01:00:00.000Z');
  const queue = async (search?: string) =>
    (await station.of('naturalResources').queries.findItems(search === undefined ? {} : { search })).filter(
      (row) => row.id === id,
    );
  expect(await queue()).toEqual([]);
  await station.owner.commands.applyCertificateExtension({ id, key: key(), reason: '未开工' });
  const row = { status: 'delivered', statusZh: '证照延期，待决定', dueOn: until };
  expect(await queue()).toMatchObject([row]);
  expect(await queue('A5')).toMatchObject([row]);
  expect(await station.of('water').queries.findItems({ search: 'A5' })).toEqual([]);
  expect(await station.item(projectId, 'A5')).toMatchObject({ holder: 'naturalResources', dueOn: until });
  await station.installation.advanceTo('2027-12-30T01:00:00.000Z');
  await station.installation.internal('approval', '/sweep', 'POST');
  expect(await station.item(projectId, 'A5')).toMatchObject({
    status: 'delivered',
    certificate: { until: '2028-12-29', extensions: 1, extensionApplied: false },
  });
  expect(await queue()).toEqual([]);
});
