import { randomBytes } from 'node:crypto';
import { type ServiceName, serviceNames } from '@yizhan/contracts';
import type { MongoClient } from 'mongodb';

interface Filed {
  readonly _id: string;
  readonly caseId: string;
  readonly key: string;
  readonly seq: number;
  readonly body: string;
  readonly hash: string;
}

const eventsAtOnce = 2000;
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const newId = (prefix: string): string =>
  `${prefix}_${[...randomBytes(24)].map((byte) => alphabet[byte % 32]).join('')}`;

/**
 * Puts copies of one project's history, under ids of their own, into the `events` of the services that made it: what the
 * read side is to be built from. Events per copy.
 */
export const copyHistory = async (
  client: MongoClient,
  installation: string,
  projectId: string,
  copies: number,
): Promise<number> => {
  const eventsOf = (service: ServiceName) =>
    client.db(`${installation}_${service}`).collection<Filed>('events');
  const histories = await Promise.all(
    serviceNames.map(async (service) => {
      const naming = await eventsOf(service)
        .find({ body: { $regex: projectId } })
        .toArray();
      const cases = [...new Set(naming.map(({ caseId }) => caseId))];
      const events = await eventsOf(service)
        .find({ caseId: { $in: cases } })
        .toArray();
      return { service, cases, events };
    }),
  );
  const cases = [...new Set(histories.flatMap((history) => history.cases))];
  for (let copy = 0; copy < copies; copy += 1) {
    const renamed = new Map(cases.map((id) => [id, newId(id.slice(0, id.indexOf('_')))]));
    const rename = (text: string): string =>
      text.replace(/\b[a-z]{3}_[0-9a-z]{24}\b/g, (id) => renamed.get(id) ?? id);
    for (const { service, events } of histories)
      for (let from = 0; from < events.length; from += eventsAtOnce)
        await eventsOf(service).insertMany(
          events.slice(from, from + eventsAtOnce).map((event) => ({
            ...event,
            _id: rename(event._id),
            caseId: rename(event.caseId),
            key: rename(event.key),
            body: rename(event.body),
          })),
          { ordered: false },
        );
  }
  return histories.reduce((sum, { events }) => sum + events.length, 0);
};
