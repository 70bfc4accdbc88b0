import { serviceNames } from '@yizhan/contracts';
import { createProjectWalk } from '@yizhan/local/project-walk';
import { enrolAgents } from '@yizhan/local/roster';
import { createWalk } from '@yizhan/local/walk';
import { type Installation, someFacts, until } from '@yizhan/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownInvestor, password, startAll } from './installation.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await startAll(serviceNames, '2026-03-02T01:00:00.000Z');
}, 120_000);
afterAll(async () => await installation?.stop());

it('walks a project from application to acceptance, by the door and by events alone', async () => {
  const walk = createWalk(installation.urlOf('gateway'), password);
  await enrolAgents(walk);
  const administrator = await walk.as('admin');
  const today = async () =>
    (await administrator.query<{ clock: { today: string } }>('{ clock { today } }')).clock.today;
  const advance = async (days: number): Promise<string> => {
    const { clock } = await administrator.query<{ clock: { now: string } }>('{ clock { now } }');
    const to = new Date(Date.parse(clock.now) + days * 86_400_000).toISOString();
    await administrator.query('mutation($to: String!) { advanceClock(to: $to) { now } }', { to });
    return await today();
  };
  const station = createProjectWalk(walk, {
    key: 'whole',
    enterprise: 'qiye',
    investor: ownInvestor,
    facts: someFacts(),
    territory: 'meicheng',
    chief: 'shouxi-meicheng',
    parcel: { code: '330182001001GB00001', name: '梅城工业功能区A-01地块' },
  });

  const id = await station.apply();
  await station.prereview(id);
  await station.judge(id);
  await station.conclude(id);
  await station.file(id);
  await station.entrust(id);
  const parcelId = await station.prepareParcel();
  await station.announce(parcelId, await today());
  await station.award(parcelId, id, await advance(33));
  await station.passPath(id);
  await station.build(id, await today());
  await station.accept(id);

  const seen = await walk.dossier('qiye', id);
  expect(seen.stage).toBe('completed');
  // Notice and listing, then the days on which the design is public.
  expect(seen.metrics.spanToCompletion).toBe(41);
  expect(seen.metrics.byCause.reduce((sum, { days }) => sum + days, 0)).toBe(41);
  expect(seen.steps.map(({ code, status }) => `${code} ${status}`)).toEqual([
    'A1 delivered',
    'A3 done',
    'A4 done',
    'A5 delivered',
    'A6 filed',
    'A8 onPromise',
    'B1 delivered',
    'B2 delivered',
    'C1 delivered',
    'C4 delivered',
    'C6 delivered',
  ]);
  // The standard land is judged beside it, and blocked nothing.
  await until(
    async () => (await walk.dossier('tudi', id)).parcel?.status,
    (status) => status === 'completionReview',
  );
  // The enterprise's own side holds no internal line.
  expect(
    seen.timeline.some(
      ({ type }) => type === 'prereview.OpinionGiven' || type === 'prereview.ConferenceHeld',
    ),
  ).toBe(false);
  // What A5 was submitted with is on record, and its department has it; nobody who has no part in it does.
  const a5 = seen.steps.find(({ code }) => code === 'A5')?.caseId;
  const enterprise = await walk.as('qiye');
  const { getItemMaterials } = await enterprise.query<{
    getItemMaterials: { asked: { state: string; materials: { versions: { file: string }[] }[] }[] };
  }>(
    `query($input: GetItemMaterialsInput!) { getItemMaterials(input: $input) {
      asked { state materials { versions { file } } }
    } }`,
    { input: { item: a5 } },
  );
  expect(getItemMaterials.asked[0]?.state).toBe('handedIn');
  const file = getItemMaterials.asked[0]?.materials[0]?.versions[0]?.file;
  const download = async (who: string): Promise<number> =>
    (
      await fetch(`${installation.urlOf('gateway')}/files/${file}`, {
        headers: { authorization: `Bearer ${(await walk.as(who)).token}` },
      })
    ).status;
  expect(await Promise.all(['qiye', 'guizi', 'qiye2', 'meicheng', 'admin'].map(download))).toEqual([
    200, 200, 404, 404, 404,
  ]);
  // What was decided is in writing, and anybody who holds it can see that it is genuine.
  const { findNotices } = await enterprise.query<{
    findNotices: { notice: string; number: string; checksum: string }[];
  }>('query($input: FindNoticesInput!) { findNotices(input: $input) { notice number checksum } }', {
    input: { projectId: id, item: a5 },
  });
  expect(findNotices.map(({ notice }) => notice).sort()).toEqual(['accepted', 'granted']);
  const [{ number, checksum } = { number: '', checksum: '' }] = findNotices;
  const verdict = await fetch(`${installation.urlOf('gateway')}/verify-notice`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ number, checksum }),
  });
  expect(await verdict.json()).toMatchObject({ genuine: true });
  const missing = await administrator.query<{ findMissingEvents: readonly unknown[] }>(
    '{ findMissingEvents { service caseId emitted arrived } }',
  );
  expect(missing.findMissingEvents).toEqual([]);
}, 180_000);
