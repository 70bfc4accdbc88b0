import { oc } from '@orpc/contract';
import { implement } from '@orpc/server';
import { decided, type Machine } from '@yizhan/aggregate/machine';
import { type AdmissionEvent, type ApprovalEvent, type CatalogueMaterial, refusal } from '@yizhan/contracts';
import { type RequestContext, refusedError, type ServiceDefinition } from '@yizhan/service';
import { someFacts, someInvestor } from '@yizhan/testkit';
import { z } from 'zod';

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

/** A query at its real address that answers whatever a test needs of it: contracts of other services may grow. */
const asking = (name: string) =>
  oc
    .route({ method: 'POST', path: `/queries/${name}` })
    .input(z.looseObject({}))
    .output(z.unknown());

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
  readonly projectOfItem: Map<string, string>;
  /** True while `approval` does not answer what an item is. */
  deaf: boolean;
  /** What the item A6 asks for. */
  readonly asked: CatalogueMaterial[];
}

const textOf = (input: object, field: string): string =>
  String((input as Readonly<Record<string, unknown>>)[field]);

/** The owners of the rights that `materials` asks for, and of what it writes into notices. */
export const standIns = (answers: Answers) => {
  const admission: ServiceDefinition = {
    machines: [admissionSpeaker],
    sources: [],
    router: () => {
      const os = implement({
        queries: { findDrafts: asking('findDrafts'), getApplication: asking('getApplication') },
      }).$context<RequestContext>();
      return os.router({
        queries: {
          findDrafts: os.queries.findDrafts.handler(({ context }) =>
            (answers.drafts.get(context.actor.company ?? '') ?? []).map((id) => ({ id })),
          ),
          getApplication: os.queries.getApplication.handler(({ input, context }) => {
            if (!answers.application.has(`${context.actor.unit} ${textOf(input, 'id')}`)) throw notFound();
            return {};
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
        queries: {
          getFiledProject: asking('getFiledProject'),
          getItem: asking('getItem'),
        },
      }).$context<RequestContext>();
      return os.router({
        queries: {
          getFiledProject: os.queries.getFiledProject.handler(({ input, context }) => {
            const projectId = textOf(input, 'projectId');
            const sees = !context.actor.person || answers.items.has(`${context.actor.unit} ${projectId}`);
            if (!sees) throw notFound();
            const { name } = someFacts();
            return {
              projectId,
              projectCode: '2603-330182-07-01-000420',
              name,
              investorName: someInvestor.name,
              catalogue: 'after-1',
            };
          }),
          getItem: os.queries.getItem.handler(({ input, context }) => {
            if (answers.deaf) throw new Error('deaf');
            const id = textOf(input, 'id');
            const projectId = answers.projectOfItem.get(id);
            const isOwner = context.actor.company === 'cmp_a' || !context.actor.person;
            if (
              projectId === undefined ||
              !(isOwner || answers.items.has(`${context.actor.unit} ${projectId}`))
            )
              throw notFound();
            const name = '环境影响评价文件审批';
            return { id, projectId, code: 'A6', name, department: 'ecology', materials: answers.asked };
          }),
        },
      });
    },
  };
  const agency: ServiceDefinition = {
    machines: [],
    sources: [],
    router: () => {
      const os = implement({ queries: { isServing: asking('isServing') } }).$context<RequestContext>();
      return os.router({
        queries: {
          isServing: os.queries.isServing.handler(({ input }) => ({
            serving: answers.serving.has(`${textOf(input, 'account')} ${textOf(input, 'projectId')}`),
          })),
        },
      });
    },
  };
  return { admission, approval, agency };
};
