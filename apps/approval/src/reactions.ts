import type { Answer, Cases } from '@yizhan/aggregate';
import type { AnyEvent } from '@yizhan/contracts';
import { done, never, type Outcome, type Reactions, waitingFor } from '@yizhan/eventbus';
import { type AllowedCodes, type Notice, serviceActor } from '@yizhan/service';
import type { ClientSession } from 'mongoose';
import { type Asked, absenceCaseId, type Commands, itemCaseId, projectCaseId } from './commands.ts';
import { ruleOfStep } from './domain/path/plan.ts';
import type { FiledProject, ProjectCommand } from './domain/project-case.ts';
import { landReactions } from './land-reactions.ts';
import type { Parcels } from './parcels.ts';
import { openItems } from './queue.ts';

/** What other cases lead to here: a path makes its items, a notice unblocks what needed it, an ending closes what is open. */
export const createReactions = (
  cases: Cases,
  commands: Commands,
  publish: (notice: Notice, session: ClientSession) => Promise<void>,
  codes: AllowedCodes,
  parcels: Parcels,
): Reactions => {
  const asked = (event: AnyEvent, session: ClientSession, part = ''): Asked => ({
    actor: serviceActor('approval', event.county),
    key: `${event.id.replace('.', '-')}${part}`,
    causedBy: event.id,
    session,
  });

  /** Refused because it has ended is final; not there yet, or too busy, is tried again. */
  const outcomeOf = (result: Answer, what: string): Outcome => {
    if (result.ok) return done;
    if (result.refusal.code === 'CASE_NOT_FOUND' || result.refusal.kind === 'unavailable')
      return waitingFor(what);
    return never(result.refusal.code);
  };

  const onProject = async (
    event: AnyEvent,
    projectId: string,
    command: ProjectCommand,
    session: ClientSession,
  ): Promise<Outcome> =>
    outcomeOf(
      await commands.onProject(projectCaseId(projectId), command, asked(event, session)),
      `filed project ${projectId}`,
    );

  const projectOf = async (projectId: string, session: ClientSession): Promise<FiledProject | null> =>
    (await cases.find<FiledProject>(projectCaseId(projectId), session))?.state ?? null;

  /** Tells every item that needed the step that its result was notified. */
  const unblock = async (
    event: AnyEvent,
    projectId: string,
    step: string,
    noticeOn: string,
    session: ClientSession,
  ): Promise<Outcome> => {
    const project = await projectOf(projectId, session);
    if (project === null) return waitingFor(`filed project ${projectId}`);
    for (const { code, needs, doneBy } of project.path.steps) {
      if (!needs.includes(step) || doneBy !== 'approval') continue;
      const result = await commands.onItem(
        itemCaseId(projectId, code),
        { type: 'unblockItem', by: step, noticeOn },
        asked(event, session, `-${code}`),
      );
      const outcome = outcomeOf(result, `item ${code} of ${projectId}`);
      if (outcome.end === 'waiting') return outcome;
    }
    return done;
  };

  /** A step is done, from the day of its notice: on the path, and for what needed it. */
  const passed = async (
    event: AnyEvent,
    projectId: string,
    code: string,
    on: string,
    session: ClientSession,
  ): Promise<Outcome> => {
    const noted = await onProject(event, projectId, { type: 'notePermit', code, on }, session);
    return noted.end === 'waiting' ? noted : await unblock(event, projectId, code, on, session);
  };

  /** Steps that were done are done no longer: the path is planned anew. */
  const undone = async (
    event: AnyEvent,
    projectId: string,
    codes: readonly string[],
    reason: string,
    session: ClientSession,
  ): Promise<Outcome> =>
    outcomeOf(
      await commands.revokeSteps(projectId, codes, reason, asked(event, session)),
      `filed project ${projectId}`,
    );

  return {
    'identity.CreditCodeAllowed': async (event, session) => {
      await codes.learn(event.data.creditCode, event.county, session);
      return done;
    },
    'identity.SubstituteNamed': async (event, session) => {
      const { account, substitute } = event.data;
      const command = { type: 'followSubstitute', account, substitute } as const;
      return outcomeOf(await commands.onAbsence(command, asked(event, session)), `absence of ${account}`);
    },
    'identity.RolesChanged': async (event, session) => {
      const { account } = event.data;
      if ((await cases.find(absenceCaseId(event.county, account), session)) === null) return done;
      const command = { type: 'followSubstitute', account, substitute: null } as const;
      return outcomeOf(await commands.onAbsence(command, asked(event, session)), `absence of ${account}`);
    },
    'identity.AbsenceNoted': async (event, session) => {
      const { account, from, until } = event.data;
      const command = { type: 'followAbsence', account, from, until } as const;
      return outcomeOf(await commands.onAbsence(command, asked(event, session)), `absence of ${account}`);
    },
    'approval.AbsenceBegan': async (event, session) => {
      const { account, substitute, from, until } = event.data;
      const held = await cases.models.cases
        .find(
          { kind: 'item', county: event.county, ...openItems, 'state.officer': account },
          { _id: 1 },
          { session },
        )
        .lean<{ _id: string }[]>();
      const reason = `AB岗：${from} 至 ${until} 请假，由B岗接办`;
      for (const { _id: id } of held) {
        const command = { type: 'substituteHandler', from: account, to: substitute, reason } as const;
        const result = await commands.onItem(id, command, asked(event, session, `-${id}`));
        const outcome = outcomeOf(result, `item ${id}`);
        if (outcome.end === 'waiting') return outcome;
      }
      return done;
    },
    'approval.CalendarImported': async (event, session) => {
      const { year, off, work, revision } = event.data;
      await publish({ year, off, work, revision }, session);
      // `dueAt` is an index alone: the sweeper comes by, and each item says itself which of its dates moved.
      await cases.models.cases.updateMany(
        { kind: 'item', ...openItems },
        { $min: { dueAt: event.recordedAt } },
        { session },
      );
      return done;
    },
    'approval.PathPlanned': async (event, session) => {
      const { projectId, catalogue: version } = event.data;
      const project = await projectOf(projectId, session);
      if (project === null) return waitingFor(`filed project ${projectId}`);
      const catalogue = (await commands.cataloguesOf(event.county, session)).find(
        (known) => known.version === version,
      );
      if (catalogue === undefined) return waitingFor(`catalogue ${version}`);
      const { company, name: projectName, division } = project.filing;
      // As it is planned by now: an older plan that comes late makes nothing of what a newer one dropped.
      const { steps, inapplicable = [] } = project.path;
      for (const step of steps) {
        // A1 is the filing itself; what `land` does follows by event; what is done stays as it is.
        if (step.doneBy !== 'approval' || step.code === 'A1' || project.done[step.code] !== undefined)
          continue;
        const doneOn = (need: string) => (need === 'A1' ? project.filedOn : project.done[need]);
        const waitsFor = step.needs.filter((need) => doneOn(need) === undefined);
        const unblockedOn = step.needs
          .flatMap((need) => doneOn(need) ?? [])
          .sort()
          .at(-1);
        const plan = {
          step,
          waitsFor,
          rule: ruleOfStep(catalogue, step),
          ...(unblockedOn === undefined ? {} : { unblockedOn }),
        };
        const id = itemCaseId(projectId, step.code);
        const whole = { projectId, code: step.code, company, projectName, division, ...plan };
        const key = asked(event, session, `-${step.code}`);
        const result = await commands.onItem(id, { type: 'planItem', plan: whole }, key);
        if (result.ok) continue;
        if (result.refusal.code !== 'CASE_EXISTS')
          return outcomeOf(result, `item ${step.code} of ${projectId}`);
        const replanned = await commands.onItem(id, { type: 'replanItem', plan }, key);
        if (replanned.ok) continue;
        // One that was applied for keeps the rules it was accepted under; another round goes by the new ones.
        const kept = await commands.onItem(id, { type: 'replanNextRound', plan }, key);
        // One that has ended for good stays what it is.
        if (!kept.ok && kept.refusal.code !== 'WRONG_STATE')
          return outcomeOf(kept, `item ${step.code} of ${projectId}`);
      }
      for (const { code, zh } of inapplicable) {
        const dropped = await commands.onItem(
          itemCaseId(projectId, code),
          { type: 'dropItem', why: zh },
          asked(event, session, `-${code}`),
        );
        if (!dropped.ok && dropped.refusal.kind === 'unavailable')
          return outcomeOf(dropped, `item ${code} of ${projectId}`);
      }
      return done;
    },
    'approval.LandStepReached': async (event, session) =>
      await unblock(event, event.data.projectId, event.data.step, event.data.on, session),
    'approval.ItemDelivered': async (event, session) => {
      const { projectId, code, outcome } = event.data;
      // After a refusal what needed it keeps waiting.
      return outcome === 'refused' ? done : await passed(event, projectId, code, event.effectiveOn, session);
    },
    'approval.DecisionWithdrawn': async (event, session) => {
      const { projectId, code, reason, wasDone } = event.data;
      return wasDone ? await undone(event, projectId, [code], reason, session) : done;
    },
    'approval.DeclineWithdrawn': async (event, session) => {
      const { projectId, code, reason, wasDone } = event.data;
      return wasDone ? await undone(event, projectId, [code], reason, session) : done;
    },
    'approval.ItemRevoked': async (event, session) => {
      const { projectId, code, company, reason } = event.data;
      const barred = await commands.onCredit(
        { type: 'barFromCommitment', company, reason },
        asked(event, session, '-credit'),
      );
      if (!barred.ok && barred.refusal.kind === 'unavailable') return waitingFor(`credit of ${company}`);
      return await undone(event, projectId, [code], reason, session);
    },
    'approval.CertificateExpired': async (event, session) =>
      await undone(event, event.data.projectId, [event.data.code], '证照有效期届满', session),
    'approval.ConstructionStarted': async (event, session) => {
      const { projectId, on } = event.data;
      const project = await projectOf(projectId, session);
      if (project === null) return waitingFor(`filed project ${projectId}`);
      for (const { code, doneBy } of project.path.steps) {
        if (doneBy !== 'approval' || code === 'A1') continue;
        const noted = await commands.onItem(
          itemCaseId(projectId, code),
          { type: 'noteConstruction', on },
          asked(event, session, `-${code}`),
        );
        // What is not granted yet refuses, and learns of it from the project when it is delivered.
        if (!noted.ok && noted.refusal.kind === 'unavailable')
          return outcomeOf(noted, `item ${code} of ${projectId}`);
      }
      return done;
    },
    'approval.ItemFiled': async (event, session) =>
      await passed(event, event.data.projectId, event.data.code, event.effectiveOn, session),
    // Where the law asks for no approval nothing is left to wait for.
    'approval.ItemNotRequired': async (event, session) =>
      await passed(event, event.data.projectId, event.data.code, event.effectiveOn, session),
    'approval.ProjectClosed': async (event, session) => {
      if (event.data.because !== 'givenUp') return done;
      const { projectId } = event.data;
      const project = await projectOf(projectId, session);
      if (project === null) return waitingFor(`filed project ${projectId}`);
      for (const { code, doneBy } of project.path.steps) {
        if (doneBy !== 'approval' || code === 'A1') continue;
        const result = await commands.onItem(
          itemCaseId(projectId, code),
          { type: 'closeItem' },
          asked(event, session, `-${code}`),
        );
        // An item that has ended already stays what it is; one that is not planned yet would outlive its project.
        const outcome = outcomeOf(result, `item ${code} of ${projectId}`);
        if (outcome.end === 'waiting') return outcome;
      }
      return done;
    },
    ...landReactions({ cases, commands, parcels, asked, outcomeOf, undone }),
    // The land went back: its steps are to be gone through anew.
    'land.ParcelReturned': async (event, session) =>
      await undone(event, event.data.projectId, ['A3', 'A4'], '地块已退出，用地环节重新办理', session),
    'admission.ProjectGivenUp': async (event, session) => {
      // A project that was never filed has nothing open here, nor one that was given up here, which admission followed.
      const project = await projectOf(event.caseId, session);
      if (project === null || project.status === 'givenUp') return done;
      return await onProject(event, event.caseId, { type: 'closeProject', because: 'givenUp' }, session);
    },
    'acceptance.CompletionFiled': async (event, session) =>
      await onProject(event, event.data.projectId, { type: 'closeProject', because: 'completed' }, session),
  };
};
