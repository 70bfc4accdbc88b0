import { type ApprovalEvent, materialsContract } from '@yizhan/contracts';
import { someFacts, until } from '@yizhan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  agent,
  clerk,
  department,
  foreigner,
  itemOf,
  key,
  owner,
  pdf,
  projectOf,
  type Station,
  sha256,
  startStation,
} from './station.ts';

let station: Station;
const project = projectOf('service');
beforeAll(async () => {
  station = await startStation();
  await station.applied(project);
}, 60_000);
afterAll(async () => await station?.stop());

const codeOf = async (asked: Promise<unknown>): Promise<string> =>
  await asked.then(
    () => 'ok',
    (error: { data: { code: string } }) => error.data.code,
  );
const attach = async (mark: string) => {
  const file = await station.stored(owner, project, pdf(mark));
  const { id } = await station
    .at(owner)
    .commands.attachMaterial({ key: key(), projectId: project, file: file.id });
  return { id, file: file.id };
};
/** As `approval` or `admission` will tell by event. */
const handIn = async (id: string, number: number, to: string): Promise<void> => {
  const { materialMachine } = await import('../src/domain/material.ts');
  const answer = await station.service.parts.cases.execute(materialMachine, {
    id,
    command: { type: 'noteHandedIn', number, to },
    actor: { id: 'service:materials', roles: ['service'], county: '330182', person: false },
    key: key(),
  });
  if (!answer.ok) throw new Error(answer.refusal.code);
};

describe('a material', () => {
  it('has versions: the newest first, the one before kept and to be had', async () => {
    const { id, file } = await attach('v1');
    const newer = await station.stored(owner, project, pdf('v2'), { name: '总平面图（修改）.pdf' });
    await station.at(owner).commands.replaceMaterial({ id, key: key(), file: newer.id });
    const { versions } = await station.at(owner).queries.getMaterial({ id });
    expect(versions.map(({ number, name }) => [number, name])).toEqual([
      [2, '总平面图（修改）.pdf'],
      [1, '总平面图.pdf'],
    ]);
    for (const [mark, version] of [
      ['v1', file],
      ['v2', newer.id],
    ] as const) {
      const answer = await station.download(owner, version);
      expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256(pdf(mark)));
    }
  });

  it('is attached once under a key, and a file is one material', async () => {
    const file = await station.stored(owner, project, pdf('once'));
    const given = { key: key(), projectId: project, file: file.id };
    const first = await station.at(owner).commands.attachMaterial(given);
    expect(await station.at(owner).commands.attachMaterial(given)).toEqual({ ...first, replayed: true });
    expect(first.subject).toBe(project);
    expect(await codeOf(station.at(owner).commands.attachMaterial({ ...given, key: key() }))).toBe(
      'MATERIAL_EXISTS',
    );
    const { id } = await attach('other material');
    expect(await codeOf(station.at(owner).commands.replaceMaterial({ id, key: key(), file: file.id }))).toBe(
      'MATERIAL_EXISTS',
    );
  });

  it('takes no file of another kind', async () => {
    const { id } = await attach('kind');
    const other = await station.stored(owner, project, pdf('kind2'), { kind: 'eiaReport' });
    expect(await codeOf(station.at(owner).commands.replaceMaterial({ id, key: key(), file: other.id }))).toBe(
      'OTHER_KIND',
    );
  });

  it('is removed while it is a draft, never after', async () => {
    const draft = await attach('draft');
    await station.at(owner).commands.removeMaterial({ id: draft.id, key: key() });
    expect(await codeOf(station.at(owner).queries.getMaterial({ id: draft.id }))).toBe('MATERIAL_NOT_FOUND');
    const { id } = await attach('handed');
    await handIn(id, 1, itemOf('a6'));
    expect(await codeOf(station.at(owner).commands.removeMaterial({ id, key: key() }))).toBe(
      'MATERIAL_HANDED_IN',
    );
    expect((await station.at(owner).queries.getMaterial({ id })).statusZh).toBe('已提交');
  });
});

