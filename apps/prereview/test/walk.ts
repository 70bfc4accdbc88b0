import type { DepartmentId, ProjectFacts, ProposalInput } from '@yizhan/contracts';
import { somebody, someFacts, walkCase } from '@yizhan/testkit';
import { legalDate } from '@yizhan/workdays';
import type { PrereviewCommand } from '../src/domain/case.ts';
import { prereviewMachine } from '../src/domain/prereview.ts';

/** Monday, 09:00 in Shanghai. */
export const monday = '2026-03-02T01:00:00Z';
export const division = '330182104';
export const service = somebody('service');
export const officer = somebody('territory', { unit: division });
export const lead = somebody('judgementLead');
export const department = (unit: string) => somebody('department', { unit });

/** A plant that asks for the five departments alone, so that its judgement is a plain one. */
export const plainFacts = (changed: Partial<ProjectFacts> = {}): ProjectFacts =>
  someFacts({ hazardousWaste: '0', floorArea: '0', landMu: '5', ...changed });

export const opening = (facts: ProjectFacts = plainFacts()): PrereviewCommand => ({
  type: 'openPrereview',
  projectId: `prj_${'0'.repeat(24)}`,
  company: 'cmp_a',
  facts,
  toBeFounded: false,
  drafters: ['acc_enterprise', 'acc_clerk'],
  submittedOn: legalDate('2026-03-02'),
});

export const five = [
  'developmentReform',
  'economyInformation',
  'naturalResources',
  'ecology',
  'financeTax',
] as const;
export const agreeing: PrereviewCommand = { type: 'giveOpinion', opinion: 'agree', text: '同意' };
export const disagreeing: PrereviewCommand = {
  type: 'giveOpinion',
  opinion: 'disagree',
  text: '不同意',
  basis: '国土空间总体规划',
};

const must = (answer: { readonly ok: boolean }): void => {
  if (!answer.ok) throw new Error(`the way there was refused: ${JSON.stringify(answer)}`);
};

/** A case taken along the main path to a status. */
export const walkTo = (
  status:
    | 'none'
    | 'submitted'
    | 'prereviewing'
    | 'returned'
    | 'judging'
    | 'summarising'
    | 'conferring'
    | 'proposed',
  options: { facts?: ProjectFacts; disagreeing?: readonly DepartmentId[]; proposal?: ProposalInput } = {},
) => {
  const walk = walkCase(prereviewMachine, monday);
  const steps: Record<string, () => void> = {
    submitted: () => must(walk.do(service, opening(options.facts))),
    prereviewing: () => must(walk.do(officer, { type: 'startPrereview' })),
    judging: () => must(walk.do(officer, { type: 'agreePrereview', opinion: '同意' })),
    summarising: () => {
      for (const { department: unit } of walk.state().judgement?.departments ?? [])
        must(walk.do(department(unit), options.disagreeing?.includes(unit) ? disagreeing : agreeing));
    },
    conferring: () =>
      must(walk.do(lead, { type: 'callConference', heldOn: '2026-03-02', agenda: '研究准入' })),
    proposed: () =>
      must(
        walk.do(lead, {
          type: 'concludeConference',
          attended: [...five],
          minutes: '纪要',
          minority: '少数意见',
          proposal: options.proposal ?? { conclusion: 'agreed', reason: '同意' },
        }),
      ),
  };
  if (status === 'none') return walk;
  if (status === 'returned') {
    steps['submitted']?.();
    steps['prereviewing']?.();
    must(
      walk.do(officer, { type: 'requestPrereviewSupplement', asked: [{ what: '用能说明', why: '未列' }] }),
    );
    return walk;
  }
  for (const [name, step] of Object.entries(steps)) {
    step();
    if (name === status) break;
  }
  return walk;
};
