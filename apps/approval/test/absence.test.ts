import { walkCase } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { absenceMachine } from '../src/domain/absence.ts';
import { accepted, at, colleague, head, officer, service } from './walk.ts';

const away = { type: 'followAbsence', account: 'acc_a', from: '2026-03-05', until: '2026-03-06' } as const;
const named = { type: 'followSubstitute', account: 'acc_a', substitute: 'acc_b' } as const;
const typesOf = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);
const told = (...commands: readonly (typeof away | typeof named)[]) => {
  const walk = walkCase(absenceMachine, at('2026-03-02'));
  for (const command of commands) walk.do(service, command);
  return walk;
};

describe('an absence', () => {
  it.each([
    ['the substitute was named before', [named, away]],
    ['the substitute is named after', [away, named]],
  ] as const)('begins on its first day, once, though %s', (_which, commands) => {
    const walk = told(...commands);
    expect(walk.dueAt()).toBe(new Date(at('2026-03-05', '00:00')).toISOString());
    expect(walk.at(at('2026-03-05', '00:00'))).toMatchObject([
      {
        type: 'AbsenceBegan',
        data: { account: 'acc_a', substitute: 'acc_b', from: '2026-03-05', until: '2026-03-06' },
      },
    ]);
    expect(walk.at(at('2026-03-30'))).toEqual([]);
    expect(walk.dueAt()).toBeNull();
  });

  it('that nobody stands in for begins with nobody, and with whoever is named while it lasts', () => {
    const walk = told(away);
    expect(walk.dueAt()).toBeNull();
    walk.at(at('2026-03-06'));
    walk.do(service, named);
    expect(typesOf(walk.at(at('2026-03-06', '10:01')))).toEqual(['AbsenceBegan']);
  });

  it('after a change of office begins with nobody who stood in for the old one', () => {
    const walk = told(named, away);
    walk.do(service, { ...named, substitute: null });
    expect(walk.at(at('2026-03-05', '09:00'))).toEqual([]);
    expect(walk.dueAt()).toBeNull();
  });

  it('that is over when it is told, or when a substitute is named, sends nothing on', () => {
    const walk = told(named);
    walk.at(at('2026-03-07', '00:00'));
    walk.do(service, away);
    expect(walk.dueAt()).toBeNull();
    expect(walk.at(at('2026-03-30'))).toEqual([]);
  });

  it('noted anew begins anew', () => {
    const walk = told(named, away);
    walk.at(at('2026-03-09'));
    walk.do(service, { ...away, from: '2026-03-16', until: '2026-03-20' });
    expect(typesOf(walk.at(at('2026-03-16', '09:00')))).toEqual(['AbsenceBegan']);
  });

  it('is for `identity` to tell, and for nobody to enter here', () => {
    const walk = told(named);
    for (const actor of [officer, head])
      expect(walk.do(actor, away)).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
  });
});

describe('what an absent officer had claimed', () => {
  const handing = { type: 'substituteHandler', from: officer.id, to: 'acc_b', reason: 'AB岗' } as const;

  it('goes to the B handler, on record', () => {
    const walk = accepted();
    const answer = walk.do(service, handing);
    expect(answer.ok && answer.events).toMatchObject([
      { type: 'ItemHandedOver', data: { from: officer.id, to: 'acc_b', reason: 'AB岗' } },
    ]);
    expect(walk.state().officer).toBe('acc_b');
  });

  it('stays where another has it by now', () => {
    const walk = accepted();
    walk.do(officer, { type: 'handOverItem', to: 'acc_c', reason: '轮岗' });
    expect(walk.do(service, handing)).toMatchObject({ ok: true, events: [] });
    expect(walk.state().officer).toBe('acc_c');
  });

  it('goes to nobody who declared kin or interest in it', () => {
    const walk = accepted();
    walk.do(colleague, { type: 'recuseFromItem', kind: 'kin', reason: '近亲属' });
    expect(walk.do(service, { ...handing, to: colleague.id })).toMatchObject({ ok: true, events: [] });
  });
});
