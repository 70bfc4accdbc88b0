import { implement } from '@orpc/server';
import { type Actor, hasRole, insightContract, refusal } from '@yizhan/contracts';
import { type RequestContext, refusedError, type ServiceParts } from '@yizhan/service';
import { legalDateOf } from '@yizhan/workdays';
import type { Changes } from './changes.ts';
import { funnelOf } from './domain/funnel.ts';
import type { Headline } from './domain/headline.ts';
import { dossierView, maySee, type ReadingDay, rowView, turnView } from './domain/view.ts';
import { findMissingEvents } from './missing-events.ts';
import { readOverview } from './overview.ts';
import type { ReadSide } from './store.ts';

const waitAtMostMs = 2000;

const mayReadFigures = (actor: Actor): void => {
  if (!hasRole(actor, 'administrator', 'departmentHead', 'agencyCentre'))
    throw refusedError(
      refusal('forbidden', 'ROLE_NOT_ALLOWED', '您的角色不能查看统计', 'your role may not see the figures'),
    );
};

export const createRouter = (
  parts: ServiceParts,
  readSide: ReadSide,
  changes: Changes,
  headline: Headline,
) => {
  // What goes out was made by typed functions from folded events, and the door knows no other fields: to check a dossier
  // anew took over half a millisecond.
  const os = implement(insightContract)
    .$config({ initialOutputValidationIndex: Number.NaN })
    .$context<RequestContext>();
  const readingDay = async ({ county }: Actor): Promise<ReadingDay> => {
    const today = legalDateOf(await parts.clock.now());
    return {
      calendar: parts.calendar.current(),
      today,
      substitutes: await readSide.findSubstitutes(county, today),
    };
  };

  /** True when the wanted event has not arrived in time: what follows is older than asked for. */
  const isStale = async (after: { caseId: string; seq: number } | undefined): Promise<boolean> =>
    after !== undefined &&
    !(await changes.waitFor(
      after.caseId,
      async () => (await parts.appliedUpTo(after.caseId)) >= after.seq,
      waitAtMostMs,
    ));

  return os.router({
    queries: {
      getDossier: os.queries.getDossier.handler(async ({ input, context }) => {
        const stale = await isStale(input.after);
        const [found, day] = await Promise.all([
          readSide.findDossier(input.projectId),
          readingDay(context.actor),
        ]);
        if (found === null || !maySee(context.actor, found.state, day.substitutes))
          throw refusedError(
            refusal(
              'notFound',
              'PROJECT_NOT_FOUND',
              '没有找到这个项目，或您无权查看',
              'no such project, or not yours to see',
              'projectId',
            ),
          );
        return dossierView(found.state, found.turns, context.actor, day, stale);
      }),
      findDossiers: os.queries.findDossiers.handler(async ({ input: { after, ...wanted }, context }) => {
        const stale = await isStale(after);
        const day = await readingDay(context.actor);
        const { total, rows } = await readSide.findDossiers(context.actor, day.substitutes, wanted);
        return { total, rows: rows.map((row) => rowView(row.state, row.turns, context.actor, day)), stale };
      }),
      findMyTasks: os.queries.findMyTasks.handler(async ({ input, context }) => {
        const stale = await isStale(input.after);
        const { actor } = context;
        const day = await readingDay(actor);
        const { rows, ...counts } = await readSide.findTurns(actor, day, input.skip, input.take);
        return { ...counts, rows: rows.map((turn) => turnView(turn, actor, day)), stale };
      }),
      getOverview: os.queries.getOverview.handler(async ({ context }) => {
        mayReadFigures(context.actor);
        return await readOverview(readSide, context.actor.county, await readingDay(context.actor), headline);
      }),
      getFunnel: os.queries.getFunnel.handler(async ({ input, context: { actor } }) => {
        mayReadFigures(actor);
        const [states, { today }] = await Promise.all([readSide.allStates(actor.county), readingDay(actor)]);
        return { asOf: today, ...funnelOf(states, input) };
      }),
      findMissingEvents: os.queries.findMissingEvents.handler(async ({ context }) => {
        if (!hasRole(context.actor, 'administrator'))
          throw refusedError(
            refusal('forbidden', 'ROLE_NOT_ALLOWED', '只有系统管理员可以查看', 'administrators only'),
          );
        return await findMissingEvents(parts);
      }),
    },
  });
};
