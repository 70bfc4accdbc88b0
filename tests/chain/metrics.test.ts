import { readFileSync } from 'node:fs';
import path from 'node:path';
import { signIn } from '@yizhan/local/door';
import { type Installation, someFacts } from '@yizhan/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ownInvestor, password, startAll } from './installation.ts';

const grafana = path.resolve(import.meta.dirname, '../../infra/grafana');
interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly action: string };
}
const rules = (
  parse(readFileSync(path.join(grafana, 'alerts.yaml'), 'utf8')) as {
    readonly groups: readonly { readonly rules: readonly Rule[] }[];
  }
).groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(readFileSync(path.join(grafana, 'dashboards/operations.json'), 'utf8')) as {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
};
const asked: readonly (readonly [string, string])[] = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
];

/** Metric names of an expression with the labels by which it picks or groups. */
const namesOf = (expr: string): readonly string[] =>
  [...expr.matchAll(/\b((?:yizhan|process|nodejs)_[a-z0-9_]+)/g)].map(([, name = '']) => name);
const labelsOf = (expr: string): readonly string[] =>
  [
    ...[...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(',')),
    ...[...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, list = '']) =>
      list.split(',').map((part) => part.split('=')[0] ?? ''),
    ),
  ].map((label) => label.trim());

let installation: Installation;
let told = '';
beforeAll(async () => {
  installation = await startAll(['identity', 'admission', 'gateway'], '2026-03-02T01:00:00.000Z');
  const enterprise = await signIn(installation.urlOf('gateway'), 'qiye', password);
  const draft = {
    investor: ownInvestor,
    facts: someFacts(),
    electronicDelivery: true,
  };
  await enterprise.command('submitApplication', { key: 'metrics-000001', ...draft });
  await installation.settle();
  for (const service of ['admission', 'gateway'] as const)
    told += await (await fetch(`${installation.urlOf(service)}/metrics`)).text();
}, 120_000);
afterAll(async () => await installation?.stop());

it('has rules that are complete and say what to do', () => {
  expect(rules.length).toBeGreaterThan(0);
  for (const rule of rules) {
    expect(rule.for, rule.alert).toMatch(/^\d+[smhd]$/);
    expect(rule.labels.severity, rule.alert).toMatch(/^(critical|warning)$/);
    expect(rule.annotations.action.length, rule.alert).toBeGreaterThan(20);
  }
});

it.each(asked)('%s asks for metrics and labels that processes really tell', (_title, expr) => {
  const names = namesOf(expr).filter((name) => name !== 'up');
  for (const name of names) {
    const declared = new RegExp(
      `^# TYPE ${name.replace(/_(bucket|sum|count)$/, '(_(bucket|sum|count))?')} `,
      'm',
    );
    expect(told, name).toMatch(declared);
    const lines = told.split('\n').filter((line) => line.startsWith(`${name}{`));
    // A counter of labels tells none before its first count: its labels are then those that its help names.
    for (const label of lines.length === 0 ? [] : labelsOf(expr).filter((one) => one !== 'le'))
      expect(
        lines.some((line) => line.includes(`${label}="`)),
        `${name}{${label}}`,
      ).toBe(true);
  }
  expect(names.length > 0 || expr.startsWith('up')).toBe(true);
});

it('counts a command by its result, and tells what waits and how full the disk is', () => {
  expect(told).toMatch(
    /yizhan_commands_total\{command="submitApplication",result="ok",service="admission"\} 1/,
  );
  expect(told).toMatch(/yizhan_relay_events_sent_total\{service="admission"\} \d+/);
  expect(told).toMatch(/yizhan_consumer_lag_events\{service="admission"\} 0/);
  const [, ratio = '0'] = /yizhan_database_disk_used_ratio\{service="admission"\} (\S+)/.exec(told) ?? [];
  expect(Number(ratio)).toBeGreaterThan(0);
  expect(Number(ratio)).toBeLessThan(1);
});
