import { type EventOfType, eventSchemas } from '@yizhan/contracts';
import { setLegalClock } from '@yizhan/service';
import { freePort, type Persona, until } from '@yizhan/testkit';
import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { itemCaseId, projectCaseId } from '../src/commands.ts';
import { fiveDigits } from '../src/domain/filing.ts';
import { approval } from '../src/service.ts';
import { account, filing, key, projectOf, type Station, startStation } from './station.ts';
import { division } from './walk.ts';

vi.setConfig({ testTimeout: 60_000 });

let station: Station;
beforeAll(async () => {
  station = await startStation();
}, 60_000);
afterAll(async () => await station?.installation.stop());

const refusedWith = (code: string) => ({ data: { code } });

describe('filing', () => {
  it('needs no admission, and the same key is the same filing', async () => {
    const input = { key: key(), ...filing };
    const first = await station.owner.commands.fileProject(input);
    expect(await station.owner.commands.fileProject(input)).toEqual({ ...first, replayed: true });
    expect(await station.view(first.subject)).toMatchObject({ status: 'filed', simulated: true });
    await expect(station.owner.commands.fileProject({ ...input, landMu: '31' })).rejects.toMatchObject(
      refusedWith('KEY_REUSED'),
    );
  });

  it('of a project of another company is refused, as of none', async () => {
    const projectId = projectOf('theirs');
    station.known.set(projectId, { company: 'cmp_b', status: 'replied', conclusion: 'agreed' });
    for (const given of [projectId, projectOf('nobody')])
      await expect(
        station.owner.commands.fileProject({ key: key(), ...filing, projectId: given }),
      ).rejects.toMatchObject({ data: { code: 'PROJECT_NOT_FOUND', field: 'projectId' } });
  });

  it('says whether admission agreed, and is not blocked where it did not', async () => {
    for (const [name, conclusion, admitted] of [
      ['agreed', 'agreed', true],
      ['disagreed', 'disagreed', false],
      ['running', null, false],
    ] as const) {
      const projectId = projectOf(name);
      station.known.set(projectId, { company: 'cmp_a', status: 'replied', conclusion });
      await station.owner.commands.fileProject({ key: key(), ...filing, projectId });
      const [first] = await station.eventsOf(projectCaseId(projectId));
      expect(first?.data).toMatchObject({ projectId, admitted });
    }
  });

  it('of a project that was given up is refused; a replay of a filing before that is answered', async () => {
    const projectId = projectOf('abandoned');
    station.known.set(projectId, { company: 'cmp_a', status: 'replied', conclusion: 'agreed' });
    const input = { key: key(), ...filing, projectId };
    await station.owner.commands.fileProject(input);
    station.known.set(projectId, { company: 'cmp_a', status: 'givenUp', conclusion: 'agreed' });
    expect(await station.owner.commands.fileProject(input)).toMatchObject({ replayed: true });
    const other = projectOf('abandoned-unfiled');
    station.known.set(other, { company: 'cmp_a', status: 'givenUp', conclusion: 'agreed' });
    await expect(
      station.owner.commands.fileProject({ key: key(), ...filing, projectId: other }),
    ).rejects.toMatchObject(refusedWith('PROJECT_GIVEN_UP'));
  });

  it('under a project id is not done while admission cannot be asked; without one it is', async () => {
    const projectId = projectOf('unasked');
    station.known.set(projectId, 'unavailable');
    await expect(
      station.owner.commands.fileProject({ key: key(), ...filing, projectId }),
    ).rejects.toMatchObject(refusedWith('ADMISSION_UNAVAILABLE'));
    await expect(station.view(projectId)).rejects.toMatchObject(refusedWith('CASE_NOT_FOUND'));
    expect((await station.owner.commands.fileProject({ key: key(), ...filing })).status).toBe('filed');
  });

  it('asks admission nothing for who may not file', async () => {
    const town = station.at({ roles: ['territory'], unit: division });
    await expect(
      town.commands.fileProject({ key: key(), ...filing, projectId: projectOf('nobody') }),
    ).rejects.toMatchObject(refusedWith('ROLE_NOT_ALLOWED'));
  });

  it('is guided by field where something is missing', async () => {
    const { creditCode: _code, ...incomplete } = filing;
    await expect(
      station.owner.commands.fileProject({ key: key(), ...incomplete } as never),
    ).rejects.toMatchObject({ data: { code: 'INVALID_INPUT', field: 'creditCode' } });
  });

  it('takes a credit code that fails its check once an administrator has let it in, and a malformed one never', async () => {
    const real = { ...filing, creditCode: '91350100M0001TGQXM' };
    const { parts } = station.service;
    await expect(station.owner.commands.fileProject({ key: key(), ...real })).rejects.toMatchObject({
      data: { field: 'creditCode' },
    });
    const react = approval.reactions?.(parts)['identity.CreditCodeAllowed'];
    await parts.cases.transaction(async (session) => {
      for (const creditCode of [real.creditCode, '91350100M0001TGQI0'])
        await react?.(
          {
            county: '330182',
            data: { creditCode, reason: '已核对营业执照' },
          } as EventOfType<'identity.CreditCodeAllowed'>,
          session,
        );
    });
    const { applicants } = station.installation.issuer;
    applicants.set('cmp_a', { creditCode: real.creditCode });
    const { subject } = await station.owner.commands.fileProject({ key: key(), ...real });
    applicants.clear();
    expect(await station.view(subject)).toMatchObject({ status: 'filed' });
    await expect(
      station.owner.commands.fileProject({ key: key(), ...real, creditCode: '91350100M0001TGQI0' }),
    ).rejects.toMatchObject({ data: { code: 'CREDIT_CODE_CHARACTER' } });
  });

  it('gives two projects whose digits are the same two codes, also at the same moment', async () => {
    const seen = new Map<string, string>();
    const pairs: string[][] = [];
    for (let n = 0; pairs.length < 2; n += 1) {
      const projectId = projectOf(`collides-${n}`);
      const digits = fiveDigits(projectCaseId(projectId));
      const other = seen.get(digits);
      if (other !== undefined) pairs.push([other, projectId]);
      seen.set(digits, projectId);
    }
    const file = async (projectId: string, withKey = key()) => {
      station.known.set(projectId, { company: 'cmp_a', status: 'replied', conclusion: 'agreed' });
      return await station.owner.commands.fileProject({ key: withKey, ...filing, projectId });
    };
    const [apart = [], together = []] = pairs;
    const secondKey = key();
    await file(apart[0] ?? '');
    const second = await file(apart[1] ?? '', secondKey);
    await Promise.all(together.map(async (projectId) => await file(projectId)));
    const codes = await Promise.all(pairs.flat().map(async (id) => (await station.view(id)).projectCode));
    expect(new Set(codes).size).toBe(4);
    expect(await file(apart[1] ?? '', secondKey)).toEqual({ ...second, replayed: true });
  });
});

