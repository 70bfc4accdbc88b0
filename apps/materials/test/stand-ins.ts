import { implement } from '@orpc/server';
import { decided, type Machine } from '@yizhan/aggregate/machine';
import {
  type AdmissionEvent,
  type ApplicationView,
  type ApprovalEvent,
  admissionContract,
  agencyContract,
  approvalContract,
  type FiledProjectView,
  refusal,
} from '@yizhan/contracts';
import { type RequestContext, refusedError, type ServiceDefinition } from '@yizhan/service';
import { someFacts, someInvestor } from '@yizhan/testkit';

type Said = AdmissionEvent | ApprovalEvent;

/** A machine that says what another service would say: its contract's events, on the real wire. */
const speaker = (
  service: 'admission' | 'approval',
  prefix: string,
): Machine<
  { readonly said: number },
  { readonly type: 'say'; readonly key: string; readonly event: Said },
  Said,
  'speaking'
> => ({
  service,
  kind: 'standIn',
  prefix,
  table: { say: { from: ['none', 'speaking'], to: ['speaking'], by: ['service'], zh: '发布' } },
  statuses: { speaking: { zh: '发布中', end: true } },
  status: () => 'speaking',
  mayAct: () => null,
  decide: (_state, command) => decided(command.event),
  elapse: () => [],
  evolve: (state) => ({ said: (state?.said ?? 0) + 1 }),
  dueAt: () => null,
  search: () => ({}),
  key: (_caseId, command) => command.key,
});
export const admissionSpeaker = speaker('admission', 'prj');
export const approvalSpeaker = speaker('approval', 'itm');

const notFound = () => refusedError(refusal('notFound', 'CASE_NOT_FOUND', '没有', 'none'));

const applicationOf = (id: string): ApplicationView => ({
  id,
  version: 1,
  seq: 1,
  status: 'judging',
  statusZh: '研判中',
  company: 'cmp_a',
  owner: 'acc_a',
  investor: someInvestor,
  facts: someFacts(),
  submittedOn: '2026-03-02',
  round: 0,
  supplement: null,
  conclusion: null,
  reviewOn: null,
});
const filedProjectOf = (projectId: string): FiledProjectView => ({
  id: projectId.replace('prj_', 'apl_'),
  projectId,
  version: 1,
  seq: 1,
  status: 'filed',
  statusZh: '已备案',
  projectCode: '2603-330182-07-01-000420',
  simulated: true,
  name: someFacts().name,
  investorName: someInvestor.name,
  filedOn: '2026-03-02',
  catalogue: 'after',
  path: [],
  constructionOn: null,
  missing: [],
});

/** What the owners of rights answer; a test changes it. */
export interface Answers {
  /** Draft ids by company. */
  readonly drafts: Map<string, string[]>;
  /** `unit project`: departments and towns that may see the application. */
  readonly application: Set<string>;
  /** `unit project`: departments with an item on the project. */
  readonly items: Set<string>;
  /** `account project` */
  readonly serving: Set<string>;
}

/** The owners of the rights that `materials` asks for. */
export const standIns = (answers: Answers) => {
  const admission: ServiceDefinition = {
    machines: [admissionSpeaker],
    sources: [],
    router: () => {
      const os = implement({
        queries: {
          findDrafts: admissionContract.queries.findDrafts,
          getApplication: admissionContract.queries.getApplication,
        },
      }).$context<RequestContext>();
      return os.router({
        queries: {
          findDrafts: os.queries.findDrafts.handler(({ context }) =>
            (answers.drafts.get(context.actor.company ?? '') ?? []).map((id) => ({
              id,
              form: {},
              savedAt: '2026-03-02T01:00:00.000Z',
            })),
          ),
          getApplication: os.queries.getApplication.handler(({ input, context }) => {
            if (!answers.application.has(`${context.actor.unit} ${input.id}`)) throw notFound();
            return applicationOf(input.id);
          }),
        },
      });
    },
  };
  const approval: ServiceDefinition = {
    machines: [approvalSpeaker],
    sources: [],
    router: () => {
      const os = implement({
        queries: { getFiledProject: approvalContract.queries.getFiledProject },
      }).$context<RequestContext>();
      return os.router({
        queries: {
          getFiledProject: os.queries.getFiledProject.handler(({ input, context }) => {
            if (!answers.items.has(`${context.actor.unit} ${input.projectId}`)) throw notFound();
            return filedProjectOf(input.projectId);
          }),
        },
      });
    },
  };
  const agency: ServiceDefinition = {
    machines: [],
    sources: [],
    router: () => {
      const os = implement({
        queries: { isServing: agencyContract.queries.isServing },
      }).$context<RequestContext>();
      return os.router({
        queries: {
          isServing: os.queries.isServing.handler(({ input }) => {
            const serving = answers.serving.has(`${input.account} ${input.projectId}`);
            return { serving, as: serving ? 'agent' : null };
          }),
        },
      });
    },
  };
  return { admission, approval, agency };
};
