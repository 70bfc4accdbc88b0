import { checkCreditCode, divisionsOf } from '@yizhan/codes';
import {
  agencyContract,
  approvalContract,
  insightContract,
  landContract,
  serviceNames,
} from '@yizhan/contracts';
import { liesWithin, overlapOf } from '@yizhan/land/polygon';
import { addWorkdays, isWorkday, legalDate, officialCalendar } from '@yizhan/workdays';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { otherCompanies } from '../src/companies.ts';
import { refuseUnlessEmpty } from '../src/installation-mark.ts';
import { type LoadedDemo, startLoaded } from './loaded.ts';

/** 建德市: 东经118°53′46″至119°45′51″，北纬29°12′20″至29°46′27″ */
const countyExtent = { west: 118.8961, east: 119.7642, south: 29.2055, north: 29.7742 };
const before = 'before-2020-1';
const after = 'after-2023-1';

let demo: LoadedDemo;
beforeAll(async () => {
  demo = await startLoaded();
}, 300_000);
afterAll(async () => await demo?.stop());

const overview = async () =>
  await demo.installation
    .as({ roles: ['administrator'] }, insightContract, 'insight')
    .queries.getOverview({});
const cohort = async (catalogue: string) =>
  (await overview()).cohorts.find((found) => found.catalogue === catalogue);
const approval = () => demo.installation.as({ roles: ['administrator'] }, approvalContract, 'approval');
const roster = async () =>
  await demo.installation.as({ roles: ['agencyCentre'] }, agencyContract, 'agency').queries.findRoster({});

describe('the published figures, as running services compute them', () => {
  it('48 projects declared, 39 agreed to in pre-review, 3 judged and passed', async () => {
    expect((await overview()).funnel).toMatchObject({ filed: 48, prereviewAgreed: 39, judged: 3 });
    const { total, byDivision } = await demo.installation
      .as({ roles: ['administrator'] }, insightContract, 'insight')
      .queries.getFunnel({});
    expect(total).toMatchObject({ filed: 48, prereviewAgreed: 39, judged: 3, passed: 3 });
    expect(byDivision.length).toBeGreaterThan(10);
  });

  it('26 parcels filed as standard land', async () => {
    expect((await overview()).funnel.parcelsFiled).toBe(26);
    const all = await demo.installation.as({ roles: ['land'] }, landContract, 'land').queries.findParcels({});
    const onTheirWay = ['reserved', 'evaluating', 'drafting', 'countersigning', 'approved'];
    expect(all.filter(({ status }) => !onTheirWay.includes(status))).toHaveLength(26);
  });

  it('17 chief agents, one for each town, street and the zone, and 25 agents', async () => {
    const all = await roster();
    const chiefs = all.filter(({ role }) => role === 'chiefAgent');
    expect(chiefs).toHaveLength(17);
    expect(chiefs.flatMap(({ divisions }) => divisions).sort()).toEqual(
      divisionsOf('330182')
        .map(({ code }) => code)
        .sort(),
    );
    expect(all.filter(({ role }) => role === 'agent')).toHaveLength(25);
  });

  it('80 days before and 30 after: the medians of the projects completed under each catalogue', async () => {
    expect(await cohort(before)).toMatchObject({ completed: 7, medianDays: 80 });
    expect(await cohort(after)).toMatchObject({ completed: 7, medianDays: 30 });
    expect((await overview()).definition).toContain('并集');
  });

  it('23.7 % fewer items and 21.9 % fewer materials, by the catalogue', async () => {
    expect(await approval().queries.getCatalogueChange({})).toEqual({
      before: { version: before, items: 38, materials: 137 },
      after: { version: after, items: 29, materials: 107 },
      itemsPercent: '-23.7',
      materialsPercent: '-21.9',
    });
  });
});