describe('a path', () => {
  it('goes from the land to the start of construction, one notice after the other', async () => {
    const projectId = await station.filed();
    await expect(station.submit(projectId, 'A5')).rejects.toMatchObject(
      refusedWith('PREDECESSOR_NOT_NOTIFIED'),
    );
    await station.awarded(projectId);
    await station.contracted(projectId);
    await station.pass(projectId, 'A5', 'naturalResources');
    await station.pass(projectId, 'B2', 'naturalResources');
    await station.pass(projectId, 'C6', 'utilities');
    await station.pass(projectId, 'C4', 'housing');
    const done = await until(
      async () => await station.view(projectId),
      ({ path }) => path.every(({ doneOn }) => doneOn !== null),
    );
    await station.owner.commands.reportConstructionStart({ id: done.id, key: key(), on: '2026-03-02' });
    expect(await station.view(projectId)).toMatchObject({ status: 'building', missing: [] });
    for (const id of [done.id, ...['A5', 'B2', 'C4'].map((code) => itemCaseId(projectId, code))])
      for (const { type, data } of await station.eventsOf(id))
        expect(eventSchemas.get(type)?.safeParse(data).success, type).toBe(true);
    await station.completed(projectId);
    await until(
      async () => (await station.view(projectId)).status,
      (status) => status === 'completed',
    );
  });

  it('takes the land in any order, and before the filing has come', async () => {
    const projectId = projectOf('land-first');
    station.known.set(projectId, { company: 'cmp_a', status: 'replied', conclusion: 'agreed' });
    await station.contracted(projectId);
    await station.owner.commands.fileProject({ key: key(), ...filing, projectId });
    await station.ready(projectId, 'A5');
    await station.awarded(projectId);
    await until(
      async () => (await station.view(projectId)).path.filter(({ doneOn }) => doneOn !== null).length,
      (count) => count === 3,
    );
    expect(await station.item(projectId, 'A5')).toMatchObject({ status: 'planned', waitsFor: [] });
  });

  it('goes on where an item is found not to be required', async () => {
    const projectId = await station.withLand();
    await station.submit(projectId, 'A5');
    await station.of('naturalResources').commands.declineItem({
      id: itemCaseId(projectId, 'A5'),
      key: key(),
      kind: 'notRequired',
      reason: '无需办理',
    });
    await station.ready(projectId, 'B2');
  });

  it('stands still behind a refusal, until the item is applied for anew and granted', async () => {
    const projectId = await station.withLand();
    const id = itemCaseId(projectId, 'A5');
    await station.submit(projectId, 'A5');
    const [first, second] = ['first', 'second'].map((name) => station.of('naturalResources', name));
    await first?.commands.acceptItem({ id, key: key() });
    await second?.commands.decideItem({ id, key: key(), outcome: 'refused', reason: '不符合规划' });
    await first?.commands.deliverItem({ id, key: key(), channel: 'inbox' });
    await station.installation.settle();
    expect(await station.item(projectId, 'B2')).toMatchObject({ waitsFor: ['A5'] });
    await station.pass(projectId, 'A5', 'naturalResources');
    await station.ready(projectId, 'B2');
    expect(await station.item(projectId, 'A5')).toMatchObject({ round: 2, status: 'delivered' });
  });
});

