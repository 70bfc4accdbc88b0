import type { AnyEvent, ApprovalEvent, NoticeView } from '@yizhan/contracts';
import { until } from '@yizhan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCommands } from '../src/commands.ts';
import { checkCodeOf } from '../src/domain/notice-words.ts';
import { createNoticeStore } from '../src/notice-store.ts';
import { createNotices, noticeIdOf } from '../src/notices.ts';
import { createReactions } from '../src/reactions.ts';
import { createRights } from '../src/rights.ts';
import { createGridFsStorage } from '../src/storage.ts';
import { createStore } from '../src/store.ts';
import {
  agent,
  clerk,
  department,
  foreigner,
  itemOf,
  owner,
  projectOf,
  type Station,
  sha256,
  startStation,
} from './station.ts';

let station: Station;
const project = projectOf('notices');
const item = itemOf('notices');
beforeAll(async () => {
  station = await startStation();
  station.answers.projectOfItem.set(item, project);
  await station.applied(project);
}, 60_000);
afterAll(async () => await station?.stop());

const due = { dueOn: '2026-03-30', limit: 'x@1', calendar: 'x', provisional: false };
const ids = { projectId: project, code: 'A6' };
const appeal = '复议60日';
const told: readonly ApprovalEvent[] = [
  {
    type: 'ItemAccepted',
    data: { ...ids, deemed: false, clockFrom: '2026-03-02', promised: due, statutory: due },
  },
  {
    type: 'ItemAcceptedWithGaps',
    data: {
      ...ids,
      missing: [{ kind: 'sunlight', what: '日照分析' }],
      due,
      clockFrom: '2026-03-02',
      promised: due,
      statutory: due,
    },
  },
  {
    type: 'CorrectionRequested',
    data: { ...ids, asked: [{ what: '总平面图', why: '未标注退让距离' }], due },
  },
  { type: 'ItemNotAccepted', data: { ...ids, reason: '不属于本机关职权范围', appeal } },
  {
    type: 'ItemDecided',
    data: { ...ids, outcome: 'granted', reason: '符合条件', certificate: 'A6-1', appeal, deliverBy: due },
  },
  { type: 'ItemDecided', data: { ...ids, outcome: 'refused', reason: '位于红线内', appeal, deliverBy: due } },
  { type: 'ItemExtended', data: { ...ids, days: 10, reason: '案情复杂', statutory: due } },
  { type: 'ItemNotRequired', data: { ...ids, reason: '不在审批范围' } },
  { type: 'ItemAcceptanceRevoked', data: { ...ids, because: 'deadline', dueOn: '2026-03-02', appeal } },
];
const noticesOf = async (who = owner): Promise<NoticeView[]> =>
  await station.at(who).queries.findNotices({ projectId: project });
const bytesOf = async (id: string, who = owner): Promise<Uint8Array> =>
  new Uint8Array(await (await station.download(who, id)).arrayBuffer());
const verify = async (asked: object): Promise<unknown> =>
  await (
    await fetch(`${station.service.url}/internal/verify-notice`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-service-token': station.installation.serviceToken(),
      },
      body: JSON.stringify(asked),
    })
  ).json();

