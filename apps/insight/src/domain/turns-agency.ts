import { type AgencyView, admissionEnded, type DossierState } from './dossier.ts';
import type { Asked } from './turn.ts';

export const agencyTurns = (state: DossierState, agency: AgencyView): readonly Asked[] => {
  const { assign, contact, plan, visit } = agency.dues;
  const common = { caseId: agency.caseId, service: 'agency', since: agency.since };
  const centre = { ...common, party: 'agencyCentre' as const, holder: 'agencyCentre' };
  const chief = { ...common, party: 'chiefAgent' as const, holder: agency.chief ?? '' };
  const contacts = agency.agents.map((account) => ({
    ...common,
    since: contact?.since ?? agency.since,
    due: contact ?? null,
    action: 'logContact',
    what: agency.contacted ? '定期联系企业' : '首次联系企业',
    party: 'agent' as const,
    holder: account,
  }));
  switch (agency.status) {
    case 'offered':
      // What came to nothing before its 备案 has nothing to be run for.
      if (state.filing === null && admissionEnded.has(state.admission?.status ?? '')) return [];
      return [
        {
          ...common,
          action: 'entrustAgency',
          what: '可委托无偿代办',
          party: 'enterprise',
          holder: state.company,
          optional: true,
        },
      ];
    case 'entrusted':
      return [{ ...centre, action: 'assignAgents', what: '指派首席代办员和代办员', due: assign ?? null }];
    case 'assigned':
      return [
        {
          ...chief,
          since: plan?.since ?? agency.since,
          due: plan ?? null,
          action: 'confirmAgencyPlan',
          what: '确定代办方案',
        },
        ...contacts,
      ];
    case 'planned':
    case 'serving':
      return contacts;
    case 'paused':
      return [{ ...chief, action: 'resumeAgency', what: '代办已中止', optional: true }];
    case 'completed':
      return [{ ...centre, action: 'recordFollowUp', what: '回访企业', due: visit ?? null }];
    case 'visited':
      return [{ ...centre, action: 'archiveAgency', what: '代办归档' }];
    default:
      return [];
  }
};