describe('giving up', () => {
  it('here closes what is open, and leaves what has ended', async () => {
    const projectId = await station.withLand();
    await station.pass(projectId, 'A5', 'naturalResources');
    await station.ready(projectId, 'B2');
    await station.submit(projectId, 'B2');
    const { id } = await station.view(projectId);
    await station.owner.commands.giveUpFiledProject({ id, key: key(), reason: '资金不足' });
    for (const code of ['B2', 'C4']) await station.reaches(projectId, code, 'closed');
    expect(await station.statusOf(projectId, 'A5')).toBe('delivered');
    await expect(station.submit(projectId, 'C4')).rejects.toMatchObject(refusedWith('WRONG_STATE'));
  });

  it('in admission closes it here too, and at the moment of filing closes items not yet planned', async () => {
    const projectId = projectOf('given-up-there');
    station.known.set(projectId, { company: 'cmp_a', status: 'replied', conclusion: 'agreed' });
    await station.owner.commands.fileProject({ key: key(), ...filing, projectId });
    await station.givenUp(projectId);
    for (const code of ['A5', 'B2', 'C4']) await station.reaches(projectId, code, 'closed');
    expect((await station.view(projectId)).status).toBe('givenUp');
  });
});

describe('what is seen', () => {
  it('is the company’s, the department’s, the window’s; the territory sees how far it is', async () => {
    const projectId = await station.withLand();
    const id = itemCaseId(projectId, 'A5');
    await station.submit(projectId, 'A5');
    const what = { what: '图纸', why: '缺' };
    await station.of('naturalResources').commands.requestItemCorrection({ id, key: key(), asked: [what] });
    const window = station.at({ roles: ['windowClerk'] });
    for (const client of [station.owner, window, station.of('naturalResources')])
      expect((await client.queries.getItem({ id })).correction?.asked).toEqual([what]);
    for (const onlooker of [
      station.at({ roles: ['territory'], unit: division }),
      station.at({ roles: ['land'], unit: 'naturalResources' }),
    ])
      expect(await onlooker.queries.getItem({ id })).toMatchObject({
        status: 'correcting',
        holder: 'enterprise',
        correction: null,
      });
    for (const stranger of [
      station.at({ roles: ['enterprise'], company: 'cmp_b' }),
      station.at({ roles: ['territory'], unit: '330182001' }),
      station.of('housing'),
      station.at({ roles: ['agent'] }),
      station.at({ roles: ['administrator'] }),
      station.at({ roles: ['windowClerk'], county: '330183' }),
    ]) {
      await expect(stranger.queries.getItem({ id })).rejects.toMatchObject(refusedWith('CASE_NOT_FOUND'));
      expect((await stranger.queries.findItems({})).map((row) => row.id)).not.toContain(id);
    }
  });
});

