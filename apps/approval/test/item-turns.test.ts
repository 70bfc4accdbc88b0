import { describe, expect, it } from 'vitest';
import { itemMachine } from '../src/domain/item.ts';
import { dueOf, dueOnOf, holderOf } from '../src/domain/item-case.ts';
import {
  accepted,
  asked,
  at,
  colleague,
  delivered,
  enterprise,
  everything,
  grant,
  head,
  inbox,
  officer,
  onPromise,
  planned,
  received,
  refuse,
  submit,
  turnsIn,
  water,
} from './walk.ts';

type Walk = ReturnType<typeof planned>;
const missing = [{ kind: 'surveyMap', what: '勘测定界图' }];
const failed = { type: 'recordItemInspection', passed: false, finding: '未落实' } as const;
const report = { type: 'reportItemRectification', report: '已整改' } as const;
const withGaps = () => {
  const walk = received();
  walk.do(officer, { type: 'acceptItemWithGaps', missing, days: 3 });
  return walk;
};
const rectifying = () => {
  const walk = onPromise();
  walk.do(water, { ...failed, days: 10 });
  return walk;
};
const refused = () => {
  const walk = accepted();
  walk.do(colleague, refuse);
  return walk;
};
const ended = (walk: Walk, command: Parameters<Walk['do']>[1]) => {
  walk.do(command.type === 'withdrawItem' ? enterprise : officer, command);
  return walk;
};

describe('the turn in a state that something is still owed in', () => {
  it.each<[string, () => Walk, string | null, string | null]>([
    ['容缺受理: the owner hands in the rest', withGaps, 'enterprise', '2026-03-05'],
    ['a refusal is still to be delivered', refused, 'naturalResources', '2026-03-16'],
    ['a promise is still to be looked into', onPromise, 'water', '2026-05-28'],
    ['a promise not kept is the owner’s to mend', rectifying, 'enterprise', '2026-03-16'],
    ['a delivered permit is nobody’s', delivered, null, null],
    [
      'declined, it is nobody’s',
      () => ended(received(), { type: 'declineItem', kind: 'notAccepted', reason: '理由' }),
      null,
      null,
    ],
    [
      'withdrawn, it is nobody’s',
      () => ended(received(), { type: 'withdrawItem', reason: '不办了' }),
      null,
      null,
    ],
  ])('%s', (_name, story, holder, due) => {
    const state = story().state();
    expect(holderOf(state)).toBe(holder);
    expect(dueOnOf(state)).toBe(due);
  });

  it('once mended, a promise is the department’s to look into again, with sixty working days anew', () => {
    const walk = rectifying();
    walk.at(at('2026-03-10'));
    walk.do(enterprise, report);
    expect([holderOf(walk.state()), dueOnOf(walk.state())]).toEqual(['water', '2026-06-05']);
  });

  it('of a delivered permit no day is due at all', () => {
    expect(dueOf(delivered().state())).toBeNull();
  });
});

describe('the nearest day of an item in hand', () => {
  it('is the promise, unless the law’s limit comes first, as over a long holiday', () => {
    expect(dueOnOf(accepted().state())).toBe('2026-03-03');
    // C4: seven calendar days end with the Spring Festival, two working days a day later.
    const permit = accepted('C4', at('2026-02-14')).state();
    expect([permit.promised?.dueOn, permit.statutory?.dueOn]).toEqual(['2026-02-25', '2026-02-24']);
    expect(dueOnOf(permit)).toBe('2026-02-24');
  });

  it('is the promise where no law limits the item', () => {
    const state = accepted('A7').state();
    expect(state.statutory).toBeNull();
    expect(dueOnOf(state)).toBe('2026-03-11');
  });
});

describe('the queue of a department', () => {
  it('finds an item by its company, department and project, by the day it is due', () => {
    expect(itemMachine.search?.(accepted().state())).toEqual({
      company: 'cmp_a',
      department: 'naturalResources',
      projectId: 'prj_x',
      code: 'A5',
      dueOn: '2026-03-03',
    });
  });

  it('has what no day is due for behind all the rest', () => {
    expect(itemMachine.search?.(delivered().state())).toMatchObject({ dueOn: '9999-12-31' });
  });

  it('keeps the items of a project by the project, and every later step by the item', () => {
    const { plan } = planned().state();
    expect(itemMachine.key?.('itm_x', { type: 'planItem', plan })).toBe('prj_x');
    expect(itemMachine.key?.('itm_x', submit)).toBe('itm_x');
  });
});

describe('the light of', () => {
  it.each<[string, () => Walk, string]>([
    [
      'silence, after a supplement',
      () => {
        const walk = received();
        walk.do(officer, { type: 'requestItemCorrection', asked });
        walk.do(enterprise, { type: 'supplyItemCorrection', note: '已补' });
        return walk;
      },
      'silence naturalResources',
    ],
    [
      'silence, after declining was taken back',
      () => {
        const walk = ended(received(), { type: 'declineItem', kind: 'notAccepted', reason: '理由' });
        walk.do(officer, { type: 'requestItemAmendment', kind: 'withdrawDecline', reason: '有误' });
        walk.do(head, { type: 'consentItemAmendment', agreed: true, reason: '同意' });
        return walk;
      },
      'silence naturalResources',
    ],
    ['what may follow', withGaps, 'gaps enterprise'],
    ['what is to be mended', rectifying, 'rectification enterprise'],
    [
      'the second look at a promise',
      () => {
        const walk = rectifying();
        walk.do(enterprise, report);
        return walk;
      },
      'inspection water',
    ],
  ])('%s stands with who owes it, and turns yellow, then red', (_name, story, clock) => {
    const turns = story()
      .at(at('2026-07-01'))
      .flatMap(({ type, data }) =>
        type === 'LightTurned' && 'holder' in data && 'clock' in data && 'light' in data
          ? [`${data.clock} ${data.holder} ${data.light}`]
          : [],
      );
    expect(turns).toEqual(expect.arrayContaining([`${clock} yellow`, `${clock} red`]));
  });

  it('a promise turns by the day it was decided on, whenever its result was delivered', () => {
    const walk = planned([], at('2026-03-02'), 'A8', {
      ...everything,
      landArea: '20000',
      soilVolume: '8000',
    });
    walk.do(enterprise, { ...submit, commitment: true });
    walk.do(water, { type: 'acceptItem' });
    walk.do(water, grant);
    walk.at(at('2026-03-10'));
    walk.do(water, inbox);
    expect(walk.state().inspectBy?.dueOn).toBe('2026-05-28');
    expect(turnsIn(walk.at(at('2026-05-29')))).toEqual(['inspection yellow', 'inspection red']);
  });
});
