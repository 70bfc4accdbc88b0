import { checkTable } from '@yizhan/aggregate/machine';
import { type ActingRole, roles } from '@yizhan/contracts';
import { mayByRole } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import type { MaterialCommand } from '../src/domain/material.ts';
import { materialStatuses, materialTable } from '../src/domain/states.ts';
import { attaching, enterprise, replacing, service, stranger, walkTo } from './walk.ts';

const handIn = (number: number, to = 'itm_1'): MaterialCommand => ({ type: 'noteHandedIn', number, to });
const remove: MaterialCommand = { type: 'removeMaterial' };

it('reaches every state, and leaves none without a way', () => {
  expect(checkTable(materialTable, materialStatuses)).toEqual([]);
});

describe('who may', () => {
  const acting: readonly ActingRole[] = [...roles, 'service', 'time'];
  const may: Record<keyof typeof materialTable, readonly ActingRole[]> = {
    attachMaterial: ['enterprise', 'windowClerk', 'agent', 'chiefAgent'],
    replaceMaterial: ['enterprise', 'windowClerk', 'agent', 'chiefAgent'],
    removeMaterial: ['enterprise', 'windowClerk'],
    noteHandedIn: ['service'],
  };
  it('is written here, and nobody else may', () => {
    expect(
      Object.fromEntries(
        Object.entries(mayByRole(materialTable, acting)).map(([command, by]) => [command, [...by].sort()]),
      ),
    ).toEqual(Object.fromEntries(Object.entries(may).map(([command, by]) => [command, [...by].sort()])));
  });

  it.each<MaterialCommand>([attaching, replacing, remove])(
    '$type is for the company of the material alone; to others there is none',
    (command) => {
      const from = command.type === 'attachMaterial' ? 'removed' : 'draft';
      expect(walkTo(from).do(enterprise, command).ok).toBe(true);
      expect(walkTo(from).do(stranger, command)).toEqual({ ok: false, code: 'MATERIAL_NOT_FOUND' });
    },
  );
});

describe('versions', () => {
  it('count up, and the one before stays', () => {
    const walk = walkTo('draft');
    walk.do(enterprise, replacing);
    expect(walk.state().versions.map(({ number, file }) => [number, file])).toEqual([
      [1, 'fil_1'],
      [2, 'fil_2'],
    ]);
  });
  it('of the same content are one', () => {
    const walk = walkTo('draft');
    expect(walk.do(enterprise, { ...replacing, checksum: attaching.checksum })).toEqual({
      ok: false,
      code: 'SAME_FILE',
      field: 'file',
    });
  });
  it('may come after the handing in, and are then not handed in themselves', () => {
    const walk = walkTo('handedIn');
    walk.do(enterprise, replacing);
    expect(walk.status()).toBe('handedIn');
    expect(walk.state().versions.map(({ handedInTo }) => handedInTo)).toEqual([['itm_1'], []]);
  });
});

describe('what was handed in', () => {
  it('is not removed any more; a draft is', () => {
    expect(walkTo('handedIn').do(enterprise, remove)).toEqual({ ok: false, code: 'MATERIAL_HANDED_IN' });
    expect(walkTo('draft').do(enterprise, remove).ok).toBe(true);
  });
  it('holds though it was removed in the same moment', () => {
    const walk = walkTo('removed');
    expect(walk.do(service, handIn(1)).ok).toBe(true);
    expect(walk.status()).toBe('handedIn');
  });
  it('is noted once for a case, and for each case', () => {
    const walk = walkTo('handedIn');
    expect(walk.do(service, handIn(1))).toEqual({ ok: true, events: [] });
    walk.do(service, handIn(1, 'itm_2'));
    expect(walk.state().versions[0]?.handedInTo).toEqual(['itm_1', 'itm_2']);
  });
  it('names a version that there is', () => {
    expect(walkTo('draft').do(service, handIn(2))).toEqual({ ok: false, code: 'VERSION_NOT_FOUND' });
    expect(walkTo('none').do(service, handIn(1))).toEqual({ ok: false, code: 'CASE_NOT_FOUND' });
  });
});

it('the same file may be attached again after it was removed, under a number that is new', () => {
  expect(walkTo('draft').do(enterprise, attaching)).toEqual({
    ok: false,
    code: 'MATERIAL_EXISTS',
    field: 'file',
  });
  const walk = walkTo('removed');
  walk.do(enterprise, attaching);
  expect(walk.state().versions.map(({ number }) => number)).toEqual([2]);
});
