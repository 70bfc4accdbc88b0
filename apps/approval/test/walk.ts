import type { DecideContext } from '@yizhan/aggregate/machine';
import type { Actor, PathFacts, StatedFacts } from '@yizhan/contracts';
import { somebody, walkCase } from '@yizhan/testkit';
import { legalDateOf, officialCalendar } from '@yizhan/workdays';
import { after } from '../src/domain/catalogue/versions.ts';
import { itemMachine } from '../src/domain/item.ts';
import { planPath, ruleOfStep } from '../src/domain/path/plan.ts';

export const company = 'cmp_a';
export const division = '330182104';
export const enterprise = somebody('enterprise', { company });
export const window = somebody('windowClerk');
export const officer = somebody('department', { id: 'acc_first', unit: 'naturalResources' });
export const colleague = somebody('department', { id: 'acc_second', unit: 'naturalResources' });
export const head = somebody('departmentHead', { unit: 'naturalResources' });
export const service = somebody('service');
export const at = (day: string, hour = '10:00'): string => `${day}T${hour}:00+08:00`;

/** A project to which every item of the filing route applies. */
export const everything: PathFacts = {
  route: 'filing',
  landKind: 'auction',
  landArea: '60000',
  floorArea: '80000',
  soilVolume: '60000',
  building: 'mixed',
  hazard: 'hazardousChemicals',
  energyTce: '2000',
  electricityKwh: '9000000',
  coalTonnes: '0',
  environmentClass: 'report',
  specialFire: true,
  explosiveSite: true,
  lowRiskSmall: false,
  regionalEvaluations: [],
  circumstances: [
    'forestLand',
    'riverWorks',
    'waterIntake',
    'sewage',
    'roadOpening',
    'treeFelling',
    'foreignInvestment',
  ],
};
/** A standard plant in the fast lane: little more than land, plan and permit. */
export const small = {
  landArea: '3000',
  floorArea: '3000',
  lowRiskSmall: true,
  environmentClass: 'exempt',
} as const satisfies StatedFacts;

export const step = (code: string, facts: PathFacts = everything) => {
  const found = planPath(after, facts, '2026-03-02').steps.find((item) => item.code === code);
  if (found === undefined) throw new Error(`${code} is not planned`);
  return found;
};

/** An item of a project, A5 unless said, planned on a Monday and waiting for what is said. */
export const planned = (
  waitsFor: readonly string[] = [],
  start = at('2026-03-02'),
  code = 'A5',
  facts = everything,
) => {
  const walk = walkCase(itemMachine, start);
  const plan = {
    projectId: 'prj_x',
    code,
    company,
    projectName: '项目',
    division,
    step: step(code, facts),
    rule: ruleOfStep(after, step(code, facts)),
    waitsFor: [...waitsFor],
  };
  walk.do(service, { type: 'planItem', plan });
  return walk;
};
/** With what a filing has to come with: of what else is handed in the kinds are not told. */
export const submit = { type: 'submitItem', note: '材料齐全', kinds: ['impactRegister'] } as const;
export const grant = { type: 'decideItem', outcome: 'granted', reason: '符合' } as const;
export const refuse = { ...grant, outcome: 'refused' } as const;
export const inbox = { type: 'deliverItem', electronic: true, channel: 'inbox' } as const;
export const asked = [{ what: '图纸', why: '缺' }];

/** Submitted, and accepted by the first officer of its department. */
export const accepted = (code = 'A5', start = at('2026-03-02')) => {
  const walk = planned([], start, code);
  walk.do(enterprise, submit);
  walk.do({ ...officer, unit: step(code).department }, { type: 'acceptItem' });
  return walk;
};

/** Submitted, and waiting for the department. */
export const received = (code = 'A5', start = at('2026-03-02'), facts = everything) => {
  const walk = planned([], start, code, facts);
  walk.do(enterprise, submit);
  return walk;
};

/** Granted by a colleague of whoever accepted it, and in the company's inbox the same day. */
export const delivered = (code = 'A5', start = at('2026-03-02')) => {
  const walk = accepted(code, start);
  const unit = walk.state().plan.step.department;
  walk.do({ ...colleague, unit }, grant);
  walk.do({ ...officer, unit }, inbox);
  return walk;
};

/** Soil conservation on a promise, granted and delivered: it is still to be looked into. */
export const water = { ...officer, unit: 'water' } as const;
export const onPromise = (start = at('2026-03-02')) => {
  const walk = planned([], start, 'A8', { ...everything, landArea: '20000', soilVolume: '8000' });
  walk.do(enterprise, { ...submit, commitment: true });
  for (const command of [{ type: 'acceptItem' }, grant, inbox] as const) walk.do(water, command);
  return walk;
};

/** What a decision knows at an instant. */
export const contextAt = (instant: string, actor: Actor, calendar = officialCalendar): DecideContext => ({
  caseId: 'itm_x',
  now: new Date(instant).toISOString(),
  today: legalDateOf(instant),
  calendar,
  actor,
  receipt: (letters) => `${letters}260302-0001`,
});

/** The lights among some events, as `clock light`. */
export const turnsIn = (events: readonly { readonly type: string; readonly data: object }[]) =>
  events
    .filter(({ type }) => type === 'LightTurned')
    .map(({ data }) => ('clock' in data && 'light' in data ? `${data.clock} ${data.light}` : ''));