describe('what is handed in', () => {
  const item = itemOf('a6asks');
  const asked = async (persona = owner) =>
    (await station.at(persona).queries.getItemMaterials({ item })).asked.map(({ kind, state }) => [
      kind,
      state,
    ]);
  const material = (kind: string) =>
    ({ kind, name: kind, form: 'original', source: 'applicant', required: 'main' }) as const;

  it('with an item is noted by event, in exactly its version, once; the item then shows what is missing, there, replaced', async () => {
    station.answers.projectOfItem.set(item, project);
    station.answers.asked.splice(0, 9, material('siteSurvey'), material('eiaForm'));
    expect(await asked()).toEqual([
      ['siteSurvey', 'missing'],
      ['eiaForm', 'missing'],
    ]);
    const file = await station.stored(owner, project, pdf('survey'), { kind: 'siteSurvey' });
    const { id } = await station
      .at(owner)
      .commands.attachMaterial({ key: key(), projectId: project, file: file.id });
    expect(await asked()).toEqual([
      ['siteSurvey', 'there'],
      ['eiaForm', 'missing'],
    ]);
    const due = { dueOn: '2026-03-09', limit: 'x@1', calendar: 'x', provisional: false };
    const submitted: ApprovalEvent = {
      type: 'ItemSubmitted',
      data: {
        projectId: project,
        code: 'A6',
        receipt: 'SP1',
        note: '材料齐全',
        onPaper: false,
        acceptBy: due,
        materials: [{ material: id, version: 1 }],
      },
    };
    await station.say('approval', item, project, submitted);
    await until(asked, ([survey]) => survey?.[1] === 'handedIn');
    // Submitted again, after a refusal say, it is noted once for the item.
    await station.say('approval', item, project, submitted);
    await station.installation.settle();
    const { versions } = await station.at(owner).queries.getMaterial({ id });
    expect(versions.map(({ number, handedInTo }) => [number, handedInTo])).toEqual([[1, [item]]]);
    const newer = await station.stored(owner, project, pdf('survey, newer'), { kind: 'siteSurvey' });
    await station.at(owner).commands.replaceMaterial({ id, key: key(), file: newer.id });
    expect(await asked()).toEqual([
      ['siteSurvey', 'replaced'],
      ['eiaForm', 'missing'],
    ]);
    // The department sees what was submitted to it, and of that no more.
    station.answers.items.add(`ecology ${project}`);
    expect(await asked(department('ecology'))).toEqual([
      ['siteSurvey', 'handedIn'],
      ['eiaForm', 'missing'],
    ]);
    station.answers.items.clear();
    expect(await codeOf(asked(department('water')))).toBe('MATERIAL_NOT_FOUND');
  });

  it('with an application likewise', async () => {
    const own = projectOf('applied');
    await station.applied(own);
    const file = await station.stored(owner, own, pdf('attachment'), { kind: 'other' });
    const { id } = await station
      .at(owner)
      .commands.attachMaterial({ key: key(), projectId: own, file: file.id });
    await station.say('admission', own, own, {
      type: 'ApplicationSupplemented',
      data: {
        receipt: 'ZR2',
        round: 1,
        facts: someFacts(),
        note: '补充',
        backTo: 'submitted',
        attachments: [{ material: id, version: 1 }],
      },
    });
    await until(
      async () => await station.at(owner).queries.getMaterial({ id }),
      ({ versions }) => versions[0]?.handedInTo[0] === own,
    );
  });

  it('must be there, in the project and the version: asked by services alone', async () => {
    const { id } = await attach('missing?');
    const approval = station.installation.asService('approval', materialsContract, 'materials');
    const ask = async (projectId: string, material: string, version: number) =>
      await approval.queries.findMissingVersions({ projectId, handedIn: [{ material, version }] });
    expect(await ask(project, id, 1)).toEqual([]);
    expect(await ask(project, id, 2)).toEqual([{ material: id, version: 2 }]);
    expect(await ask(projectOf('another'), id, 1)).toEqual([{ material: id, version: 1 }]);
    expect(
      await codeOf(station.at(owner).queries.findMissingVersions({ projectId: project, handedIn: [] })),
    ).toBe('ROLE_NOT_ALLOWED');
  });
});

