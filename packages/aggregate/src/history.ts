import { type Envelope, envelopeSchema } from '@yizhan/contracts';
import type { Connection } from 'mongoose';
import { genesisHash, sha256 } from './canonical.ts';
import { type CaseDocument, caseModels, type FiledEvent, filedId } from './case-document.ts';

/** Five times what a relay has in hand at once. */
const unfiledCasesAtMost = 1000;
const exportOrder = { key: 1, _id: 1 } as const;
/** In no id and no key. */
const placeSeparator = ' ';

export interface HistoryEvent {
  readonly caseId: string;
  readonly seq: number;
  readonly body: string;
  readonly hash: string;
}

/** Reads a service's events: what is filed, and for one case what still waits to be sent. */
export const createHistory = (connection: Connection) => {
  const models = caseModels(connection);

  /** All events of one case from a sequence on: `unsent` is read first, then what is filed; doubles drop by sequence. */
  const ofCase = async (caseId: string, fromSeq = 1): Promise<readonly HistoryEvent[]> => {
    const waiting =
      (await models.cases.findById(caseId, { unsent: 1 }).lean<Pick<CaseDocument, 'unsent'> | null>())
        ?.unsent ?? [];
    const filed = await models.events
      .find({ _id: { $gte: filedId(caseId, fromSeq), $lte: filedId(caseId, 99_999_999) } })
      .sort({ _id: 1 })
      .lean<FiledEvent[]>();
    const bySeq = new Map<number, HistoryEvent>();
    for (const { seq, body, hash } of [...filed, ...waiting])
      if (seq >= fromSeq) bySeq.set(seq, { caseId, seq, body, hash });
    return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  };

  /**
   * A page of all filed events by key, and in it by case and sequence: whoever builds something of a project has all of
   * it together. `after` is the last page's `next`.
   */
  const page = async (
    after: string,
    limit: number,
  ): Promise<{ events: readonly HistoryEvent[]; next: string | null }> => {
    const [key = '', id = ''] = after.split(placeSeparator);
    // A range of the index: conditions on both fields would have it read from the beginning of the key.
    const filed = await models.events.collection
      .find<FiledEvent>(
        {},
        { hint: exportOrder, sort: exportOrder, ...(id === '' ? {} : { min: { key, _id: id } }) },
      )
      .limit(limit + 1)
      .toArray();
    // The last one of the page before is the first of the range.
    const rest = filed[0]?._id === id ? filed.slice(1) : filed.slice(0, limit);
    const last = rest.at(-1);
    return {
      events: rest.map(({ caseId, seq, body, hash }) => ({ caseId, seq, body, hash })),
      next: rest.length < limit || last === undefined ? null : `${last.key}${placeSeparator}${last._id}`,
    };
  };

  /**
   * What is saved and not filed yet, of the cases that wait longest. The relay publishes before it files, so whoever
   * notes his place in Kafka and reads the pages would miss what lies between the two.
   */
  const unfiled = async (): Promise<readonly HistoryEvent[]> => {
    const waiting = await models.cases
      .find({ unsentSince: { $exists: true } }, { unsent: 1 })
      .sort({ unsentSince: 1 })
      .limit(unfiledCasesAtMost)
      .lean<Pick<CaseDocument, '_id' | 'unsent'>[]>();
    return waiting.flatMap(({ _id: caseId, unsent = [] }) =>
      unsent.map(({ seq, body, hash }) => ({ caseId, seq, body, hash })),
    );
  };

  return { ofCase, page, unfiled };
};

/** The first fault in a case's chain of hashes, or null: a gap, a changed body, a wrong link. */
export const findBrokenLink = (
  events: readonly HistoryEvent[],
): { readonly seq: number; readonly fault: string } | null => {
  let prev = genesisHash;
  let seq = 0;
  for (const event of events) {
    seq += 1;
    if (event.seq !== seq) return { seq, fault: 'missing' };
    if (sha256(event.body) !== event.hash) return { seq, fault: 'changed' };
    if (envelopeOf(event.body).prev !== prev) return { seq, fault: 'not linked' };
    prev = event.hash;
  }
  return null;
};

/** The envelope in a stored body. Throws on bytes that are none. */
export const envelopeOf = (body: string): Envelope => envelopeSchema.parse(JSON.parse(body));
