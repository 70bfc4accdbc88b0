import type { StatusTable, TransitionTable } from '@yizhan/aggregate/machine';
import { refusal } from '@yizhan/contracts';

export type AcceptanceStatus =
  | 'open'
  | 'applied'
  | 'planningFailed'
  | 'verified'
  | 'fivePartyDone'
  | 'noticed'
  | 'accepted'
  | 'rectifying'
  | 'rechecking'
  | 'passed'
  | 'opinionIssued'
  | 'filed'
  | 'withdrawn'
  | 'lapsed'
  | 'closed';

/** A withdrawn or lapsed application is no end: the owner still owes the acceptance, and may apply again. */
export const statuses: StatusTable<AcceptanceStatus> = {
  open: { zh: '待申请' },
  applied: { zh: '规划核实中' },
  planningFailed: { zh: '规划核实未通过' },
  verified: { zh: '规划核实通过' },
  fivePartyDone: { zh: '五方验收通过' },
  noticed: { zh: '一次性告知' },
  accepted: { zh: '并联查验' },
  rectifying: { zh: '整改' },
  rechecking: { zh: '复验' },
  passed: { zh: '查验合格' },
  opinionIssued: { zh: '已出具联合意见书' },
  filed: { zh: '竣工验收备案完成', end: true },
  withdrawn: { zh: '已撤回' },
  lapsed: { zh: '视为撤回' },
  closed: { zh: '已终止', end: true },
};

/** 规划核实 is the first gate (城乡规划法 第45条). */
const planningGate = {
  in: ['open', 'applied', 'planningFailed'],
  refusal: refusal(
    'conflict',
    'PLANNING_NOT_VERIFIED',
    '规划核实尚未通过，不得组织竣工验收',
    'planning is not verified: no completion acceptance may be organised',
  ),
} as const;

const fivePartyGate = {
  in: ['verified'],
  refusal: refusal(
    'conflict',
    'FIVE_PARTY_NOT_DONE',
    '五方竣工验收尚未完成，联合验收还不能往下办理',
    'the five parties have not accepted yet',
  ),
} as const;

const supplyGate = {
  in: ['noticed'],
  refusal: refusal(
    'conflict',
    'NOTICE_NOT_SUPPLIED',
    '企业尚未按一次性告知补齐材料',
    'what the notice asked for has not been supplied',
  ),
} as const;

const checksGate = {
  in: [
    'open',
    'applied',
    'planningFailed',
    'verified',
    'fivePartyDone',
    'noticed',
    'accepted',
    'rectifying',
    'rechecking',
  ],
  refusal: refusal(
    'conflict',
    'CHECKS_NOT_PASSED',
    '查验尚未全部合格，不能出具联合意见书',
    'not all checks have passed',
  ),
} as const;

const opinionGate = {
  in: [...checksGate.in, 'passed'],
  refusal: refusal(
    'conflict',
    'OPINION_NOT_ISSUED',
    '联合验收意见书尚未出具，不能办理竣工验收备案',
    'the joint opinion has not been issued',
  ),
} as const;

/** From the application to the opinion: where the owner may still withdraw. */
const underWay = [
  'applied',
  'planningFailed',
  'verified',
  'fivePartyDone',
  'noticed',
  'accepted',
  'rectifying',
  'rechecking',
  'passed',
] as const;

/** 联合竣工验收 as one table (domain §8). 规划核实 and 五方验收 are gates: no row leads past them. */
export const table = {
  openAcceptance: { from: ['none'], to: ['open'], by: ['service'], zh: '开工，可申请联合竣工验收' },
  applyAcceptance: {
    from: ['open', 'planningFailed', 'withdrawn', 'lapsed'],
    to: ['applied'],
    by: ['enterprise', 'windowClerk'],
    zh: '申请联合竣工验收',
  },
  verifyPlanning: {
    from: ['applied'],
    to: ['verified', 'planningFailed'],
    by: ['land', 'department'],
    zh: '规划核实',
  },
  recordFivePartyAcceptance: {
    from: ['verified'],
    to: ['fivePartyDone'],
    by: ['enterprise'],
    zh: '组织五方竣工验收',
    gates: [planningGate],
  },
  giveAcceptanceNotice: {
    from: ['fivePartyDone'],
    to: ['noticed'],
    by: ['acceptanceLead'],
    zh: '一次性告知',
    gates: [planningGate, fivePartyGate],
  },
  supplyAcceptance: { from: ['noticed'], to: ['fivePartyDone'], by: ['enterprise'], zh: '补齐材料' },
  lapse: { from: ['noticed'], to: ['lapsed'], by: ['time'], zh: '补齐逾期，视为撤回' },
  acceptJointAcceptance: {
    from: ['fivePartyDone'],
    to: ['accepted'],
    by: ['acceptanceLead'],
    zh: '受理联合验收',
    gates: [planningGate, fivePartyGate, supplyGate],
  },
  recordCheck: {
    from: ['accepted', 'rechecking'],
    to: ['rectifying', 'passed'],
    by: ['department'],
    zh: '登记查验结果',
  },
  reportAcceptanceRectification: {
    from: ['rectifying'],
    to: ['rechecking'],
    by: ['enterprise'],
    zh: '报告整改完成',
  },
  issueJointOpinion: {
    from: ['passed'],
    to: ['opinionIssued'],
    by: ['acceptanceLead'],
    zh: '出具联合意见书',
    gates: [checksGate],
  },
  fileCompletion: {
    from: ['opinionIssued'],
    to: ['filed'],
    by: ['enterprise'],
    zh: '竣工验收备案',
    gates: [opinionGate],
  },
  withdrawAcceptance: {
    from: [...underWay],
    to: ['withdrawn'],
    by: ['enterprise'],
    zh: '撤回验收申请',
  },
  closeAcceptance: {
    from: ['open', ...underWay, 'opinionIssued', 'withdrawn', 'lapsed'],
    to: ['closed'],
    by: ['service'],
    zh: '项目放弃，验收终止',
  },
} as const satisfies TransitionTable<AcceptanceStatus>;
