import type { AcceptanceView, DossierState, DueView } from './dossier.ts';
import type { Asked } from './turn.ts';

const checkWords: Readonly<Record<string, string>> = {
  fire: '消防',
  civilDefence: '人防',
  lightning: '防雷',
  archives: '档案',
  drainage: '排水',
  greening: '绿化',
  land: '土地核验',
};

export const acceptanceTurns = (state: DossierState, acceptance: AcceptanceView): readonly Asked[] => {
  const dueOf = (clock: string): DueView | null => acceptance.dues[clock] ?? null;
  const common = { caseId: acceptance.caseId, service: 'acceptance', since: acceptance.since };
  const round = acceptance.status === 'rechecking' ? 'recheck' : 'visit';
  const mine = { ...common, party: 'enterprise' as const, holder: state.company };
  const lead = { ...common, party: 'acceptanceLead' as const, holder: 'housing' };
  const checks = acceptance.checks
    .filter((check) => check.passed === null)
    .map((check) => ({
      ...common,
      action: 'recordCheck',
      what: `联合验收查验：${checkWords[check.check] ?? check.check}`,
      party: 'department' as const,
      holder: check.department,
      due: dueOf(`${round}:${check.check}`),
      part: check.check,
    }));
  switch (acceptance.status) {
    case 'open':
    case 'withdrawn':
    case 'lapsed':
      return [{ ...mine, action: 'applyAcceptance', what: '申请联合竣工验收', optional: true }];
    case 'applied':
      return [
        {
          ...common,
          action: 'verifyPlanning',
          what: '规划核实',
          party: 'land',
          holder: 'naturalResources',
          due: dueOf('planning'),
        },
      ];
    case 'planningFailed':
      return [{ ...mine, action: 'applyAcceptance', what: '规划核实未通过，整改后重新申请' }];
    case 'verified':
      return [{ ...mine, action: 'recordFivePartyAcceptance', what: '组织五方竣工验收' }];
    case 'fivePartyDone':
      return [{ ...lead, action: 'acceptJointAcceptance', what: '受理联合验收', due: dueOf('check') }];
    case 'noticed':
      return [{ ...mine, action: 'supplyAcceptance', what: '补齐验收材料', due: dueOf('supply') }];
    case 'accepted':
    case 'rechecking':
      return checks;
    case 'rectifying':
      return [{ ...mine, action: 'reportAcceptanceRectification', what: '整改并申请复验' }];
    case 'passed':
      return [{ ...lead, action: 'issueJointOpinion', what: '出具联合验收意见书', due: dueOf('opinion') }];
    case 'opinionIssued':
      return [{ ...mine, action: 'fileCompletion', what: '办理竣工验收备案', due: dueOf('filing') }];
    default:
      return [];
  }
};
