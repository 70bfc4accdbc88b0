import { describe, expect, it } from 'vitest';
import { loadFonts, mainFont } from '../src/fonts.ts';
import { drawNotice } from '../src/notice-pdf.ts';
import { bodyOf, type NoticeFacts, noticeText } from '../src/notice-text.ts';

const names = {
  project: '年产10万套光电组件项目',
  projectCode: '2603-330182-07-01-000420',
  applicant: '建德市淏川光电有限公司',
  item: '环境影响评价文件审批',
  department: '生态环境分局',
  government: '建德市人民政府',
};
const facts = (changed: Partial<NoticeFacts>): NoticeFacts => ({
  kind: 'accepted',
  on: '2026-03-02',
  reason: null,
  certificate: null,
  asked: [],
  dueOn: '2026-03-30',
  promisedOn: null,
  days: null,
  deemed: false,
  gapsBy: null,
  ...changed,
});

describe('the words', () => {
  it('of a decision against the applicant tell his rights: 60 days, six months', () => {
    for (const kind of ['notAccepted', 'acceptanceRevoked', 'refused'] as const) {
      const { rights, basis } = noticeText(facts({ kind, reason: '位于红线内' }), names);
      expect(rights).toContain('60日内');
      expect(rights).toContain('建德市人民政府申请行政复议');
      expect(rights).toContain('6个月内');
      expect(basis).toContain('行政许可法');
    }
    expect(noticeText(facts({ kind: 'granted' }), names).rights).toBeNull();
  });
  it('of 不受理, 不予受理 and 撤销受理 are three documents: the first leaves nothing to appeal against', () => {
    const titles = (['notRequired', 'notAccepted', 'acceptanceRevoked'] as const).map(
      (kind) => noticeText(facts({ kind, reason: '理由' }), names).title,
    );
    expect(titles).toEqual(['不受理通知书', '不予受理决定书', '撤销受理决定书']);
    expect(noticeText(facts({ kind: 'notRequired', reason: '理由' }), names).rights).toBeNull();
  });
  it('of a revoked acceptance say whether nothing came in time, or what came was still wrong', () => {
    const kind = 'acceptanceRevoked';
    expect(bodyOf(facts({ kind, dueOn: '2026-03-16' }), names)[0]).toContain('未在2026年3月16日前补齐');
    expect(bodyOf(facts({ kind, dueOn: null, reason: '日照分析仍有误' }), names)).toEqual([
      expect.stringContaining('仍不符合要求，决定撤销受理'),
      '日照分析仍有误。',
    ]);
  });
  it('of a deemed acceptance name the day of receipt', () => {
    expect(bodyOf(facts({ deemed: true }), names)[0]).toContain('（2026年3月2日）起即为受理');
  });
  it('of an acceptance with gaps say what is missing, by when, and what follows', () => {
    const asked = [
      { what: '日照分析', why: '' },
      { what: '承诺书', why: '' },
    ];
    expect(bodyOf(facts({ gapsBy: '2026-03-16', asked }), names)[0]).toContain(
      '起容缺受理。请于2026年3月16日前补齐：日照分析、承诺书；逾期未补齐的，撤销受理。',
    );
  });
  it('of a correction list all of it, and what follows if it is not supplied', () => {
    const asked = [
      { what: '总平面图', why: '未标注' },
      { what: '日照分析', why: '缺页。' },
    ];
    expect(bodyOf(facts({ kind: 'correction', asked }), names).slice(1)).toEqual([
      '1. 总平面图：未标注。',
      '2. 日照分析：缺页。',
      '请于2026年3月30日前补正；逾期不补正的，视为撤回申请。',
    ]);
  });
});

describe('the glyphs', () => {
  it('are there for rare characters too, from the part of the font that has them', async () => {
    const { runsOf, bytes } = await loadFonts(['建德市淏川①']);
    const runs = runsOf('建德市淏川①');
    expect(runs.map(({ text }) => text)).toEqual(['建德市', '淏', '川', '①']);
    expect(runs.map(({ font }) => font === mainFont)).toEqual([true, false, true, false]);
    for (const { font } of runs) expect(bytes.has(font)).toBe(true);
  });
  it('that no font has are told by 〓, not by an empty box', async () => {
    const { runsOf } = await loadFonts(['甲\u{10FFFD}']);
    expect(runsOf('甲\u{10FFFD}')).toEqual([{ text: '甲〓', font: mainFont }]);
  });
});

it('the same document is the same bytes', async () => {
  const printed = {
    text: noticeText(facts({ kind: 'refused', reason: '位于红线内' }), names),
    number: '建审不准字〔2026〕A6-ABCDEFGH号',
    check: '0123456789ab',
    verifyAt: 'http://portal.test/verify?number=x&check=0123456789ab',
    on: '2026-03-02',
  };
  const [first, again] = [await drawNotice(printed), await drawNotice(printed)];
  expect(again.equals(first)).toBe(true);
  expect((await drawNotice({ ...printed, check: 'ba9876543210' })).equals(first)).toBe(false);
});
