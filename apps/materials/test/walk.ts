import { somebody, walkCase } from '@yizhan/testkit';
import { materialMachine } from '../src/domain/material.ts';

export const projectId = `prj_${'p'.repeat(24)}`;
export const enterprise = somebody('enterprise', { company: 'cmp_a' });
export const stranger = somebody('enterprise', { company: 'cmp_b' });
export const service = somebody('service');
export const attaching = {
  type: 'attachMaterial',
  projectId,
  company: 'cmp_a',
  kind: 'sitePlan',
  file: 'fil_1',
  checksum: 'a'.repeat(64),
} as const;
export const replacing = { type: 'replaceMaterial', file: 'fil_2', checksum: 'b'.repeat(64) } as const;

/** A material in the state that is wanted. */
export const walkTo = (status: 'none' | 'draft' | 'handedIn' | 'removed') => {
  const walk = walkCase(materialMachine, '2026-03-02T01:00:00.000Z');
  if (status === 'none') return walk;
  walk.do(enterprise, attaching);
  if (status === 'handedIn') walk.do(service, { type: 'noteHandedIn', number: 1, to: 'itm_1' });
  if (status === 'removed') walk.do(enterprise, { type: 'removeMaterial' });
  return walk;
};
