import { type noticeVerdictSchema, verifyNoticeInput } from '@yizhan/contracts';
import express, { type Express } from 'express';
import type { z } from 'zod';
import { checkCodeOf } from './domain/notice-words.ts';
import type { NoticeStore } from './notice-store.ts';

type Verdict = z.infer<typeof noticeVerdictSchema>;
const notGenuine: Verdict = { genuine: false, on: null };

/** Is there such a document, with this check code and of these bytes? Both where both are given, one at least. */
export const verify = async (notices: NoticeStore, input: unknown): Promise<Verdict> => {
  const asked = verifyNoticeInput.safeParse(input);
  if (!asked.success) return notGenuine;
  const { number, check, checksum } = asked.data;
  if (check === undefined && checksum === undefined) return notGenuine;
  const found = await notices.findByNumber(number);
  if (found === null) return notGenuine;
  const isGenuine =
    (check === undefined || check === checkCodeOf(found._id)) &&
    (checksum === undefined || checksum === found.state.checksum);
  return isGenuine ? { genuine: true, on: found.state.on } : notGenuine;
};

/** For the door alone, which lets anybody ask: the answer holds nothing of the case. */
export const mountVerification = (app: Express, notices: NoticeStore): void => {
  app.post('/internal/verify-notice', express.json({ limit: 4096 }), async (request, response) => {
    response.json(await verify(notices, request.body));
  });
};
