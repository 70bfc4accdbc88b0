import { createHistory, envelopeOf, findBrokenLink } from '@yizhan/aggregate';
import { eventSchemas } from '@yizhan/contracts';
import { until } from '@yizhan/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Chain, freshCode, key, projectOf, refusedWith, registerAs, startChain } from './chain.ts';
import { announcing, awarding, completionValues, division, productionValues } from './walk.ts';

// Legal time is advanced rung by rung, with every service settled between.
vi.setConfig({ testTimeout: 20_000 });

describe('registering', () => {
  let chain: Chain;
  beforeAll(async () => {
    chain = await startChain();
  }, 60_000);
  afterAll(async () => await chain?.installation.stop());

  it('answers the same key twice with one parcel, and refuses it for another', async () => {
    const input = registerAs(freshCode());
    const first = await chain.town.commands.registerParcel(input);
    expect(await chain.town.commands.registerParcel(input)).toEqual({ ...first, replayed: true });
    await expect(chain.town.commands.registerParcel({ ...input, name: '另一块地' })).rejects.toMatchObject(
      refusedWith('KEY_REUSED'),
    );
  });

  it('refuses a code that is registered already, however it is written', async () => {
    const code = freshCode();
    await chain.register(code);
    await expect(
      chain.office.commands.registerParcel(registerAs(` ${code.toLowerCase()}`)),
    ).rejects.toMatchObject({
      data: { code: 'PARCEL_CODE_TAKEN', field: 'parcelCode' },
    });
  });

  it('lets one of two territories that register a code at the same moment have it', async () => {
    const other = chain.at({ id: `acc_${'8'.padStart(24, '0')}`, roles: ['territory'], unit: '330182001' });
    for (let round = 0; round < 10; round += 1) {
      const code = freshCode();
      const [mine, theirs] = await Promise.allSettled([
        chain.town.commands.registerParcel(registerAs(code)),
        other.commands.registerParcel({ ...registerAs(code), division: '330182001' }),
      ]);
      const outcomes = [mine, theirs].map((outcome) => outcome.status).sort();
      expect(outcomes).toEqual(['fulfilled', 'rejected']);
      const refused = [mine, theirs].find((outcome) => outcome.status === 'rejected');
      expect(refused?.reason).toMatchObject(refusedWith('PARCEL_CODE_TAKEN'));
    }
  });

  it('lets one of two that are drawn over one another at the same moment have the place', async () => {
    const polygonAt = (round: number, shift: number) => {
      const [west, south] = [119.4 + round * 0.002 + shift, 29.5];
      const [east, north] = [west + 0.0015, south + 0.0013];
      return {
        type: 'Polygon' as const,
        coordinates: [
          [
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
          ],
        ],
      };
    };
    for (let round = 0; round < 6; round += 1) {
      const draw = async (shift: number) =>
        await chain.town.commands.registerParcel({
          ...registerAs(freshCode()),
          area: '20970',
          polygon: polygonAt(round, shift),
        });
      const outcomes = await Promise.allSettled([draw(0), draw(0.0004)]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const refused = outcomes.find((outcome) => outcome.status === 'rejected');
      expect(refused?.reason).toMatchObject(refusedWith('PARCELS_OVERLAP'));
    }
  });

  it('refuses unknown fields, dates that do not exist and other divisions, and changes nothing', async () => {
    const id = await chain.register();
    const { type: _type, ...body } = announcing;
    await expect(
      chain.town.commands.registerParcel({ ...registerAs(freshCode()), investor: 'cmp_a' } as never),
    ).rejects.toMatchObject(refusedWith('UNKNOWN_FIELD'));
    await expect(
      chain.office.commands.announceListing({ id, key: key(), ...body, closesOn: '2026-02-30' }),
    ).rejects.toMatchObject(refusedWith('INVALID_INPUT'));
    await expect(
      chain.town.commands.registerParcel({ ...registerAs(freshCode()), division: '330182001' }),
    ).rejects.toMatchObject(refusedWith('NOT_YOUR_UNIT'));
    expect(await chain.view(id)).toMatchObject({
      status: 'reserved',
      version: 1,
      mu: '30',
      holders: [division],
    });
  });

  it('terms of a listing never name an investor: there is no field for one', async () => {
    const { type: _type, ...body } = announcing;
    await expect(
      chain.office.commands.announceListing({
        id: await chain.prepared(),
        key: key(),
        ...body,
        company: 'cmp_a',
      } as never),
    ).rejects.toMatchObject(refusedWith('UNKNOWN_FIELD'));
  });

  it('two departments that countersign at the same moment both count, and one of them is the last', async () => {
    const id = await chain.register();
    await chain.town.commands.startEvaluation({ id, key: key(), evaluations: ['能评'] });
    await chain.town.commands.completeEvaluations({
      id,
      key: key(),
      results: [{ evaluation: '能评', result: '符合' }],
    });
    const units = ['developmentReform', 'ecology', 'water', 'economyInformation'] as const;
    const { indicators } = await chain.view(await chain.prepared());
    await chain.town.commands.proposeIndicators({
      id,
      key: key(),
      indicators: indicators.map(({ zh: _zh, ...promised }) => promised),
      askedOf: [...units],
    });
    await Promise.all(
      units.map(
        async (unit) =>
          await chain.department(unit).commands.countersignIndicators({ id, key: key(), opinion: '同意' }),
      ),
    );
    const history = await createHistory(chain.service.parts.connection).ofCase(id);
    const complete = history
      .map(({ body }) => envelopeOf(body))
      .filter(({ type }) => type === 'land.IndicatorsCountersigned')
      .map(({ data }) => data['complete']);
    expect(complete).toEqual([false, false, false, true]);
  });
});

describe('who sees which parcel', () => {
  let chain: Chain;
  beforeAll(async () => {
    chain = await startChain();
  }, 60_000);
  afterAll(async () => await chain?.installation.stop());

  it('lists a division’s own, what a department was asked, what is on the market, all for the land office', async () => {
    const reserved = await chain.register();
    const listed = await chain.listed();
    const ids = async (client: Chain['town'], wanted: { status?: string; minArea?: string } = {}) =>
      (await client.queries.findParcels(wanted)).map(({ id }) => id);
    expect((await ids(chain.office)).sort()).toEqual([reserved, listed].sort());
    expect((await ids(chain.town)).sort()).toEqual([reserved, listed].sort());
    expect(await ids(chain.at({ roles: ['territory'], unit: '330182001' }))).toEqual([]);
    expect(await ids(chain.department('ecology'))).toEqual([listed]);
    expect(await ids(chain.department('water'))).toEqual([]);
    expect(await ids(chain.winner)).toEqual([listed]);
    expect(await ids(chain.winner, { status: 'reserved' })).toEqual([]);
    expect(await ids(chain.winner, { minArea: '20000' })).toEqual([listed]);
    expect(await ids(chain.winner, { minArea: '20000.01' })).toEqual([]);
    for (const roles of [['agent'], ['chiefAgent'], ['agencyCentre'], ['utility']] as const)
      expect(await ids(chain.at({ roles: [...roles] }))).toEqual([listed]);
    for (const roles of [['administrator'], ['judgementLead']] as const)
      expect((await ids(chain.at({ roles: [...roles] }))).sort()).toEqual([reserved, listed].sort());
    expect(await ids(chain.at({ roles: ['land'], county: '330183' }))).toEqual([]);
    const [row] = await chain.winner.queries.findParcels({});
    expect(row).toMatchObject({
      divisionName: '梅城镇',
      listing: { closesOn: '2026-04-01' },
      indicators: { length: 5 },
    });
    expect(Object.keys(row ?? {})).not.toContain('countersigns');
  });

  it('shows the whole of a parcel to staff and to its division, to others once it is announced what that makes public', async () => {
    const others = [
      chain.winner,
      chain.at({ roles: ['territory'], unit: '330182001' }),
      ...(['agent', 'chiefAgent', 'agencyCentre', 'utility', 'auditor'] as const).map((role) =>
        chain.at({ roles: [role] }),
      ),
    ];
    const filed = await chain.prepared();
    for (const client of others)
      await expect(client.queries.getParcel({ id: filed })).rejects.toMatchObject(
        refusedWith('CASE_NOT_FOUND'),
      );
    const { type: _type, ...body } = announcing;
    await chain.office.commands.announceListing({ id: filed, key: key(), ...body });
    for (const client of others) {
      const seen = await client.queries.getParcel({ id: filed });
      expect(seen).toMatchObject({
        status: 'listed',
        publicOnly: true,
        listing: { startPrice: '1000', closesOn: '2026-04-01' },
        indicators: { length: 5 },
        area: '20000',
        mayDo: [],
        countersigns: [],
        scheme: null,
        filing: null,
      });
    }
    await expect(
      chain.at({ roles: ['land'], county: '330183' }).queries.getParcel({ id: filed }),
    ).rejects.toMatchObject(refusedWith('CASE_NOT_FOUND'));
    for (const client of [
      chain.town,
      chain.office,
      chain.department('ecology'),
      chain.at({ roles: ['administrator'] }),
      chain.at({ roles: ['judgementLead'] }),
    ])
      expect(await client.queries.getParcel({ id: filed })).toMatchObject({
        status: 'listed',
        publicOnly: false,
        countersigns: { length: 2 },
      });
  });
});

describe('a parcel and its project', () => {
  let chain: Chain;
  beforeAll(async () => {
    chain = await startChain();
  }, 60_000);
  afterAll(async () => await chain?.installation.stop());

  it('walks from registration to the fulfilled contract, and its contracts’ events fit their schemas', async () => {
    const { installation, office, winner, town } = chain;
    const project = projectOf('aa');
    const id = await chain.listed();
    await installation.advanceTo('2026-04-01T01:00:00.000Z');
    const award = { id, projectId: project, company: 'cmp_a', price: '1200', noticeOn: '2026-04-01' };
    await expect(office.commands.recordAward({ ...award, key: key() })).rejects.toMatchObject(
      refusedWith('PROJECT_NOT_FILED'),
    );
    await chain.filed(project);
    await expect(
      office.commands.recordAward({ ...award, company: 'cmp_b', key: key() }),
    ).rejects.toMatchObject(refusedWith('COMPANY_NOT_OF_PROJECT'));
    await office.commands.recordAward({ ...award, key: key() });
    expect(await chain.view(id)).toMatchObject({
      status: 'awarded',
      dueOn: '2026-04-16',
      holders: ['naturalResources'],
    });
    expect(await winner.queries.findParcels({ status: 'awarded' })).toMatchObject([{ id }]);

    // Construction is reported before the contracts are signed: the event waits for them.
    await chain.constructionStarted(project, '2026-04-01');
    await until(
      async () => (await installation.settledOf('land')).parked.waiting,
      (waiting) => waiting === 1,
    );
    await expect(town.commands.signContracts({ id, key: key(), legalityOpinion: '' })).rejects.toMatchObject(
      refusedWith('INVALID_INPUT'),
    );
    await town.commands.signContracts({ id, key: key(), legalityOpinion: '模拟-2026-001' });
    await chain.reaches(id, 'building');
    await office.commands.annotateRegistration({ id, key: key(), note: '标准地' });
    expect((await winner.queries.getParcel({ id })).contracts).toMatchObject({
      legalityOpinion: null,
      simulated: true,
    });
    expect((await chain.view(id)).contracts).toMatchObject({ legalityOpinion: '模拟-2026-001' });
    // Of what came after its announcement others are told that it was sold.
    expect(await chain.at({ roles: ['agent'] }).queries.getParcel({ id })).toMatchObject({
      status: 'awarded',
      publicOnly: true,
      award: null,
      contracts: null,
      dueOn: null,
    });

    await chain.completionFiled(project, '2026-04-01');
    await chain.reaches(id, 'completionReview');
    await office.commands.recordCompletionReview({
      id,
      key: key(),
      measured: completionValues('280', '1.2', '7'),
    });
    expect(await chain.view(id)).toMatchObject({
      status: 'rectifying',
      dueOn: '2026-10-08',
      holders: ['enterprise'],
    });
    await winner.commands.reportRectification({ id, key: key(), report: '追加设备投资 600 万元' });
    await office.commands.recordCompletionReview({
      id,
      key: key(),
      measured: completionValues('300', '1.2', '7').slice(0, 1),
    });
    await winner.commands.startOperation({ id, key: key() });
    await office.commands.recordProductionReview({ id, key: key(), measured: productionValues('20', '1') });
    expect(await chain.view(id)).toMatchObject({ status: 'fulfilled', holders: [], results: { length: 5 } });

    await installation.settle();
    const history = await createHistory(chain.service.parts.connection).ofCase(id);
    expect(findBrokenLink(history)).toBeNull();
    const events = history.map(({ body }) => envelopeOf(body));
    for (const event of events) expect(() => eventSchemas.get(event.type)?.parse(event.data)).not.toThrow();
    expect(new Set(events.map((event) => event.key))).toEqual(new Set([id]));
    expect(events.map(({ type }) => type.replace('land.', ''))).toEqual([
      'ParcelRegistered',
      'EvaluationStarted',
      'EvaluationsCompleted',
      'IndicatorsProposed',
      'IndicatorsCountersigned',
      'IndicatorsCountersigned',
      'SchemeApproved',
      'StandardLandFiled',
      'ListingAnnounced',
      'ParcelAwarded',
      'ContractsSigned',
      'ParcelUnderConstruction',
      'RegistrationAnnotated',
      'CompletionReviewOpened',
      'CompletionReviewed',
      'RectificationOrdered',
      'RectificationReported',
      'CompletionReviewed',
      'InitialOperationStarted',
      'ProductionReviewed',
      'ObligationsFulfilled',
    ]);
    expect(events.find(({ type }) => type === 'land.ParcelUnderConstruction')).toMatchObject({
      effectiveOn: '2026-04-01',
      causedBy: `${project}.2`,
    });
  });
});

describe('what comes before its time', () => {
  let chain: Chain;
  beforeAll(async () => {
    chain = await startChain();
  }, 60_000);
  afterAll(async () => await chain?.installation.stop());
  const { type: _type, filed: _filed, ...award } = awarding;

  it('waits: completion before construction, construction before any parcel, and is applied in order', async () => {
    const { installation, office } = chain;
    const project = projectOf('bb');
    const id = await chain.listed();
    await installation.advanceTo('2026-04-01T01:00:00.000Z');
    await chain.filed(project);
    await chain.completionFiled(project, '2026-04-01');
    await chain.constructionStarted(project, '2026-04-01');
    await until(
      async () => (await installation.settledOf('land')).parked.waiting,
      (waiting) => waiting === 2,
    );
    await office.commands.recordAward({ ...award, id, key: key(), projectId: project });
    await office.commands.signContracts({ id, key: key(), legalityOpinion: '模拟-2026-002' });
    await chain.reaches(id, 'completionReview');
    await until(
      async () => (await installation.settledOf('land')).parked,
      (parked) => parked.waiting + parked.behind + parked.failed === 0,
    );
  });

  it('does not wait for a parcel where no auction is on the path, or where the project is over', async () => {
    const { installation } = chain;
    const [held, over] = [projectOf('bc'), projectOf('bd')];
    await chain.filed(held);
    await chain.planned(held, false);
    await chain.constructionStarted(held, '2026-04-01');
    await chain.completionFiled(held, '2026-04-01');
    await chain.filed(over);
    await chain.planned(over, true);
    await chain.completionFiled(over, '2026-04-01');
    await until(
      async () => (await installation.settledOf('land')).parked.waiting,
      (waiting) => waiting === 1,
    );
    await chain.closed(over, 'completed');
    await until(
      async () => (await installation.settledOf('land')).parked,
      (parked) => parked.waiting + parked.behind + parked.failed === 0,
    );
  });

  it('tells the lights of late contracts on their days, by the sweeper', async () => {
    const { installation, office } = chain;
    const project = projectOf('cc');
    const id = await chain.prepared();
    const { type: _announceType, ...notice } = announcing;
    const dateReason = '补录';
    await office.commands.announceListing({
      ...notice,
      id,
      key: key(),
      noticeOn: '2026-04-01',
      listingFrom: '2026-04-21',
      closesOn: '2026-05-01',
    });
    await chain.filed(project);
    await installation.advanceTo('2026-05-06T01:00:00.000Z');
    await office.commands.recordAward({
      ...award,
      id,
      key: key(),
      projectId: project,
      noticeOn: '2026-05-01',
      dateReason,
    });
    await installation.advanceTo('2026-05-22T01:00:00.000Z');
    const history = await createHistory(chain.service.parts.connection).ofCase(id);
    // 05-01 to 05-05 are off, Saturday 05-09 is worked.
    const lights = history
      .map(({ body }) => envelopeOf(body))
      .filter(({ type }) => type === 'land.LightTurned');
    expect(lights.map(({ effectiveOn, data }) => [effectiveOn, data['light'], data['dueOn']])).toEqual([
      ['2026-05-14', 'yellow', '2026-05-18'],
      ['2026-05-19', 'red', '2026-05-18'],
    ]);
  });

  it('leaves the code of a parcel that was given back free to be registered anew', async () => {
    const { office } = chain;
    const [late] = (await office.queries.findParcels({ status: 'awarded' })).map(({ id }) => id);
    const { parcelCode } = await chain.view(late!);
    await expect(chain.register(parcelCode)).rejects.toMatchObject(refusedWith('PARCEL_CODE_TAKEN'));
    await office.commands.returnParcel({ id: late!, key: key(), reason: '竞得人放弃' });
    expect(await chain.register(parcelCode)).not.toBe(late);
  });
});

describe('a project that is given up', () => {
  let chain: Chain;
  beforeAll(async () => {
    chain = await startChain();
  }, 60_000);
  afterAll(async () => await chain?.installation.stop());
  const { type: _type, filed: _filed, ...award } = awarding;

  it('leaves its parcel to the land desk, and is awarded nothing any more', async () => {
    const { installation, office } = chain;
    const project = projectOf('be');
    await chain.filed(project);
    const [id, other] = [await chain.listed(), await chain.listed()];
    await installation.advanceTo('2026-04-01T01:00:00.000Z');
    await office.commands.recordAward({ ...award, id, key: key(), projectId: project });
    await office.commands.signContracts({ id, key: key(), legalityOpinion: '模拟-2026-003' });
    await chain.closed(project, 'givenUp');
    const seen = await until(
      async () => await chain.view(id),
      ({ abandonedOn }) => abandonedOn !== null,
    );
    // What becomes of it is decided by people, under the contracts.
    expect(seen.status).toBe('contracted');
    await expect(
      office.commands.recordAward({ ...award, id: other, key: key(), projectId: project }),
    ).rejects.toMatchObject(refusedWith('PROJECT_GIVEN_UP'));
    await office.commands.returnParcel({ id, key: key(), reason: '项目放弃，按合同约定退出' });
    expect((await chain.view(id)).status).toBe('returned');
  });
});
