import { type ActingRole, roles } from '@yizhan/contracts';
import { mayByRole, somebody, someFacts } from '@yizhan/testkit';
import { expect, it } from 'vitest';
import { applicationMachine } from '../src/domain/application.ts';
import type { ApplicationCommand } from '../src/domain/case.ts';
import { table } from '../src/domain/states.ts';
import { enterprise, stranger, walkTo } from './walk.ts';

const acting: readonly ActingRole[] = [...roles, 'service', 'time'];

/** Who may, written by hand; whoever is not named may not. */
const may: Record<keyof typeof table, readonly ActingRole[]> = {
  submitApplication: ['enterprise', 'windowClerk'],
  noteStage: ['service'],
  demandSupplement: ['service'],
  supplementApplication: ['enterprise', 'windowClerk'],
  lapse: ['time'],
  postpone: ['service'],
  reviewDue: ['time'],
  concludeAdmission: ['service'],
  deliverConclusion: ['windowClerk'],
  withdrawApplication: ['enterprise'],
  giveUpProject: ['enterprise'],
  followGivingUp: ['service'],
};

it('lets each role do what is written here, and nothing else', () => {
  expect(mayByRole(table, acting)).toEqual(may);
});

it.each<ApplicationCommand>([
  { type: 'supplementApplication', facts: someFacts(), note: '补' },
  { type: 'withdrawApplication', reason: '另行选址' },
])('$type is for the company of the case alone; to others there is no case', (command) => {
  expect(walkTo('returned').do(enterprise, command).ok).toBe(true);
  expect(walkTo('returned').do(stranger, command)).toEqual({ ok: false, code: 'CASE_NOT_FOUND' });
  expect(walkTo('returned').do(somebody('enterprise'), command)).toEqual({
    ok: false,
    code: 'CASE_NOT_FOUND',
  });
});

it('tells another company the same whether the case is there or not', () => {
  const command: ApplicationCommand = { type: 'giveUpProject', reason: '无' };
  expect(walkTo('none').do(stranger, command)).toEqual(walkTo('agreed').do(stranger, command));
  expect(applicationMachine.mayAct(undefined, command, stranger)).toBeNull();
});
