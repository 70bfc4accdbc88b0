import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Chain, freshCode, key, projectOf, refusedWith, registerAs, startChain } from './chain.ts';
import { awarding } from './walk.ts';

// Legal time is advanced rung by rung, with every service settled between.
vi.setConfig({ testTimeout: 20_000 });

describe('an answer that was lost', () => {
  let chain: Chain;
  beforeAll(async () => {
    chain = await startChain();
  }, 60_000);
  afterAll(async () => await chain?.installation.stop());

  it('is the same when asked for again, whatever has become of the project and its conditions since', async () => {
    const { office, installation } = chain;
    const project = projectOf('ee');
    const id = await chain.listed();
    await installation.advanceTo('2026-04-01T01:00:00.000Z');
    await chain.filed(project);
    const { type: _type, filed: _filed, ...award } = awarding;
    const awardAsked = { ...award, id, key: key(), projectId: project };
    const awarded = await office.commands.recordAward(awardAsked);
    const signAsked = { id, key: key(), legalityOpinion: '模拟-2026-009' };
    const signed = await office.commands.signContracts(signAsked);
    await chain.closed(project, 'givenUp');
    await installation.settle();
    expect(await office.commands.recordAward(awardAsked)).toEqual({ ...awarded, replayed: true });
    expect(await office.commands.signContracts(signAsked)).toEqual({ ...signed, replayed: true });
  });
});

describe('a project with two parcels', () => {
  let chain: Chain;
  beforeAll(async () => {
    chain = await startChain();
  }, 60_000);
  afterAll(async () => await chain?.installation.stop());

  it('builds on the one whose contracts are signed late from their signing, and its completion is reviewed', async () => {
    const { office, installation } = chain;
    const project = projectOf('dd');
    const [one, other, third] = [await chain.listed(), await chain.listed(), await chain.listed()];
    await installation.advanceTo('2026-04-01T01:00:00.000Z');
    await chain.filed(project);
    const { type: _type, filed: _filed, ...award } = awarding;
    const sign = async (id: string) =>
      await office.commands.signContracts({ id, key: key(), legalityOpinion: '模拟-2026-003' });
    for (const id of [one, other, third])
      await office.commands.recordAward({ ...award, id, key: key(), projectId: project });
    await sign(one);
    await chain.constructionStarted(project, '2026-04-01');
    await chain.reaches(one, 'building');
    await sign(other);
    expect(await chain.view(other)).toMatchObject({ status: 'building', constructionOn: '2026-04-01' });
    await chain.completionFiled(project, '2026-04-01');
    await chain.reaches(other, 'completionReview');
    await sign(third);
    expect(await chain.view(third)).toMatchObject({ status: 'completionReview' });
    await office.commands.annotateRegistration({ id: third, key: key(), note: '标准地' });
    expect(await installation.settledOf('land')).toMatchObject({ parked: { waiting: 0, failed: 0 } });
  });
});

describe('what was registered wrongly', () => {
  let chain: Chain;
  beforeAll(async () => {
    chain = await startChain();
  }, 60_000);
  afterAll(async () => await chain?.installation.stop());

  it('is put right, but for a code and a place that are another parcel’s; withdrawn, both are free', async () => {
    const { town } = chain;
    const [code, taken] = [freshCode(), freshCode()];
    const square = (west: number) => ({
      type: 'Polygon' as const,
      coordinates: [
        [
          [west, 29.5],
          [west + 0.0015, 29.5],
          [west + 0.0015, 29.5013],
          [west, 29.5013],
          [west, 29.5],
        ],
      ],
    });
    const drawn = async (parcelCode: string, west: number) =>
      await town.commands.registerParcel({ ...registerAs(parcelCode), area: '20970', polygon: square(west) });
    const { id } = await drawn(code, 119.4);
    const neighbour = await drawn(taken, 119.41);
    const amend = { id, reason: '勘界有误' };
    await expect(
      town.commands.amendParcel({ ...amend, key: key(), parcelCode: taken }),
    ).rejects.toMatchObject({ data: { code: 'PARCEL_CODE_TAKEN', field: 'parcelCode' } });
    await expect(
      town.commands.amendParcel({ ...amend, key: key(), polygon: square(119.4104) }),
    ).rejects.toMatchObject(refusedWith('PARCELS_OVERLAP'));
    const asked = { ...amend, key: key(), area: '21000', polygon: square(119.402) };
    const first = await town.commands.amendParcel(asked);
    expect(await town.commands.amendParcel(asked)).toEqual({ ...first, replayed: true });
    expect(await chain.view(id)).toMatchObject({
      status: 'reserved',
      area: '21000',
      polygon: square(119.402),
    });
    await town.commands.cancelRegistration({ id: neighbour.id, key: key(), reason: '重复登记' });
    expect(await chain.view(neighbour.id)).toMatchObject({
      status: 'cancelled',
      cancelled: { reason: '重复登记' },
    });
    await town.commands.amendParcel({ ...amend, key: key(), parcelCode: taken, polygon: square(119.4104) });
  });
});
