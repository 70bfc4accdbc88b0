import type { Actor, CheckCode, DepartmentId } from '@yizhan/contracts';
import { somebody, walkCase } from '@yizhan/testkit';
import { legalDate } from '@yizhan/workdays';
import { acceptanceMachine } from '../src/domain/acceptance.ts';
import type { AcceptanceCommand } from '../src/domain/case.ts';

export const company = 'cmp_a';
export const projectId = `prj_${'1'.repeat(24)}`;

export const owner = somebody('enterprise', { company });
export const lead = somebody('acceptanceLead');
export const planner = somebody('land', { unit: 'naturalResources' });
export const of = (unit: DepartmentId): Actor => somebody('department', { id: `acc_${unit}`, unit });
export const approval = somebody('service');

export const allParties = ['建设', '勘察', '设计', '施工', '监理'];
export const threeParts: { check: CheckCode; department: DepartmentId }[] = [
  { check: 'fire', department: 'housing' },
  { check: 'drainage', department: 'water' },
  { check: 'land', department: 'naturalResources' },
];

export const command = {
  open: {
    type: 'openAcceptance',
    projectId,
    company,
    division: '330182104',
    projectName: '年产10万套光电组件项目',
    startedOn: legalDate('2026-01-05'),
  },
  apply: { type: 'applyAcceptance', surveyReport: '综合测绘报告〔2026〕3号' },
  verify: { type: 'verifyPlanning', passed: true, finding: '与许可一致' },
  failPlanning: { type: 'verifyPlanning', passed: false, finding: '间距不足' },
  fiveParties: { type: 'recordFivePartyAcceptance', report: '五方一致同意验收', parties: allParties },
  notice: { type: 'giveAcceptanceNotice', asked: [{ what: '竣工图', why: '缺结构部分' }] },
  supply: { type: 'supplyAcceptance', note: '竣工图已补' },
  accept: {
    type: 'acceptJointAcceptance',
    checks: threeParts,
    leftOut: [
      { check: 'archives', reason: '竣工后三个月内移交' },
      { check: 'greening', reason: '厂区绿化随二期实施' },
    ],
    items: [],
  },
  rectified: { type: 'reportAcceptanceRectification', report: '消防通道已清理' },
  opinion: { type: 'issueJointOpinion', opinion: '同意通过联合验收' },
  file: { type: 'fileCompletion' },
  withdraw: { type: 'withdrawAcceptance', reason: '材料要重做' },
  close: { type: 'closeAcceptance', because: 'givenUp' },
} as const satisfies Record<string, AcceptanceCommand>;

export const check = (part: CheckCode, passed = true): AcceptanceCommand => ({
  type: 'recordCheck',
  check: part,
  passed,
  finding: passed ? '合格' : '不合格',
});

type Step = readonly [Actor, AcceptanceCommand];

const way = {
  open: [approval, command.open],
  applied: [owner, command.apply],
  verified: [planner, command.verify],
  fivePartyDone: [owner, command.fiveParties],
  accepted: [lead, command.accept],
  fire: [of('housing'), check('fire')],
  drainage: [of('water'), check('drainage')],
  passed: [of('naturalResources'), check('land')],
  opinionIssued: [lead, command.opinion],
  filed: [owner, command.file],
} as const satisfies Record<string, Step>;

const branches = {
  planningFailed: ['applied', [planner, command.failPlanning]],
  noticed: ['fivePartyDone', [lead, command.notice]],
  withdrawn: ['applied', [owner, command.withdraw]],
  closed: ['open', [approval, command.close]],
} as const;

export type Place = keyof typeof way | keyof typeof branches | 'rectifying' | 'rechecking';

export const start = '2026-03-02T01:00:00.000Z';

/** A case that has been led to a place on one day: 2026-03-02 unless told. */
export const caseAt = (place: Place, on = start) => {
  const walk = walkCase(acceptanceMachine, on);
  const go = ([actor, what]: Step): void => {
    const answer = walk.do(actor, what);
    if (!answer.ok) throw new Error(`${what.type}: ${answer.code}`);
  };
  const along = (to: keyof typeof way): void => {
    for (const [name, step] of Object.entries(way)) {
      go(step);
      if (name === to) return;
    }
  };
  if (place === 'rectifying' || place === 'rechecking') {
    along('accepted');
    go([of('housing'), check('fire', false)]);
    go(way.drainage);
    go(way.passed);
    if (place === 'rechecking') go([owner, command.rectified]);
  } else if (place in way) along(place as keyof typeof way);
  else {
    const [from, step] = branches[place as keyof typeof branches];
    along(from);
    go(step);
  }
  return walk;
};
