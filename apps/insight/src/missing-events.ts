import type { ServiceName } from '@yizhan/contracts';
import { callInternal, type ServiceParts } from '@yizhan/service';

interface Exported {
  readonly caseId: string;
  readonly seq: number;
}

const sources = [
  'admission',
  'prereview',
  'approval',
  'land',
  'agency',
  'acceptance',
  'materials',
] as const satisfies readonly ServiceName[];

/** What each service has emitted, by case, against what has arrived here; empty when all is here. */
export const findMissingEvents = async (
  parts: ServiceParts,
): Promise<{ service: string; caseId: string; emitted: number; arrived: number }[]> => {
  const missing: { service: string; caseId: string; emitted: number; arrived: number }[] = [];
  for (const service of sources) {
    const emitted = new Map<string, number>();
    for (let after: string | null = ''; after !== null; ) {
      const page: { events: Exported[]; next: string | null } = await callInternal(
        parts.config.urls[service],
        `/events?after=${encodeURIComponent(after)}`,
        parts.serviceToken,
      );
      for (const { caseId, seq } of page.events) emitted.set(caseId, Math.max(seq, emitted.get(caseId) ?? 0));
      after = page.next;
    }
    const cursors = new Map(
      (
        await parts.connection
          .collection<{ _id: string; seq: number }>('cursors')
          .find({ _id: { $in: [...emitted.keys()] } })
          .toArray()
      ).map((cursor) => [cursor._id, cursor.seq]),
    );
    for (const [caseId, count] of emitted) {
      const arrived = cursors.get(caseId) ?? 0;
      if (arrived < count) missing.push({ service, caseId, emitted: count, arrived });
    }
  }
  return missing;
};