describe('who sees', () => {
  it('another company is told the same of what is there and of what is not', async () => {
    const { id, file } = await attach('secret');
    const nothing = { id: `mat_${'0'.repeat(24)}`, file: `fil_${'0'.repeat(24)}` };
    for (const asked of [{ id, file }, nothing]) {
      const their = station.at(foreigner);
      expect(await codeOf(their.queries.getMaterial({ id: asked.id }))).toBe('MATERIAL_NOT_FOUND');
      expect(await codeOf(their.commands.removeMaterial({ id: asked.id, key: key() }))).toBe(
        'MATERIAL_NOT_FOUND',
      );
      const answer = await station.download(foreigner, asked.file);
      expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'MATERIAL_NOT_FOUND' }]);
    }
    expect(await station.at(foreigner).queries.findMaterials({ projectId: project })).toEqual([]);
    expect(
      await codeOf(station.at(foreigner).commands.attachMaterial({ key: key(), projectId: project, file })),
    ).toBe('PROJECT_NOT_FOUND');
  });

  it('a department sees what was handed in to an item of its project, and no draft, no newer version', async () => {
    const { id, file } = await attach('item');
    const officer = department('ecology');
    station.answers.items.add(`ecology ${project}`);
    expect((await station.download(officer, file)).status).toBe(404);
    await handIn(id, 1, itemOf('a6'));
    const newer = await station.stored(owner, project, pdf('item, newer'));
    await station.at(owner).commands.replaceMaterial({ id, key: key(), file: newer.id });
    expect((await station.download(officer, file)).status).toBe(200);
    expect((await station.download(officer, newer.id)).status).toBe(404);
    const { versions } = await station.at(officer).queries.getMaterial({ id });
    expect(versions.map(({ number }) => number)).toEqual([1]);
    // Taken off the project, it sees nothing from the next look on: its right is asked of its owner.
    station.answers.items.clear();
    expect((await station.download(officer, file)).status).toBe(404);
    expect(await codeOf(station.at(officer).queries.findMaterials({ projectId: project }))).toBe(
      'PROJECT_NOT_FOUND',
    );
  });

  it('who was asked about the application sees what came with it, and not what went to an item', async () => {
    const [withApplication, withItem] = [await attach('with application'), await attach('with item')];
    await handIn(withApplication.id, 1, project);
    await handIn(withItem.id, 1, itemOf('a6'));
    station.answers.application.add(`water ${project}`);
    expect((await station.download(department('water'), withApplication.file)).status).toBe(200);
    expect((await station.download(department('water'), withItem.file)).status).toBe(404);
    station.answers.application.clear();
  });

  it.each(['administrator', 'securityAdministrator', 'auditor', 'land', 'agencyCentre'] as const)(
    'no %s',
    async (role) => {
      const { id, file } = await attach(`role ${role}`);
      await handIn(id, 1, itemOf('a6'));
      expect((await station.download({ roles: [role] }, file)).status).toBe(404);
      expect(await codeOf(station.at({ roles: [role] }).queries.getMaterial({ id }))).toBe(
        'MATERIAL_NOT_FOUND',
      );
    },
  );

  it('an agent after the owner’s consent, and the window', async () => {
    const { file } = await attach('agent');
    expect((await station.download(agent, file)).status).toBe(404);
    station.answers.serving.add(`${agent.id} ${project}`);
    expect((await station.download(agent, file)).status).toBe(200);
    expect((await station.download(clerk, file)).status).toBe(200);
    station.answers.serving.clear();
  });

  it('nobody without signing in, and no service token alone of the door', async () => {
    const { file } = await attach('nobody');
    const url = `${station.service.url}/files/${file}`;
    expect((await fetch(url)).status).toBe(401);
    const alone = await fetch(url, { headers: { 'x-service-token': station.installation.serviceToken() } });
    expect([alone.status, await alone.json()]).toMatchObject([401, { code: 'SIGN_IN_REQUIRED' }]);
  });
});

describe('a download', () => {
  it('is a file to be saved under its name, and never a page', async () => {
    const { file } = await attach('headers');
    const { headers } = await station.download(owner, file);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf('headers').length),
      'content-disposition': `attachment; filename="????.pdf"; filename*=UTF-8''%E6%80%BB%E5%B9%B3%E9%9D%A2%E5%9B%BE.pdf`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  it('by staff is on record, given and refused, for the auditor alone; by the owner it is not', async () => {
    const { id, file } = await attach('audit');
    await handIn(id, 1, itemOf('a6'));
    await station.download(owner, file);
    await station.download(department('ecology'), file);
    station.answers.items.add(`ecology ${project}`);
    await station.download(department('ecology'), file);
    station.answers.items.clear();
    const auditor = station.at({ roles: ['auditor'] });
    const seen = await auditor.queries.findFileAccesses({ projectId: project });
    expect(
      seen.filter((access) => access.file === file).map(({ role, unit, result }) => [role, unit, result]),
    ).toEqual([
      ['department', 'ecology', 'given'],
      ['department', 'ecology', 'refused'],
    ]);
    for (const persona of [owner, clerk, { roles: ['administrator'] } as const])
      expect(await codeOf(station.at(persona).queries.findFileAccesses({ projectId: project }))).toBe(
        'ROLE_NOT_ALLOWED',
      );
  });

  it('of bytes that were changed in the storage never ends well', async () => {
    const { file } = await attach('tampered');
    const { connection } = station.service.parts;
    const stored = await connection.collection('files').findOne({ _id: file as never });
    await connection
      .collection('bytes.chunks')
      .updateOne(
        { files_id: stored?.['bytes'] },
        { $set: { data: Buffer.alloc(pdf('tampered').length, 0x41) } },
      );
    await expect(
      station.download(owner, file).then(async (answer) => await answer.arrayBuffer()),
    ).rejects.toThrow();
  });
});

it('fails closed while the owner of a right does not answer', async () => {
  const own = await startStation();
  try {
    await own.applied(project);
    const file = await own.stored(owner, project, pdf('closed'));
    await own.at(owner).commands.attachMaterial({ key: key(), projectId: project, file: file.id });
    await until(
      async () => (await own.download(owner, file.id)).status,
      (status) => status === 200,
    );
    // Where `approval` should be nobody listens.
    const { createRights } = await import('../src/rights.ts');
    const { createStore } = await import('../src/store.ts');
    const { parts } = own.service;
    const deaf = {
      ...parts,
      config: { ...parts.config, urls: { ...parts.config.urls, approval: 'http://127.0.0.1:9' } },
    };
    const rights = createRights(deaf, createStore(parts.connection));
    const officer = {
      id: 'acc_d',
      roles: ['department'],
      unit: 'ecology',
      county: '330182',
      person: true,
    } as const;
    await expect(rights.lookOf({ actor: officer, userToken: 'any' }, project)).rejects.toMatchObject({
      data: { code: 'RIGHTS_UNKNOWN' },
    });
  } finally {
    await own.stop();
  }
});