describe('a department’s queue', () => {
  it('holds what is open, the most urgent first, and nothing planned or ended', async () => {
    const [corrected = '', acceptedOne = '', decided = ''] = await Promise.all(
      [1, 2, 3].map(async () => await station.withLand()),
    );
    const first = station.of('naturalResources', 'first');
    const second = station.of('naturalResources', 'second');
    for (const projectId of [corrected, acceptedOne, decided]) await station.submit(projectId, 'A5');
    const idOf = (projectId: string) => itemCaseId(projectId, 'A5');
    const asked = [{ what: '图纸', why: '缺' }];
    await first.commands.requestItemCorrection({ id: idOf(corrected), key: key(), asked, days: 3 });
    await first.commands.acceptItem({ id: idOf(acceptedOne), key: key() });
    await first.commands.acceptItem({ id: idOf(decided), key: key() });
    await second.commands.decideItem({ id: idOf(decided), key: key(), outcome: 'granted', reason: '符合' });
    const mine = [corrected, acceptedOne, decided].map(idOf);
    const queue = async () => (await first.queries.findItems({})).filter(({ id }) => mine.includes(id));
    expect((await queue()).map(({ id, dueOn }) => [id, dueOn])).toEqual([
      [idOf(acceptedOne), '2026-03-03'],
      [idOf(corrected), '2026-03-05'],
      [idOf(decided), '2026-03-16'],
    ]);
    await first.commands.deliverItem({ id: idOf(decided), key: key(), channel: 'inbox' });
    expect((await queue()).map(({ id }) => id)).not.toContain(idOf(decided));
    for (const { status } of await first.queries.findItems({})) expect(status).not.toBe('planned');
    const { path } = await station.view(acceptedOne);
    expect(path.find(({ code }) => code === 'A5')).toMatchObject({ waitsFor: [], dueOn: '2026-03-03' });
    expect(path.find(({ code }) => code === 'B2')).toMatchObject({ waitsFor: ['A5'], dueOn: null });
  });

  it('leaves nothing of it out, however many projects of others the words fit', async () => {
    const words = '批量检索项目';
    const others = Array.from({ length: 2100 }, (_, n) => ({
      _id: `apl_bulk${n}` as never,
      kind: 'project',
      county: '330182',
      key: `prj_bulk${n}`,
      version: 1,
      status: 'completed',
      state: { filing: { name: words, projectCode: `code-${n}`, investorName: '其他企业' } },
      search: {},
    }));
    const stored = station.service.parts.connection.collection('cases');
    await stored.insertMany(others);
    const projectId = await station.withLand({ name: words });
    await station.submit(projectId, 'A5');
    const found = await station.of('naturalResources').queries.findItems({ search: words });
    expect(found.map(({ id }) => id)).toEqual([itemCaseId(projectId, 'A5')]);
    await stored.deleteMany({ key: /^prj_bulk/ });
  });

  it('is searched by code, name and company, in it alone, and words mean what they say', async () => {
    const named = { name: '建德新安江(一期)光电项目', investorName: '建德市新安江光电有限公司' };
    const projectId = await station.withLand(named);
    await station.submit(projectId, 'A5');
    const { projectCode } = await station.view(projectId);
    const officer = station.of('naturalResources');
    const found = async (search: string, who = officer) =>
      (await who.queries.findItems({ search })).map(({ id }) => id);
    const id = itemCaseId(projectId, 'A5');
    for (const search of [
      projectCode,
      projectCode.slice(-6),
      '新安江(一期)',
      '新安江光电有限',
      ` ${projectCode} `,
    ])
      expect(await found(search), search).toEqual([id]);
    expect(await found('a5')).toContain(id);
    expect(await found('用地规划')).toContain(id);
    for (const search of ['.*', '新安江.一期', '不存在的企业'])
      expect(await found(search), search).toEqual([]);
    expect(await found(projectCode, station.of('water'))).toEqual([]);
    expect(await found(projectCode, station.at({ roles: ['territory'], unit: division }))).toEqual([]);
    expect(await officer.queries.findItems({ search: projectCode })).toMatchObject([
      {
        light: 'green',
        provisional: false,
        projectCode,
        investorName: named.investorName,
        department: 'naturalResources',
      },
    ]);
  });

  it('is a sheet to be saved, of what the person sees in it and no more; who has none is refused', async () => {
    const projectId = await station.withLand({ name: '=HYPERLINK("http://x.test")' });
    await station.submit(projectId, 'A5');
    const { projectCode } = await station.view(projectId);
    const officer: Persona = { id: account('sheet'), roles: ['department'], unit: 'naturalResources' };
    const sheet = async (who: Persona, query = '') => {
      const answer = await station.download(who, `/exports/queue.xlsx${query}`);
      expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''");
      const book = new excel.Workbook();
      await book.xlsx.load(await answer.arrayBuffer());
      const rows: string[][] = [];
      book.worksheets[0]?.eachRow((row) => rows.push((row.values as string[]).slice(1)));
      return rows;
    };
    const [head, ...rows] = await sheet(officer);
    expect(head?.slice(0, 3)).toEqual(['灯号', '到期日', '事项代码']);
    const whole = await station.at(officer).queries.findItems({});
    expect(rows.length).toBe(whole.length + 1);
    expect(rows.slice(0, -1).map((row) => row[1])).toEqual(whole.map(({ dueOn }) => dueOn ?? ''));
    const [only, last] = (await sheet(officer, `?search=${projectCode}`)).slice(1);
    // A name that looks like a formula is a name.
    expect(only?.slice(2, 8)).toEqual([
      'A5',
      '建设用地规划许可证核发',
      '已收件',
      projectCode,
      '=HYPERLINK("http://x.test")',
      filing.investorName,
    ]);
    expect(last?.[0]).toContain('模拟');
    expect(
      await sheet({ id: account('other'), roles: ['department'], unit: 'water' }, `?search=${projectCode}`),
    ).toHaveLength(2);
    for (const role of ['territory', 'administrator', 'auditor', 'agent'] as const)
      expect(
        (await station.download({ id: account(role), roles: [role] }, '/exports/queue.xlsx')).status,
      ).toBe(403);
    expect((await station.download(null, '/exports/queue.xlsx')).status).toBe(401);
  });
});

