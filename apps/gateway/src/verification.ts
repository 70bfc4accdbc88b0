import { noticeVerdictSchema, refusal, refusalStatus, verifyNoticeInput } from '@yizhan/contracts';
import { callInternal, type ServiceConfig } from '@yizhan/service';
import express, { type Express, type Request, type Response } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { noAnswer } from './context.ts';

/** For each address: a person holds a document against the record, and a guesser gets nowhere. */
const askedPerMinute = 30;

const tooMany = refusal('tooMany', 'TOO_MANY_REQUESTS', '请求过于频繁，请稍后再试', 'too many requests');
const malformed = refusal('invalid', 'MALFORMED_REQUEST', '请求格式有误', 'the request is malformed');

/** The one thing that anybody may ask: is this document of ours? The answer holds nothing of the case. */
export const mountVerification = (app: Express, config: ServiceConfig, serviceToken: () => string): void => {
  const limiter = new RateLimiterMemory({ points: askedPerMinute, duration: 60 });
  const readBody = express.json({ limit: 4096 });

  const answer = async (request: Request, response: Response): Promise<void> => {
    const refuse = (because: typeof tooMany): void => {
      response.status(refusalStatus[because.kind]).json(because);
    };
    const isWithin = await limiter.consume(request.ip ?? '').then(
      () => true,
      () => false,
    );
    if (!isWithin) return refuse(tooMany);
    const asked = verifyNoticeInput.safeParse(request.body);
    if (!asked.success) return refuse(malformed);
    try {
      const verdict = await callInternal(
        config.urls.materials,
        '/verify-notice',
        serviceToken,
        'POST',
        asked.data,
      );
      response.set('cache-control', 'no-store').json(noticeVerdictSchema.parse(verdict));
    } catch {
      refuse(noAnswer);
    }
  };

  app.post('/verify-notice', (request, response) => {
    if (!request.is('application/json')) {
      response.status(400).json(malformed);
      return;
    }
    readBody(request, response, (error?: unknown) => {
      if (error === undefined) void answer(request, response);
      else response.status(400).json(malformed);
    });
  });
};
