import type { CaseDocument } from '@yizhan/aggregate';
import type { ClientSession, Connection } from 'mongoose';
import type { Notice } from './domain/notice.ts';
import type { NoticeFacts } from './notice-text.ts';

/** A document that an event asks for and that is not made yet. */
export interface PendingNotice {
  readonly _id: string;
  readonly county: string;
  readonly projectId: string;
  readonly item: string;
  readonly code: string;
  readonly causedBy: string;
  readonly facts: NoticeFacts;
}

/** The bytes of a document, kept before its case says their checksum. */
interface NoticeFile {
  readonly _id: string;
  readonly bytes: string;
  readonly checksum: string;
  readonly size: number;
}

const isDuplicateKey = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;

export const createNoticeStore = (connection: Connection) => {
  const pending = () => connection.collection<PendingNotice>('pendingNotices');
  const files = () => connection.collection<NoticeFile>('noticeFiles');
  const uploads = () => connection.collection<{ _id: string; since: Date }>('uploads');
  const cases = () => connection.collection<CaseDocument<Notice>>('cases');

  return {
    ensureIndexes: async (): Promise<void> => {
      await pending().createIndex({ projectId: 1 });
      await files().createIndex({ bytes: 1 });
      await cases().createIndex({ 'search.number': 1 }, { partialFilterExpression: { kind: 'notice' } });
    },
    /** Asked for by an event, once however often it comes. */
    ask: async (notice: PendingNotice, session: ClientSession): Promise<void> => {
      const { _id, ...facts } = notice;
      await pending().updateOne({ _id }, { $setOnInsert: facts }, { upsert: true, session });
    },
    findPending: async (limit: number): Promise<readonly PendingNotice[]> =>
      await pending().find({}).sort({ _id: 1 }).limit(limit).toArray(),
    done: async (_id: string): Promise<void> => {
      await pending().deleteOne({ _id });
    },
    begin: async (_id: string): Promise<void> => {
      await uploads().insertOne({ _id, since: new Date() });
    },
    end: async (_id: string): Promise<void> => {
      await uploads().deleteOne({ _id });
    },
    /** Keeps the bytes of a document, or finds those that were kept before. */
    keep: async (file: NoticeFile): Promise<NoticeFile> => {
      try {
        await files().insertOne({ ...file });
        return file;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const present = await files().findOne({ _id: file._id });
        if (present === null) throw error;
        return present;
      }
    },
    findFile: async (_id: string): Promise<NoticeFile | null> => await files().findOne({ _id }),
    findNotice: async (_id: string): Promise<CaseDocument<Notice> | null> =>
      await cases().findOne({ _id, kind: 'notice' }),
    findByNumber: async (number: string): Promise<CaseDocument<Notice> | null> =>
      await cases().findOne({ kind: 'notice', 'search.number': number }),
    findNotices: async (
      county: string,
      projectId: string,
      item: string | undefined,
    ): Promise<readonly CaseDocument<Notice>[]> =>
      await cases()
        .find({
          key: projectId,
          kind: 'notice',
          county,
          ...(item === undefined ? {} : { 'search.item': item }),
        })
        .sort({ 'state.on': -1, _id: 1 })
        .toArray(),
  };
};
export type NoticeStore = ReturnType<typeof createNoticeStore>;