describe('the histories', () => {
  it('are of fictitious companies with codes that pass, filed on working days of 2021 to 2023', async () => {
    for (const { creditCode } of otherCompanies)
      expect(checkCreditCode(creditCode).ok, creditCode).toBe(true);
    expect(new Set(otherCompanies.map(({ creditCode }) => creditCode)).size).toBe(otherCompanies.length);
    const filed = demo.installation.connection
      .useDb(`${demo.installation.name}_approval`)
      .collection<{ _id: string; body: string }>('events')
      .find({ type: 'approval.FilingCompleted' });
    const days = (await filed.toArray()).map(({ body }) => legalDate(JSON.parse(body).effectiveOn));
    expect(days.filter((day) => !isWorkday(officialCalendar, day))).toEqual([]);
    expect([...new Set(days.map((day) => day.slice(0, 4)))].sort()).toEqual(['2021', '2023']);
  });

  it('are the work of working days, whoever of an office did it', async () => {
    const { name, connection } = demo.installation;
    const off: string[] = [];
    for (const service of serviceNames)
      for await (const { body } of connection
        .useDb(`${name}_${service}`)
        .collection<{ _id: string; body: string }>('events')
        .find()) {
        const { type, effectiveOn, actor } = JSON.parse(body);
        if (['time', 'service', 'enterprise'].includes(actor.role)) continue;
        if (!isWorkday(officialCalendar, legalDate(effectiveOn))) off.push(`${type} ${effectiveOn}`);
      }
    expect(off).toEqual([]);
  });

  it('leave nothing to fire at the first start', async () => {
    // A sweeper may have been there before this does: what it would have fired is an event that nobody loaded.
    const { name, connection } = demo.installation;
    const filed = await Promise.all(
      serviceNames.map(
        async (service) => await connection.useDb(`${name}_${service}`).collection('events').countDocuments(),
      ),
    );
    expect(filed.reduce((sum, count) => sum + count, 0)).toBe(demo.events);
    for (const service of ['admission', 'prereview', 'approval', 'land', 'agency', 'acceptance'] as const)
      expect(await demo.installation.internal(service, '/sweep', 'POST'), service).toEqual({ fired: 0 });
  });

  it('of parcels lie in the county, each on a place of its own', async () => {
    const all = await demo.installation.as({ roles: ['land'] }, landContract, 'land').queries.findParcels({});
    const drawn = all.flatMap(({ polygon }) => polygon ?? []);
    expect(drawn).toHaveLength(all.length);
    for (const [index, one] of drawn.entries())
      for (const other of drawn.slice(index + 1)) expect(overlapOf(one, other)).toBeLessThan(1);
    expect(drawn.every((one) => liesWithin(one, countyExtent))).toBe(true);
  });

  it('are told into an empty installation only', async () => {
    const { connection, name } = demo.installation;
    expect(await refuseUnlessEmpty(connection, name)).toMatchObject({ code: 'INSTALLATION_NOT_EMPTY' });
  });
});

describe('one event changed', () => {
  it('changes the figure that hangs on it', async () => {
    const days = await overview();
    const middle = (catalogue: string, used: number): string =>
      days.completedProjects.find((project) => project.catalogue === catalogue && project.days === used)
        ?.projectId ?? '';
    const dayLater = ({ effectiveOn }: { readonly effectiveOn: string }) => ({
      effectiveOn: addWorkdays(officialCalendar, legalDate(effectiveOn), 1),
    });
    for (const [catalogue, median] of [
      [before, 80],
      [after, 30],
    ] as const)
      await demo.alter(
        'acceptance',
        'acceptance.JointOpinionIssued',
        ({ data }) => data['projectId'] === middle(catalogue, median),
        dayLater,
      );
    await demo.alter(
      'prereview',
      'prereview.PrereviewAgreed',
      () => true,
      ({ data }) => ({
        type: 'prereview.PrereviewRefused',
        data: { projectId: data['projectId'], reason: '改判' },
      }),
    );
    const [unsold] = await demo.installation
      .as({ roles: ['land'] }, landContract, 'land')
      .queries.findParcels({ status: 'filed' });
    await demo.alter(
      'land',
      'land.StandardLandFiled',
      ({ data }) => data['parcelId'] === unsold?.id,
      ({ data }) => ({
        type: 'land.SchemeApproved',
        data: { parcelId: data['parcelId'], opinion: '同意' },
      }),
    );
    await demo.readAnew();
    expect((await overview()).funnel).toMatchObject({ filed: 48, prereviewAgreed: 38, parcelsFiled: 25 });
    expect((await cohort(before))?.medianDays).toBe(81);
    expect((await cohort(after))?.medianDays).toBe(31);
  });

  it('of the roster: an agent who retires is no longer one of the 25', async () => {
    const [agent] = (await roster()).filter(({ role, load }) => role === 'agent' && load === 0);
    await demo.installation
      .as({ id: `acc_${'c'.repeat(24)}`, roles: ['agencyCentre'] }, agencyContract, 'agency')
      .commands.retireAgent({ id: agent!.id, key: 'retire-one-agent', reason: '调离' });
    expect((await roster()).filter(({ role }) => role === 'agent')).toHaveLength(24);
  });

  it('of the catalogue: a version of one item fewer has another percentage', async () => {
    const catalogue = await approval().queries.getCatalogue({ version: after });
    const needed = new Set(catalogue.items.flatMap(({ needs }) => needs));
    const dropped = catalogue.items.find(({ code, illustrative }) => illustrative && !needed.has(code));
    await approval().commands.addCatalogueVersion({
      key: 'one-item-fewer',
      catalogue: {
        ...catalogue,
        version: 'after-2024-1',
        effectiveFrom: '2024-03-01',
        items: catalogue.items.filter(({ code }) => code !== dropped?.code),
      },
    });
    const { after: counted, itemsPercent } = await approval().queries.getCatalogueChange({
      after: 'after-2024-1',
    });
    expect(counted.items).toBe(28);
    expect(itemsPercent).toBe('-26.3');
  });
});
