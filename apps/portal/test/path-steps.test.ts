import { describe, expect, it } from 'vitest';
import type { Dossier } from '../src/api/queries.ts';
import { stagesOf, stateOf, turnOf, waitsFor } from '../src/pages/dossier/path-steps.ts';

type Step = Dossier['steps'][number];
const step = (of: Partial<Step>): Step =>
  ({
    code: 'A5',
    stage: '立项用地规划许可',
    status: 'planned',
    outcome: null,
    waitsFor: [],
    caseId: 'itm_a',
    ...of,
  }) as Step;

describe('a step on the map', () => {
  it.each<[Partial<Step>, string]>([
    [{ status: 'planned' }, 'waiting'],
    [{ status: 'received' }, 'running'],
    [{ status: 'acceptedWithGaps' }, 'running'],
    [{ status: 'suspended' }, 'running'],
    [{ status: 'delivered', outcome: 'granted' }, 'done'],
    [{ status: 'delivered', outcome: 'refused' }, 'stopped'],
    [{ status: 'filed' }, 'done'],
    [{ status: 'onPromise' }, 'done'],
    [{ status: 'done' }, 'done'],
    [{ status: 'notRequired' }, 'done'],
    [{ status: 'acceptanceRevoked' }, 'stopped'],
    [{ status: 'expired' }, 'stopped'],
  ])('%o is %s', (of, state) => {
    expect(stateOf(step(of))).toBe(state);
  });

  it('says what it waits for, or that it may be applied for', () => {
    expect(waitsFor(step({ waitsFor: ['A4', 'B1'] }))).toBe('等待 A4、B1');
    expect(waitsFor(step({}))).toBe('可以申报');
    expect(waitsFor(step({ status: 'accepted' }))).toBe('');
  });

  it('has the turn that moves it, and not one that only follows up what was missing', () => {
    const turns = [
      { caseId: 'itm_a', action: 'followUpMissing' },
      { caseId: 'itm_a', action: 'acceptItem' },
    ] as unknown as Dossier['turns'];
    expect(turnOf(step({}), turns)?.action).toBe('acceptItem');
    expect(turnOf(step({ caseId: null }), turns)).toBeNull();
  });

  it('stands in its stage, the stages in the order of the law, each with what is done of it', () => {
    const stages = stagesOf([
      step({ code: 'C4', stage: '施工许可' }),
      step({ code: 'A1', status: 'filed' }),
      step({ code: 'B2', stage: '工程建设许可' }),
      step({ code: 'A5' }),
    ]);
    expect(stages.map(({ name, done, steps }) => `${name} ${done}/${steps.length}`)).toEqual([
      '立项用地规划许可 1/2',
      '工程建设许可 0/1',
      '施工许可 0/1',
    ]);
  });
});