describe('facts that change', () => {
  it('plan the path anew: items come and go, and what is done or under way stays', async () => {
    const projectId = await station.withLand();
    await station.pass(projectId, 'A5', 'naturalResources');
    await station.ready(projectId, 'B2');
    await station.submit(projectId, 'B2');
    const { id } = await station.view(projectId);
    const change = async (facts: object, withKey = key()) =>
      await station.owner.commands.changeProjectFacts({ id, key: withKey, facts, reason: '设计调整' });
    const sameKey = key();
    const first = await change({ lowRiskSmall: false, landArea: '8000' }, sameKey);
    for (const code of ['A8', 'B1', 'C1']) await station.reaches(projectId, code, 'planned');
    expect(await change({ lowRiskSmall: false, landArea: '8000' }, sameKey)).toEqual({
      ...first,
      replayed: true,
    });
    // A8 needs the filing alone, B1 the contracts, which are done: both may be applied for at once.
    for (const code of ['A8', 'B1']) expect((await station.item(projectId, code)).waitsFor).toEqual([]);
    expect(await station.item(projectId, 'B2')).toMatchObject({ status: 'received' });
    await until(
      async () => (await station.item(projectId, 'C4')).waitsFor,
      (waits) => waits.includes('C1') && !waits.includes('A5'),
    );
    await change({ lowRiskSmall: true, landArea: '3000' });
    for (const code of ['A8', 'B1', 'C1']) await station.reaches(projectId, code, 'dropped');
    const seen = await station.view(projectId);
    expect(seen.path.map(({ code }) => code).join(' ')).toBe('A1 A3 A4 A5 B2 C4 C6');
    expect(seen.inapplicable.find(({ code }) => code === 'A8')?.zh).toMatch(/免办/);
    await change({ lowRiskSmall: false });
    await station.reaches(projectId, 'B1', 'planned');
  });

  it('are stated at the filing, or assumed and named so', async () => {
    const { facts: _small, ...plain } = filing;
    const { subject } = await station.owner.commands.fileProject({
      key: key(),
      ...plain,
      facts: { specialFire: true, energyTce: '1000' },
    });
    const seen = await station.view(subject);
    expect(seen.path.map(({ code }) => code)).toEqual(expect.arrayContaining(['A7', 'C2', 'B1']));
    expect(seen.assumed).toContain('soilVolume');
    expect(seen.assumed).not.toContain('specialFire');
    expect(seen.criticalPath.at(-1)).toBe('C4');
  });
});