describe('what has to be told in writing', () => {
  it('is a document of its kind for each event, once, with number, checksum and bytes', async () => {
    for (const event of told) await station.say('approval', item, project, event);
    const notices = await until(noticesOf, (found) => found.length === told.length);
    expect(notices.map(({ notice }) => notice).sort()).toEqual([
      'acceptanceRevoked',
      'accepted',
      'accepted',
      'correction',
      'extended',
      'granted',
      'notAccepted',
      'notRequired',
      'refused',
    ]);
    for (const { id, number, checksum, size, on } of notices) {
      expect(number).toMatch(/^建审(受|补|免|不受|撤受|准|不准|延)字〔2026〕A6-[0-9A-Z]{8}号$/);
      expect(on).toBe('2026-03-02');
      const bytes = await bytesOf(id);
      expect([sha256(bytes), bytes.length]).toEqual([checksum, size]);
      expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    }
  });

  it('stays one when its event comes again, and keeps its bytes', async () => {
    const before = await noticesOf();
    const { parts } = station.service;
    const [store, kept] = [createStore(parts.connection), createNoticeStore(parts.connection)];
    const reactions = createReactions(
      store,
      createCommands(parts.cases, store, createRights(parts, store)),
      kept,
    );
    const decided = {
      id: `${item}.5`,
      caseId: item,
      county: '330182',
      type: 'approval.ItemDecided',
      effectiveOn: '2026-03-02',
      data: told[4]?.data,
    } as unknown as Extract<AnyEvent, { type: 'approval.ItemDecided' }>;
    await parts.cases.transaction(
      async (session) => await reactions['approval.ItemDecided']?.(decided, session),
    );
    expect((await kept.findPending(10)).map(({ _id }) => _id)).toEqual([noticeIdOf(`${item}.5`)]);
    createNotices(parts, kept, createGridFsStorage(parts.connection), 'http://elsewhere.test').nudge();
    await until(
      async () => await kept.findPending(10),
      (pending) => pending.length === 0,
    );
    expect(await noticesOf()).toEqual(before);
    const id = noticeIdOf(`${item}.5`);
    expect(sha256(await bytesOf(id))).toBe(before.find((notice) => notice.id === id)?.checksum);
    const filed = await station.installation.internal<{ type?: string }[]>('materials', `/events/${id}`);
    expect(filed).toHaveLength(1);
  });

  it('waits while the owner of its names does not answer, and holds up nothing', async () => {
    const other = itemOf('later');
    station.answers.projectOfItem.set(other, project);
    station.answers.deaf = true;
    await station.say('approval', other, project, { type: 'ItemAccepted', data: told[0]?.data as never });
    await station.installation.settle();
    expect(await noticesOf()).toHaveLength(told.length);
    station.answers.deaf = false;
    await until(noticesOf, (found) => found.length === told.length + 1, 25_000);
  }, 40_000);
});

it('is seen by its applicant, the window, its department and an agent let in; by nobody else', async () => {
  const [notice] = await noticesOf();
  const statusFor = async (who: typeof owner): Promise<[number, number]> => [
    (await station.download(who, notice!.id)).status,
    (await noticesOf(who)).length > 0 ? 200 : 404,
  ];
  station.answers.serving.add(`${agent.id} ${project}`);
  station.answers.items.add(`ecology ${project}`);
  for (const who of [owner, clerk, department('ecology'), agent])
    expect(await statusFor(who)).toEqual([200, 200]);
  station.answers.serving.clear();
  station.answers.items.clear();
  const others = [
    foreigner,
    department('ecology'),
    agent,
    { roles: ['territory'], unit: '330182104' } as const,
    { roles: ['administrator'] } as const,
    { roles: ['auditor'] } as const,
  ];
  for (const who of others) expect(await statusFor(who)).toEqual([404, 404]);
});

describe('a document held against the record', () => {
  it('is genuine by number and check code, by number and checksum, and by both', async () => {
    for (const { id, number, checksum } of await noticesOf())
      for (const asked of [
        { check: checkCodeOf(id) },
        { checksum },
        { check: checkCodeOf(id).toUpperCase(), checksum },
      ])
        expect(await verify({ number, ...asked })).toEqual({ genuine: true, on: '2026-03-02' });
  });
  it('is not by a number alone, another code, other bytes, or a number that there is not', async () => {
    const [one, two] = await noticesOf();
    const number = one!.number;
    for (const asked of [
      { number },
      { number, check: checkCodeOf(two!.id) },
      { number, checksum: two!.checksum },
      { number, check: checkCodeOf(one!.id), checksum: '0'.repeat(64) },
      { number: `${number}x`, checksum: one!.checksum },
      { number: { $ne: '' }, checksum: one!.checksum },
      { number, check: checkCodeOf(one!.id), more: true },
      {},
    ])
      expect(await verify(asked)).toEqual({ genuine: false, on: null });
  });
});
