import { somebody, walkCase } from '@yizhan/testkit';
import { catalogue, planPath } from '../src/domain/catalogue.ts';
import { itemMachine } from '../src/domain/item.ts';

export const company = 'cmp_a';
export const division = '330182104';
export const enterprise = somebody('enterprise', { company });
export const window = somebody('windowClerk');
export const officer = somebody('department', { id: 'acc_first', unit: 'naturalResources' });
export const colleague = somebody('department', { id: 'acc_second', unit: 'naturalResources' });
export const head = somebody('departmentHead', { unit: 'naturalResources' });
export const service = somebody('service');
export const at = (day: string, hour = '10:00'): string => `${day}T${hour}:00+08:00`;

export const step = (code: string) => {
  const found = planPath(catalogue).find((item) => item.code === code);
  if (found === undefined) throw new Error(`${code} is not planned`);
  const { name, department, stage, needs, promise, statutory, doneBy } = found;
  return {
    code,
    name,
    department,
    stage,
    needs: [...needs],
    promise: promise === null ? null : { value: promise.value, unit: promise.unit },
    statutory: statutory === null ? null : { value: statutory.value, unit: statutory.unit },
    doneBy,
  };
};

/** An item of a project, A5 unless said, planned on a Monday and waiting for what is said. */
export const planned = (waitsFor: readonly string[] = [], start = at('2026-03-02'), code = 'A5') => {
  const walk = walkCase(itemMachine, start);
  const plan = {
    projectId: 'prj_x',
    code,
    company,
    projectName: '项目',
    division,
    step: step(code),
    waitsFor: [...waitsFor],
  };
  walk.do(service, { type: 'planItem', plan });
  return walk;
};
export const submit = { type: 'submitItem', note: '材料齐全' } as const;
export const asked = [{ what: '图纸', why: '缺' }];

/** Submitted, and accepted by the first officer of its department. */
export const accepted = (code = 'A5', start = at('2026-03-02')) => {
  const walk = planned([], start, code);
  walk.do(enterprise, submit);
  walk.do({ ...officer, unit: step(code).department }, { type: 'acceptItem' });
  return walk;
};

/** The lights among some events, as `clock light`. */
export const turnsIn = (events: readonly { readonly type: string; readonly data: object }[]) =>
  events
    .filter(({ type }) => type === 'LightTurned')
    .map(({ data }) => ('clock' in data && 'light' in data ? `${data.clock} ${data.light}` : ''));