/** Last: it moves legal time. */
describe('silence', () => {
  it('and an officer in the same second: exactly one acceptance', async () => {
    const { installation } = station;
    const projects = await Promise.all(Array.from({ length: 6 }, async () => await station.withLand()));
    const ids = projects.map((projectId) => itemCaseId(projectId, 'A5'));
    for (const projectId of projects) await station.submit(projectId, 'A5');
    await installation.advanceTo('2026-03-09T15:59:59.000Z');
    const midnight = setLegalClock(installation.connection, installation.name, {
      at: '2026-03-09T16:00:00.000Z',
      running: false,
    });
    const sweeps = [1, 2, 3].map(async () => await installation.internal('approval', '/sweep', 'POST'));
    const accepts = ids.flatMap((id) =>
      ['first', 'second'].map(
        async (name) => await station.of('naturalResources', name).commands.acceptItem({ id, key: key() }),
      ),
    );
    await Promise.allSettled([midnight, ...sweeps, ...accepts]);
    await installation.advanceTo('2026-03-09T16:00:01.000Z');
    for (const id of ids) {
      const accepted = (await station.eventsOf(id)).filter(({ type }) => type === 'approval.ItemAccepted');
      expect(accepted).toHaveLength(1);
      const [only] = accepted;
      expect(only?.effectiveOn).toBe(only?.data['deemed'] === true ? '2026-03-02' : '2026-03-09');
    }
    await expect(
      station.of('naturalResources').commands.acceptItem({ id: ids[0] ?? '', key: key() }),
    ).rejects.toMatchObject(refusedWith('WRONG_STATE'));
  });

  it('is swept: accepted from the day of receipt, its lights told, and nothing is told twice', async () => {
    const { installation } = station;
    const projectId = await station.withLand();
    await station.submit(projectId, 'A5');
    await installation.advanceTo('2026-03-20T01:00:00.000Z');
    const id = itemCaseId(projectId, 'A5');
    expect(await station.item(projectId, 'A5')).toMatchObject({ deemed: true, acceptedOn: '2026-03-10' });
    const lights = (await station.eventsOf(id))
      .filter(({ type }) => type === 'approval.LightTurned')
      .map(({ data }) => `${data['clock']} ${data['light']}`);
    expect(lights).toEqual([...new Set(lights)]);
    expect(lights).toEqual(expect.arrayContaining(['silence red', 'promise yellow', 'promise red']));
  });
});

