import type { AnyEvent } from '@yizhan/contracts';
import { done, type Outcome, type Reactions } from '@yizhan/eventbus';
import type { ClientSession } from 'mongoose';
import type { Store } from './store.ts';

/** Whose project is whose: nobody else's files may be put into it. */
export const createReactions = (store: Store): Reactions => {
  const learn = async (
    { county }: AnyEvent,
    projectId: string,
    company: string,
    session: ClientSession,
  ): Promise<Outcome> => {
    await store.learnProject({ _id: projectId, county, company }, session);
    return done;
  };

  return {
    'admission.ApplicationSubmitted': async (event, session) =>
      await learn(event, event.caseId, event.data.company, session),
    'approval.FilingCompleted': async (event, session) =>
      await learn(event, event.data.projectId, event.data.company, session),
  };
};
