import { officialCalendar } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import { parseInsightConfig } from '../src/config.ts';
import { defaultHeadline, definitionOf, headlineOf, headlineView } from '../src/domain/headline.ts';
import { metricsOf } from '../src/domain/metrics.ts';
import { dayByDay, readingDay, recorded, tellOne, upTo } from './story.ts';

const { today } = readingDay('2026-12-31');
const state = tellOne(dayByDay(recorded));
const metrics = metricsOf(officialCalendar, state, today);
const figure = (headline: typeof defaultHeadline) => headlineOf(officialCalendar, state, headline, today);

describe('the headline figure', () => {
  it('is M3 from 赋码 to 竣工验收备案, unless it is set otherwise', () => {
    expect(figure(defaultHeadline)).toEqual({
      days: metrics.governmentDays,
      span: metrics.spanToCompletion,
    });
  });
  it('is the metric and the span that it is set to', () => {
    expect(figure({ metric: 'M4', until: 'completion' })?.days).toBe(metrics.cumulativeDays);
    expect(figure({ metric: 'M5', until: 'completion' })?.days).toBe(metrics.spanToCompletion);
    expect(figure({ metric: 'M5', until: 'permit' })).toEqual({
      days: metrics.spanToPermit,
      span: metrics.spanToPermit,
    });
    const toPermit = figure({ metric: 'M3', until: 'permit' })!.days;
    expect(toPermit).toBeGreaterThan(0);
    expect(toPermit).toBeLessThan(metrics.governmentDays!);
  });
  it('is none of a project that has not come to the end of the span', () => {
    const building = tellOne(upTo('approval.ConstructionStarted', dayByDay(recorded)));
    const of = (until: 'permit' | 'completion') =>
      headlineOf(officialCalendar, building, { metric: 'M3', until }, today);
    expect(of('completion')).toBeNull();
    expect(of('permit')).not.toBeNull();
  });
  it('is shown with the definition that is in force', () => {
    expect(definitionOf(defaultHeadline)).toBe(
      '政府用时（M3）：自项目赋码至竣工验收备案，至少有一个政府环节在办的工作日数（并集，不重复计算；补正、特别程序、整改及企业自主时间不计）',
    );
    expect(definitionOf({ metric: 'M5', until: 'permit' })).toBe(
      '历时（M5）：自项目赋码至取得施工许可，自然日数',
    );
    expect(headlineView({ metric: 'M4', until: 'permit' })).toEqual({
      metric: 'M4',
      until: 'permit',
      zh: '累计用时',
      unit: 'WD',
      untilZh: '取得施工许可',
    });
  });
});

describe('the settings of the read side', () => {
  const env = {
    MONGODB_URI: 'mongodb://localhost',
    KAFKA_BROKERS: 'localhost:9092',
    PORT: '8108',
    SERVICE_TOKEN_SECRET: 'x'.repeat(32),
  };
  it('are the present definition where nothing is set, and what is set elsewhere', () => {
    expect(parseInsightConfig(env)).toMatchObject({ ok: true, settings: { headline: defaultHeadline } });
    expect(
      parseInsightConfig({ ...env, INSIGHT_HEADLINE_METRIC: 'M5', INSIGHT_HEADLINE_UNTIL: 'permit' }),
    ).toMatchObject({ ok: true, settings: { headline: { metric: 'M5', until: 'permit' } } });
    expect(parseInsightConfig({ ...env, INSIGHT_HEADLINE_METRIC: '' })).toMatchObject({
      settings: { headline: defaultHeadline },
    });
  });
  it('are told with every mistake at once', () => {
    const read = parseInsightConfig({ ...env, PORT: 'x', INSIGHT_HEADLINE_METRIC: 'M9' });
    expect(read.ok ? [] : read.mistakes.map((mistake) => mistake.split(':')[0])).toEqual([
      'PORT',
      'INSIGHT_HEADLINE_METRIC',
    ]);
  });
});
