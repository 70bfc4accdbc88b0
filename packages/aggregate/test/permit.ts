import { type ActingRole, type Actor, refusal } from '@yizhan/contracts';
import { addWorkdays, endOfDay, legalDateOf } from '@yizhan/workdays';
import {
  type Applied,
  decided,
  type Machine,
  refused,
  type StatusTable,
  type TransitionTable,
} from '../src/index.ts';

// A toy: a permit that is asked for, remarked upon, granted or rejected, and lapses after three workdays.

export type PermitStatus = 'open' | 'granted' | 'rejected' | 'lapsed';

export const statuses: StatusTable<PermitStatus> = {
  open: { zh: '在办' },
  granted: { zh: '准予', end: true },
  rejected: { zh: '不予', end: true },
  lapsed: { zh: '失效', end: true },
};

export const table = {
  askPermit: { from: ['none'], to: ['open'], by: ['enterprise', 'service'], zh: '申请' },
  remark: { from: ['open'], to: ['open'], by: ['department'], zh: '批注' },
  grant: { from: ['open'], to: ['granted'], by: ['department'], zh: '准予' },
  reject: { from: ['open'], to: ['rejected'], by: ['department'], zh: '不予' },
  /** Declared to grant; its decision rejects. */
  stray: { from: ['open'], to: ['granted'], by: ['department'], zh: '误办' },
  lapse: { from: ['open'], to: ['lapsed'], by: ['time'], zh: '逾期失效' },
} as const satisfies TransitionTable<PermitStatus>;

export interface Permit {
  readonly status: PermitStatus;
  readonly owner: string;
  readonly unit: string;
  readonly lapsesAt: string;
  readonly remarks: readonly string[];
  /** Set by `remark` without one: a field that is there and undefined. */
  readonly lastNote?: string | undefined;
}

export type PermitCommand =
  | { readonly type: 'askPermit'; readonly unit: string }
  | { readonly type: 'remark'; readonly text: string; readonly note?: string }
  | { readonly type: 'grant' }
  | { readonly type: 'reject' }
  | { readonly type: 'stray' };

export type PermitEvent =
  | {
      readonly type: 'Asked';
      readonly data: { owner: string; unit: string; receipt: string; lapsesAt: string };
    }
  | { readonly type: 'Remarked'; readonly data: { text: string; note?: string | undefined } }
  | { readonly type: 'Granted'; readonly data: object }
  | { readonly type: 'Rejected'; readonly data: object }
  | { readonly type: 'Lapsed'; readonly data: object };

const evolve = (state: Permit | undefined, event: Applied<PermitEvent>): Permit => {
  if (event.type === 'Asked')
    return {
      status: 'open',
      owner: event.data.owner,
      unit: event.data.unit,
      lapsesAt: event.data.lapsesAt,
      remarks: [],
    };
  if (state === undefined) throw new Error('no permit');
  switch (event.type) {
    case 'Remarked':
      return { ...state, remarks: [...state.remarks, event.data.text], lastNote: event.data.note };
    case 'Granted':
      return { ...state, status: 'granted' };
    case 'Rejected':
      return { ...state, status: 'rejected' };
    case 'Lapsed':
      return { ...state, status: 'lapsed' };
  }
};

export const permitMachine: Machine<Permit, PermitCommand, PermitEvent, PermitStatus> = {
  service: 'land',
  kind: 'permit',
  prefix: 'pmt',
  table,
  statuses,
  status: (state) => state.status,
  mayAct: (state, _command, actor) =>
    state === undefined || actor.unit === undefined || actor.unit === state.unit
      ? null
      : refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个事项', 'no such case'),
  decide: (_state, command, context) => {
    switch (command.type) {
      case 'askPermit': {
        const receipt = context.receipt('XK');
        const lapsesAt = endOfDay(addWorkdays(context.calendar, context.today, 3));
        return {
          ok: true,
          receipt,
          events: [
            { type: 'Asked', data: { owner: context.actor.id, unit: command.unit, receipt, lapsesAt } },
          ],
        };
      }
      case 'remark':
        if (command.text === '')
          return refused(refusal('invalid', 'TEXT_MISSING', '请填写批注', 'a remark needs words', 'text'));
        return decided<PermitEvent>({ type: 'Remarked', data: { text: command.text, note: command.note } });
      case 'grant':
        return decided<PermitEvent>({ type: 'Granted', data: {} });
      case 'reject':
      case 'stray':
        return decided<PermitEvent>({ type: 'Rejected', data: {} });
    }
  },
  elapse: (state, { now }) =>
    state.status === 'open' && now >= state.lapsesAt
      ? [{ type: 'Lapsed', data: {}, effectiveOn: legalDateOf(state.lapsesAt) }]
      : [],
  evolve,
  dueAt: (state) => (state.status === 'open' ? state.lapsesAt : null),
  search: (state) => ({ owner: state.owner, lastNote: state.lastNote }),
  key: (caseId) => caseId,
};

export const someone = (role: ActingRole, changed: Partial<Actor> = {}): Actor => ({
  id: `acc_${role}`,
  roles: [role],
  county: '330182',
  person: role !== 'service' && role !== 'time',
  ...changed,
});

export const enterprise = someone('enterprise');
export const officer = someone('department', { unit: 'water' });
/** Monday; the permit asked for then lapses on Thursday at 24:00. */
export const monday = '2026-03-02T01:00:00.000Z';
export const fridayMorning = '2026-03-06T01:00:00.000Z';
