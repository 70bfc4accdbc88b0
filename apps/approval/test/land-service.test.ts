import { derivedId } from '@yizhan/aggregate';
import { until } from '@yizhan/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filing, key, type Station, startStation } from './station.ts';

let station: Station;
beforeAll(async () => {
  station = await startStation();
});
afterAll(async () => {
  await station.installation.stop();
});

const code = (serial: number): string => `330182101001GB${String(serial).padStart(5, '0')}`;
const parcelOf = (name: string): string => derivedId('par', name);
const plannedBecause = async (projectId: string): Promise<readonly string[]> =>
  (await station.eventsOf((await station.view(projectId)).id)).flatMap(({ type, data }) =>
    type === 'approval.PathPlanned' && 'because' in data ? [String(data.because)] : [],
  );
const plannedFor = async (projectId: string, words: string): Promise<void> => {
  await until(
    async () => await plannedBecause(projectId),
    (seen) => seen.some((because) => because.includes(words)),
  );
};
const wishing = async (parcelWish: string): Promise<string> =>
  await station.filed({ facts: { ...filing.facts, parcelWish } } as Partial<typeof filing>);

it('learns from the announcement what was evaluated of the parcel that a project wishes for, before or after its filing', async () => {
  const parcel = parcelOf('first');
  const before = await wishing(code(1));
  await station.announced(parcel, code(1), ['能评', '压矿']);
  await plannedFor(before, '已公告');
  const after = await wishing(`地块${code(1)}`);
  await plannedFor(after, '已公告');
  for (const projectId of [before, after]) {
    const { facts, assumed } = await station.view(projectId);
    expect(facts?.regionalEvaluations).toEqual(['能评', '压矿']);
    expect(assumed).not.toContain('regionalEvaluations');
  }
  await expect(
    station.owner.commands.changeProjectFacts({
      id: (await station.view(before)).id,
      key: key(),
      facts: { regionalEvaluations: ['地灾'] },
      reason: '自行填报',
    }),
  ).rejects.toMatchObject({ code: 'EVALUATIONS_TOLD_BY_LAND' });
});

it('plans the path anew when the sale of the parcel fails, and when another bidder wins it', async () => {
  const parcel = parcelOf('second');
  const projectId = await wishing(code(2));
  const other = await wishing(code(3));
  await station.announced(parcel, code(2), ['能评']);
  await plannedFor(projectId, '已公告');
  await station.saleFailed(parcel);
  await plannedFor(projectId, '流拍');
  await station.soldElsewhere(parcel);
  await plannedFor(projectId, '由其他竞买人竞得');
  const { facts, path } = await station.view(projectId);
  expect(facts).not.toHaveProperty('parcelWish');
  expect(path.find((row) => row.code === 'A3')).toMatchObject({ doneOn: null });
  expect(await plannedBecause(other)).toEqual([]);
});

it('takes the evaluations of the parcel that was won over what its owner assumed', async () => {
  const projectId = await station.filed();
  await station.awarded(projectId, ['能评', '规划环评']);
  await plannedFor(projectId, '竞得地块');
  expect((await station.view(projectId)).facts?.regionalEvaluations).toEqual(['能评', '规划环评']);
  // 压矿 was assumed to be shared, and is now to be applied for.
  await station.reaches(projectId, 'X4', 'planned');
});

it('goes through the auction anew where an award came to nothing, as its contracts were not signed', async () => {
  const projectId = await station.filed();
  await station.awarded(projectId, ['能评']);
  await plannedFor(projectId, '竞得地块');
  await station.saleFailed(parcelOf('unsigned'), projectId);
  await plannedFor(projectId, '未按期签订合同');
  expect((await station.view(projectId)).path.find((row) => row.code === 'A3')).toMatchObject({
    doneOn: null,
  });
});

it('what an officer has claimed goes to his B handler on the day his absence begins, with a log', async () => {
  const projectId = await station.withLand();
  await station.submit(projectId, 'A5');
  const id = station.itemOf(projectId, 'A5');
  await station.of('naturalResources', 'first').commands.acceptItem({ id, key: key() });
  const account = derivedId('acc', 'first');
  const substitute = derivedId('acc', 'second');
  await station.sayIdentity({ type: 'SubstituteNamed', data: { account, substitute } });
  await station.sayIdentity({
    type: 'AbsenceNoted',
    data: { account, from: '2026-03-03', until: '2026-03-04' },
  });
  await station.installation.settle();
  expect((await station.item(projectId, 'A5')).officer).toBe(account);
  await station.installation.advanceTo('2026-03-03T01:00:00.000Z');
  await until(
    async () => (await station.item(projectId, 'A5')).officer,
    (officer) => officer === substitute,
  );
  const handed = (await station.eventsOf(id)).filter(({ type }) => type === 'approval.ItemHandedOver');
  expect(handed).toMatchObject([
    { data: { from: account, to: substitute, reason: 'AB岗：2026-03-03 至 2026-03-04 请假，由B岗接办' } },
  ]);
  // The B handler goes on where A stopped; another decides than who accepted.
  const second = station.of('naturalResources', 'second');
  await second.commands.decideItem({ id, key: key(), outcome: 'granted', reason: '符合' });
});
