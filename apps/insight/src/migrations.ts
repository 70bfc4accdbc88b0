import type { Migration } from '@yizhan/service';
import type { Connection } from 'mongoose';

/** What is folded, and how far; what was learned of accounts is not: it must hold without a gap. */
const folded = ['dossiers', 'parcels', 'turns', 'cursors', 'sources', 'parked', 'never'];

/** The read side is made from events: where it is folded otherwise it is dropped, and read again from all exports. */
const readAnew = async (connection: Connection): Promise<void> => {
  const present = new Set((await connection.listCollections()).map(({ name }) => name));
  for (const name of folded) if (present.has(name)) await connection.dropCollection(name);
};

export const migrations: readonly Migration[] = [
  { name: '2026-11-25-dossiers-know-their-catalogue', up: readAnew },
  { name: '2026-11-29-an-acceptance-applied-for-again-has-no-parts', up: readAnew },
];
