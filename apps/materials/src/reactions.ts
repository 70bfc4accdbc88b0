import type { AnyEvent, HandedIn } from '@yizhan/contracts';
import { done, never, type Outcome, type Reactions, waitingFor } from '@yizhan/eventbus';
import { serviceActor } from '@yizhan/service';
import type { ClientSession } from 'mongoose';
import type { Commands } from './commands.ts';
import type { NoticeStore } from './notice-store.ts';
import { factsOf } from './notice-text.ts';
import { noticeIdOf } from './notices.ts';
import type { Store } from './store.ts';

/** Whose project is whose, what has to be told in writing, and which version of what was handed in with which case. */
export const createReactions = (
  store: Store,
  commands: Pick<Commands, 'noteHandedIn'>,
  notices: NoticeStore,
): Reactions => {
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

  /** What has to be told in writing is drawn after this commit: names are asked for, which takes its time. */
  const askNotice = async (
    event: Extract<AnyEvent, { type: `approval.Item${string}` | 'approval.CorrectionRequested' }>,
    session: ClientSession,
  ): Promise<Outcome> => {
    const facts = factsOf(event);
    if (facts === null) return done;
    const { projectId, code } = event.data;
    await notices.ask(
      {
        _id: noticeIdOf(event.id),
        county: event.county,
        projectId,
        item: event.caseId,
        code,
        causedBy: event.id,
        facts,
      },
      session,
    );
    return done;
  };

  return {
    'approval.ItemAccepted': askNotice,
    'approval.ItemAcceptedWithGaps': askNotice,
    'approval.CorrectionRequested': askNotice,
    'approval.ItemNotRequired': askNotice,
    'approval.ItemNotAccepted': askNotice,
    'approval.ItemAcceptanceRevoked': askNotice,
    'approval.ItemDecided': askNotice,
    'approval.ItemExtended': askNotice,
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
    'approval.ItemGapsSupplied': async (event, session) =>
      await noteHandedIn(event, event.caseId, event.data.materials, session),
    'approval.ItemCorrected': async (event, session) =>
      await noteHandedIn(event, event.caseId, event.data.materials, session),
  };
};
