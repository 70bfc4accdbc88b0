import type { AnyEvent, HandedIn } from '@yizhan/contracts';
import { done, never, type Outcome, type Reactions, waitingFor } from '@yizhan/eventbus';
import { serviceActor } from '@yizhan/service';
import type { ClientSession } from 'mongoose';
import type { Commands } from './commands.ts';
import type { Store } from './store.ts';

/** Whose project is whose, and which version of what was handed in with which case. */
export const createReactions = (store: Store, commands: Pick<Commands, 'noteHandedIn'>): Reactions => {
  const learn = async (
    { county }: AnyEvent,
    projectId: string,
    company: string,
    session: ClientSession,
  ): Promise<void> => {
    await store.learnProject({ _id: projectId, county, company }, session);
  };

  const noteHandedIn = async (
    event: AnyEvent,
    to: string,
    handedIn: readonly HandedIn[] | undefined,
    session: ClientSession,
  ): Promise<Outcome> => {
    const unknown: string[] = [];
    for (const { material, version } of handedIn ?? []) {
      const answer = await commands.noteHandedIn(material, version, to, {
        actor: serviceActor('materials', event.county),
        key: `${event.id.replace('.', '-')}-${version}`,
        causedBy: event.id,
        session,
      });
      if (answer.ok) continue;
      if (answer.refusal.kind === 'unavailable') return waitingFor(`material ${material}`);
      unknown.push(material);
    }
    return unknown.length === 0 ? done : never(`no such version of ${unknown.join(', ')}`);
  };

  return {
    'admission.ApplicationSubmitted': async (event, session) => {
      await learn(event, event.caseId, event.data.company, session);
      return await noteHandedIn(event, event.caseId, event.data.attachments, session);
    },
    'admission.ApplicationSupplemented': async (event, session) =>
      await noteHandedIn(event, event.caseId, event.data.attachments, session),
    'approval.FilingCompleted': async (event, session) => {
      await learn(event, event.data.projectId, event.data.company, session);
      return done;
    },
    'approval.ItemSubmitted': async (event, session) =>
      await noteHandedIn(event, event.caseId, event.data.materials, session),
    'approval.ItemCorrected': async (event, session) =>
      await noteHandedIn(event, event.caseId, event.data.materials, session),
  };
};