describe('a version of the catalogue', () => {
  it('that an administrator adds is there for every process, from its day on, and not for what is open', async () => {
    const administrator = station.at({ roles: ['administrator'] });
    const before = await station.filed();
    const current = await station.owner.queries.getCatalogue({});
    expect(current.version).toBe('after-2023-1');
    const items = current.items.map((item) =>
      item.code === 'A5' ? { ...item, promise: item.promise && { ...item.promise, value: 2 } } : item,
    );
    const next = { ...current, version: 'after-2026-2', effectiveFrom: '2026-04-01', items };
    await expect(
      station.owner.commands.addCatalogueVersion({ key: key(), catalogue: next }),
    ).rejects.toMatchObject(refusedWith('ROLE_NOT_ALLOWED'));
    await administrator.commands.addCatalogueVersion({ key: key(), catalogue: next });
    const rows = await station.owner.queries.findCatalogues({});
    expect(rows.map(({ version, items: count }) => `${version} ${count}`)).toEqual([
      'before-2020-1 38',
      'after-2023-1 29',
      'after-2026-2 29',
    ]);
    expect(await station.owner.queries.getCatalogueChange({ after: 'after-2023-1' })).toMatchObject({
      itemsPercent: '-23.7',
      materialsPercent: '-21.9',
    });
    await station.installation.advanceTo('2026-04-01T01:00:00.000Z');
    const after = await station.filed();
    expect((await station.view(before)).catalogue).toBe('after-2023-1');
    expect((await station.view(after)).catalogue).toBe('after-2026-2');
    const planOf = async (projectId: string) =>
      (await station.eventsOf(itemCaseId(projectId, 'A5')))[0]?.data['rule'];
    expect(await planOf(before)).toMatchObject({ catalogue: 'after-2023-1', promise: { value: 1 } });
    expect(await planOf(after)).toMatchObject({ catalogue: 'after-2026-2', promise: { value: 2 } });
  });
});

describe('two instances', () => {
  it('that sweep at once turn each light once, and accept by silence once', async () => {
    const { installation } = station;
    const projects = await Promise.all(Array.from({ length: 8 }, async () => await station.withLand()));
    for (const projectId of projects) await station.submit(projectId, 'A5');
    const port = await freePort();
    await installation.spawnService('approval', { PORT: String(port) }, false);
    const second = `http://127.0.0.1:${port}`;
    await until(
      async () =>
        await fetch(`${second}/ready`).then(
          ({ status }) => status,
          () => 0,
        ),
      (status) => status === 200,
      30_000,
    );
    const { now } = await installation.settledOf('approval');
    await setLegalClock(installation.connection, installation.name, {
      at: new Date(Date.parse(now) + 30 * 86_400_000).toISOString(),
      running: false,
    });
    const sweepThere = async () =>
      await fetch(`${second}/internal/sweep`, {
        method: 'POST',
        headers: { 'x-service-token': installation.serviceToken() },
      });
    const answers = await Promise.all([
      ...[1, 2].map(async () => (await sweepThere()).status),
      ...[1, 2].map(async () => {
        await installation.internal('approval', '/sweep', 'POST');
        return 200;
      }),
    ]);
    expect(new Set(answers)).toEqual(new Set([200]));
    await installation.settle();
    for (const projectId of projects) {
      const events = await station.eventsOf(itemCaseId(projectId, 'A5'));
      const told = events.flatMap(({ type, data }) =>
        type === 'approval.LightTurned' ? [`${data['clock']} ${data['light']}`] : [],
      );
      expect(told).toEqual([...new Set(told)]);
      expect(told).toEqual(expect.arrayContaining(['silence red', 'promise red', 'statutory red']));
      expect(events.filter(({ type }) => type === 'approval.ItemAccepted')).toHaveLength(1);
    }
  });
});
