import { implement } from '@orpc/server';
import type { CaseDocument } from '@yizhan/aggregate';
import { type Actor, agencyContract, hasRole, refusal } from '@yizhan/contracts';
import { answerOrRefuse, type RequestContext, refusedError, type ServiceParts } from '@yizhan/service';
import { legalDateOf } from '@yizhan/workdays';
import { type Commands, engagementIdOf } from './commands.ts';
import { isServed, servesAs } from './domain/engagement.ts';
import type { Engagement } from './domain/engagement-case.ts';
import type { Store } from './store.ts';
import { type Beside, maySee, rosterViewOf, rowOf, viewOf } from './views.ts';

const notFound = refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个代办事项', 'no such engagement');
const notForRole = refusal(
  'forbidden',
  'ROLE_NOT_ALLOWED',
  '您的角色不能查看此项',
  'your role may not ask this',
);

export const createRouter = (parts: ServiceParts, commands: Commands, store: Store) => {
  const os = implement(agencyContract).$context<RequestContext>();
  const asked = ({ actor, traceparent }: RequestContext) => ({ actor, traceparent });
  const today = async () => legalDateOf(await parts.clock.now());

  const findEngagement = async (id: string, county: string) => {
    const found = await parts.cases.find<Engagement>(engagementIdOf(id));
    return found?.kind === 'engagement' && found.county === county ? found : null;
  };

  /** What stands beside engagements in their views; whom the centre has to replace is its own to see. */
  const lookBeside = async (
    actor: Actor,
    rows: readonly CaseDocument<Engagement>[],
    covers: readonly string[],
  ) => {
    const [roster, companies] = await Promise.all([
      hasRole(actor, 'agencyCentre') ? store.findRoster(actor.county) : [],
      store.nameCompanies([...new Set(rows.map(({ state }) => state.company))]),
    ]);
    const names = new Map(companies.map(({ _id, name }) => [_id, name]));
    return ({ state }: CaseDocument<Engagement>): Beside => ({
      roster,
      serves: servesAs(state, actor.id, covers),
      companyName: names.get(state.company) ?? null,
    });
  };

  return os.router({
    commands: {
      entrustAgency: os.commands.entrustAgency.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onEngagement(
              id,
              { type: 'entrustAgency', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      declineAgency: os.commands.declineAgency.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onEngagement(
              id,
              { type: 'declineAgency', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      assignAgents: os.commands.assignAgents.handler(async ({ input: { id, key, seen, ...body }, context }) =>
        answerOrRefuse(
          await commands.assign(id, { type: 'assignAgents', ...body }, { ...asked(context), key, seen }),
        ),
      ),
      reassignAgents: os.commands.reassignAgents.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.assign(id, { type: 'reassignAgents', ...body }, { ...asked(context), key, seen }),
          ),
      ),
      logContact: os.commands.logContact.handler(async ({ input: { id, key, seen, ...body }, context }) =>
        answerOrRefuse(
          await commands.onEngagement(id, { type: 'logContact', ...body }, { ...asked(context), key, seen }),
        ),
      ),
      confirmAgencyPlan: os.commands.confirmAgencyPlan.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onEngagement(
              id,
              { type: 'confirmAgencyPlan', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      pauseAgency: os.commands.pauseAgency.handler(async ({ input: { id, key, seen, ...body }, context }) =>
        answerOrRefuse(
          await commands.onEngagement(id, { type: 'pauseAgency', ...body }, { ...asked(context), key, seen }),
        ),
      ),
      resumeAgency: os.commands.resumeAgency.handler(async ({ input: { id, key, seen, ...body }, context }) =>
        answerOrRefuse(
          await commands.onEngagement(
            id,
            { type: 'resumeAgency', ...body },
            { ...asked(context), key, seen },
          ),
        ),
      ),
      completeAgency: os.commands.completeAgency.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.end(id, { type: 'completeAgency', ...body }, { ...asked(context), key, seen }),
          ),
      ),
      recordFollowUp: os.commands.recordFollowUp.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onEngagement(
              id,
              { type: 'recordFollowUp', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      archiveAgency: os.commands.archiveAgency.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onEngagement(
              id,
              { type: 'archiveAgency', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      terminateAgency: os.commands.terminateAgency.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.end(id, { type: 'terminateAgency', ...body }, { ...asked(context), key, seen }),
          ),
      ),
      enrolAgent: os.commands.enrolAgent.handler(async ({ input: { key, ...body }, context }) =>
        answerOrRefuse(
          await commands.enrolAgent({ type: 'enrolAgent', ...body }, { ...asked(context), key }),
        ),
      ),
      reviseAgent: os.commands.reviseAgent.handler(async ({ input: { id, key, seen, ...body }, context }) =>
        answerOrRefuse(
          await commands.onAgent(id, { type: 'reviseAgent', ...body }, { ...asked(context), key, seen }),
        ),
      ),
      retireAgent: os.commands.retireAgent.handler(async ({ input: { id, key, seen, ...body }, context }) =>
        answerOrRefuse(
          await commands.onAgent(id, { type: 'retireAgent', ...body }, { ...asked(context), key, seen }),
        ),
      ),
      setAgentLeave: os.commands.setAgentLeave.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.setAgentLeave(
              id,
              { type: 'setAgentLeave', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      declareConflict: os.commands.declareConflict.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.declareConflict(
              id,
              { type: 'declareConflict', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
    },
    queries: {
      getEngagement: os.queries.getEngagement.handler(async ({ input, context: { actor } }) => {
        const found = await findEngagement(input.projectId, actor.county);
        const covers = await store.findCovered(actor.id, await today());
        if (found === null || !maySee(actor, found.state, covers)) throw refusedError(notFound);
        const beside = await lookBeside(actor, [found], covers);
        return viewOf(found, beside(found));
      }),
      findEngagements: os.queries.findEngagements.handler(async ({ input, context: { actor } }) => {
        const covers = await store.findCovered(actor.id, await today());
        const rows = await store.findEngagements(actor, covers, input.status);
        const beside = await lookBeside(actor, rows, covers);
        return rows.map((found) => rowOf(found, beside(found)));
      }),
      findRoster: os.queries.findRoster.handler(async ({ context: { actor } }) => {
        if (!hasRole(actor, 'agencyCentre', 'chiefAgent', 'agent')) throw refusedError(notForRole);
        const all = hasRole(actor, 'agencyCentre', 'chiefAgent');
        const on = await today();
        return (await store.findRoster(actor.county))
          .filter(({ state }) => all || state.account === actor.id)
          .map((found) => rosterViewOf(found, on));
      }),
      findCompaniesByName: os.queries.findCompaniesByName.handler(async ({ input, context: { actor } }) => {
        if (!hasRole(actor, 'agencyCentre', 'chiefAgent', 'agent')) throw refusedError(notForRole);
        const search = input.search.trim();
        const ownCompanies = async () => {
          const covers = await store.findCovered(actor.id, await today());
          return (await store.findEngagements(actor, covers, undefined)).map(({ state }) => state.company);
        };
        const found =
          search === '' && !hasRole(actor, 'agencyCentre')
            ? await store.nameCompanies(await ownCompanies())
            : await store.findCompaniesByName(actor.county, search);
        return found.map(({ _id: id, name }) => ({ id, name }));
      }),
      isServing: os.queries.isServing.handler(async ({ input, context: { actor } }) => {
        if (!hasRole(actor, 'service')) throw refusedError(notForRole);
        const found = await findEngagement(input.projectId, actor.county);
        const none = { serving: false, as: null, company: null, entrustedBy: null };
        if (found === null || !isServed(found.state.status)) return none;
        const as = servesAs(
          found.state,
          input.account,
          await store.findCovered(input.account, await today()),
        );
        if (as === null) return none;
        const { company, entrustedBy = null } = found.state;
        return { serving: true, as, company, entrustedBy };
      }),
    },
  });
};
