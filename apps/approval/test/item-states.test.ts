import { describe, expect, it } from 'vitest';
import { itemStatuses, itemTable, openStatuses } from '../src/domain/item-states.ts';

const words = (table: Readonly<Record<string, { readonly zh: string }>>) =>
  Object.values(table).map(({ zh }) => zh);

describe('the words of an item', () => {
  it.each([
    ['states', words(itemStatuses)],
    ['steps', words(itemTable)],
  ])('tell its %s apart, each by Chinese words of its own', (_what, all) => {
    for (const word of all) expect(word).toMatch(/\p{Script=Han}{2}/u);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('an item', () => {
  it('is done for good only where it was filed, or ended with its project', () => {
    const forGood = Object.entries(itemStatuses).filter(
      ([, status]) => 'end' in status && status.end === true,
    );
    expect(forGood.map(([name]) => name)).toEqual(['filed', 'closed']);
  });

  it('stands in a department’s queue from receipt to delivery, and while a promise is to be looked into', () => {
    expect([...openStatuses].sort()).toEqual(
      [
        'received',
        'correcting',
        'acceptedWithGaps',
        'accepted',
        'suspended',
        'granted',
        'refused',
        'onPromise',
        'rectifying',
      ].sort(),
    );
  });

  it('can be withdrawn by its owner at any point before the decision, and by nobody after it', () => {
    expect([...itemTable.withdrawItem.from].sort()).toEqual(
      ['accepted', 'acceptedWithGaps', 'correcting', 'received', 'suspended'].sort(),
    );
    expect(itemTable.withdrawItem.by).toEqual(['enterprise']);
  });

  it.each([
    'notAccepted',
    'lapsed',
    'acceptanceRevoked',
    'withdrawn',
    'deliveredRefusal',
    'revoked',
    'expired',
  ] as const)('is open anew after %s', (status) => expect(itemTable.submitItem.from).toContain(status));

  it.each(['department', 'utility'] as const)('is worked by a %s from acceptance to delivery', (role) => {
    for (const command of [
      'claimItem',
      'acceptItem',
      'declineItem',
      'suspendItem',
      'resumeItem',
      'publishItem',
      'decideItem',
      'deliverItem',
    ] as const)
      expect(itemTable[command].by).toContain(role);
  });

  it('is changed by time alone in five ways: accepted, lapsed, revoked, its certificate extended by silence, or expired', () => {
    const byTime = Object.values(itemTable).filter(({ by }) => (by as readonly string[]).includes('time'));
    expect(byTime.map(({ from, to }) => `${from}→${to}`)).toEqual([
      'received→accepted',
      'correcting→lapsed',
      'acceptedWithGaps→acceptanceRevoked',
      'delivered→',
      'delivered→expired',
    ]);
  });
});
