import { createHash, randomUUID } from 'node:crypto';
import { derivedId } from '@yizhan/aggregate';
import { findDivision } from '@yizhan/codes';
import { approvalContract } from '@yizhan/contracts';
import { createServiceClient, type ServiceParts, serviceActor } from '@yizhan/service';
import { noticeMachine } from './domain/notice.ts';
import { checkCodeOf, numberOf } from './domain/notice-words.ts';
import type { NoticeStore, PendingNotice } from './notice-store.ts';
import { departmentName, type NoticeNames, noticeText } from './notice-text.ts';
import type { FileStorage } from './storage.ts';

/** A document of an event: the same event is the same document. */
export const noticeIdOf = (eventId: string): string => derivedId(noticeMachine.prefix, eventId);

const tryAgainEveryMs = 10_000;
const atOnce = 50;

const once = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
};

/**
 * Makes the documents that reactions have asked for: names by query, bytes, then the case. While an owner does not answer
 * it is tried again; killed anywhere, it goes on where it was, and what was drawn first is what is issued.
 */
export const createNotices = (
  { cases, config, serviceToken, log, connection }: ServiceParts,
  notices: NoticeStore,
  storage: FileStorage,
  publicUrl: string,
) => {
  const approval = createServiceClient(approvalContract, config.urls.approval, serviceToken);
  let busy = false;
  let again = false;

  const namesOf = async ({ item, projectId, county }: PendingNotice): Promise<NoticeNames> => {
    const [found, project] = await Promise.all([
      approval.queries.getItem({ id: item }),
      approval.queries.getFiledProject({ projectId }),
    ]);
    return {
      project: project.name,
      projectCode: project.projectCode,
      applicant: project.investorName,
      item: found.name,
      department: departmentName(found.department),
      government: `${findDivision(county)?.name ?? '本级'}人民政府`,
    };
  };

  const draw = async (pending: PendingNotice, number: string): Promise<string> => {
    const { _id: id, facts } = pending;
    const check = checkCodeOf(id);
    // What draws is large, and is not needed before there is something to draw.
    const { drawNotice } = await import('./notice-pdf.ts');
    const bytes = await drawNotice({
      text: noticeText(facts, await namesOf(pending)),
      number,
      check,
      verifyAt: `${publicUrl}/verify?${new URLSearchParams({ number, check })}`,
      on: facts.on,
    });
    const place = randomUUID();
    await notices.begin(place);
    await storage.write(place, once(bytes));
    const checksum = createHash('sha256').update(bytes).digest('hex');
    const kept = await notices.keep({ _id: id, bytes: place, checksum, size: bytes.length });
    // Two instances may draw at once: the first is the document.
    if (kept.bytes !== place) await storage.remove(place);
    await notices.end(place);
    return kept.checksum;
  };

  const issue = async (pending: PendingNotice): Promise<void> => {
    const { _id: id, county, projectId, item, code, facts, causedBy } = pending;
    const number = numberOf(facts.kind, code, facts.on, id);
    const checksum = (await notices.findFile(id))?.checksum ?? (await draw(pending, number));
    const answer = await cases.execute(noticeMachine, {
      id,
      command: {
        type: 'issueNotice',
        projectId,
        item,
        code,
        notice: facts.kind,
        number,
        on: facts.on,
        checksum,
      },
      actor: serviceActor('materials', county),
      key: `issue-${id}`,
      causedBy,
    });
    if (!answer.ok && answer.refusal.code !== 'CASE_EXISTS' && answer.refusal.code !== 'MATERIAL_NOT_FOUND')
      throw new Error(answer.refusal.code);
    await notices.done(id);
  };

  /** Issues all that is asked for; the first that cannot be holds up no other. */
  const issueAll = async (): Promise<void> => {
    for (const pending of await notices.findPending(atOnce)) {
      try {
        await issue(pending);
      } catch (error) {
        log.warn(
          { notice: pending._id, error: String(error) },
          'a document could not be made, trying again later',
        );
      }
    }
  };

  const nudge = (): void => {
    again = true;
    if (busy) return;
    busy = true;
    void (async () => {
      while (again) {
        again = false;
        await issueAll();
      }
    })()
      .catch((error: unknown) => {
        if (connection.readyState === 1) log.error({ error: String(error) }, 'documents were not made');
      })
      .finally(() => {
        busy = false;
      });
  };

  return {
    nudge,
    start: (): void => {
      nudge();
      const timer = setInterval(() => {
        if (connection.readyState === 1) nudge();
        else clearInterval(timer);
      }, tryAgainEveryMs);
      timer.unref();
    },
  };
};
export type Notices = ReturnType<typeof createNotices>;
