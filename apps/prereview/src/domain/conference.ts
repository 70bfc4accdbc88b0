import { type DecideContext, type Decision, decided, dueFrom, refused } from '@yizhan/aggregate/machine';
import {
  departmentNames,
  type PrereviewEvent,
  type Proposal,
  type ProposalInput,
  postponement,
  type Refusal,
  refusal,
} from '@yizhan/contracts';
import { addMonths, isWorkday, type LegalDate, parseLegalDate } from '@yizhan/workdays';
import type { AskedDepartment, Of, Prereview } from './case.ts';
import { silentOf } from './judgement.ts';
import { limitOf } from './limits.ts';

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

const namesOf = (departments: readonly AskedDepartment[]): string =>
  departments.map(({ department }) => departmentNames[department]).join('、');

/** Nobody is passed over while his time runs: without him only when he is overdue. */
const stillDue = (state: Prereview, today: LegalDate): readonly AskedDepartment[] =>
  silentOf(state).filter(({ department }) => {
    const clock = state.clocks.find((watched) => watched.clock === `opinion:${department}`);
    return clock !== undefined && today <= clock.due.dueOn;
  });

/** A conference is held on a workday within its limit. */
export const call = (
  state: Prereview,
  command: Of<'callConference'>,
  context: DecideContext,
): Decision<PrereviewEvent> => {
  const waiting = state.status === 'judging' ? stillDue(state, context.today) : [];
  if (waiting.length > 0)
    return refused(
      refusal(
        'refused',
        'OPINIONS_STILL_DUE',
        `${namesOf(waiting)}的研判时限未到，不能先行会商`,
        'these departments still have time to answer',
      ),
    );
  const due = dueFrom(context.calendar, limitOf('prereview.conference', state.openedOn), context.today);
  const silent = silentOf(state).map(({ department }) => department);
  const read = parseLegalDate(command.heldOn);
  if (!read.ok) return refused(refusal('invalid', read.code, read.zh, read.en, 'heldOn'));
  if (read.value < context.today)
    return refused(
      refusal(
        'invalid',
        'DATE_BEFORE_STEP',
        '会商日期不能早于今天',
        'the day of the conference is over',
        'heldOn',
      ),
    );
  if (read.value > due.dueOn)
    return refused(
      refusal(
        'refused',
        'CONFERENCE_TOO_LATE',
        `会商最迟须在${due.dueOn}召开`,
        'the conference lies beyond its limit',
        'heldOn',
      ),
    );
  if (!isWorkday(context.calendar, read.value))
    return refused(
      refusal(
        'invalid',
        'NOT_A_WORKDAY',
        '会商须在工作日召开',
        'a conference is held on a workday',
        'heldOn',
      ),
    );
  return decided({
    type: 'ConferenceCalled',
    data: {
      projectId: state.projectId,
      heldOn: read.value,
      agenda: command.agenda,
      ...(command.convenedBy === undefined ? {} : { convenedBy: command.convenedBy }),
      ...(silent.length === 0 ? {} : { silent }),
      due,
    },
  });
};

const missing = (field: string, zh: string, en: string): Read<never> => ({
  ok: false,
  refusal: refusal('invalid', 'PROPOSAL_INCOMPLETE', zh, en, `proposal.${field}`),
});

const readReviewDate = (text: string | undefined, today: LegalDate): Read<LegalDate> => {
  if (text === undefined)
    return missing('reviewOn', '暂缓须写明复审日期', 'a postponement names its review date');
  const read = parseLegalDate(text);
  if (!read.ok)
    return { ok: false, refusal: refusal('invalid', read.code, read.zh, read.en, 'proposal.reviewOn') };
  const lies = read.value > today && read.value <= addMonths(today, postponement.months);
  return lies
    ? read
    : {
        ok: false,
        refusal: refusal(
          'refused',
          'REVIEW_DATE',
          '复审日期须在今天之后、六个月之内',
          'the review date must lie within six months',
          'proposal.reviewOn',
        ),
      };
};

/** Each conclusion with its own parts, and without those of another. */
const readProposal = (input: ProposalInput, today: LegalDate): Read<Proposal> => {
  const { conclusion, reason, conditions = [], asked = [], reviewOn } = input;
  const foreign =
    (conclusion !== 'agreedWithConditions' && conditions.length > 0 && 'conditions') ||
    (conclusion !== 'supplement' && asked.length > 0 && 'asked') ||
    (conclusion !== 'postponed' && reviewOn !== undefined && 'reviewOn');
  if (foreign)
    return {
      ok: false,
      refusal: refusal(
        'invalid',
        'PROPOSAL_PARTS',
        '填写的内容与结论不符',
        `${foreign} does not belong to this conclusion`,
        `proposal.${foreign}`,
      ),
    };
  switch (conclusion) {
    case 'agreedWithConditions':
      return conditions.length === 0
        ? missing('conditions', '有条件同意须列明条件', 'conditions are missing')
        : { ok: true, value: { conclusion, reason, conditions } };
    case 'supplement':
      return asked.length === 0
        ? missing('asked', '须写明要补充的材料', 'what is asked for is missing')
        : { ok: true, value: { conclusion, reason, asked } };
    case 'postponed': {
      const read = readReviewDate(reviewOn, today);
      return read.ok ? { ok: true, value: { conclusion, reason, reviewOn: read.value } } : read;
    }
    default:
      return { ok: true, value: { conclusion, reason } };
  }
};

/** A veto, or the silence of who holds one, bars 同意 and 有条件同意; any other dissent that is not followed stands in the minutes. */
const barTo = (state: Prereview, proposal: Proposal, minority: string | undefined): Refusal | null => {
  const dissent = (state.judgement?.departments ?? []).filter(
    ({ opinion }) => opinion?.opinion === 'disagree',
  );
  const vetoes = dissent.filter(({ veto }) => veto);
  const agrees = proposal.conclusion === 'agreed' || proposal.conclusion === 'agreedWithConditions';
  const silentVetoes = silentOf(state).filter(({ veto }) => veto);
  if (agrees && silentVetoes.length > 0)
    return refusal(
      'refused',
      'VETO_DEPARTMENT_SILENT',
      `${namesOf(silentVetoes)}可一票否决而尚未答复，沉默不视为同意，不能同意或有条件同意`,
      'silence is never consent: a department with a veto has not answered',
      'proposal.conclusion',
    );
  if (agrees && vetoes.length > 0)
    return refusal(
      'refused',
      'VETOED',
      `${namesOf(vetoes)}一票否决，不能同意或有条件同意`,
      'a veto bars agreement',
      'proposal.conclusion',
    );
  if (dissent.length > 0 && proposal.conclusion !== 'disagreed' && minority === undefined)
    return refusal(
      'invalid',
      'MINORITY_VIEW_MISSING',
      `${namesOf(dissent)}不同意，会议纪要须记录少数意见`,
      'the minority view is to be minuted',
      'minority',
    );
  return null;
};

export const conclude = (
  state: Prereview,
  command: Of<'concludeConference'>,
  context: DecideContext,
): Decision<PrereviewEvent> => {
  const { actor, today } = context;
  const { projectId } = state;
  if (state.conference === null) throw new Error('a conclusion without a conference');
  if (today < state.conference.heldOn)
    return refused(
      refusal(
        'refused',
        'CONFERENCE_NOT_HELD',
        `会商定于${state.conference.heldOn}召开，尚不能作出结论`,
        'the conference is still to come',
      ),
    );
  const inviting = state.conference.convenedBy ?? actor.unit;
  const attended = [...new Set(command.attended)];
  const asked = new Set(state.judgement?.departments.map(({ department }) => department));
  const voters = attended.filter((department) => asked.has(department) && department !== inviting);
  if (voters.length === 0)
    return refused(
      refusal(
        'invalid',
        'NO_VOTERS',
        '参加会商的部门中没有可以表决的研判部门（召集单位不参加表决）',
        'nobody who may vote attended: the inviting unit does not',
        'attended',
      ),
    );
  const proposal = readProposal(command.proposal, today);
  if (!proposal.ok) return refused(proposal.refusal);
  const bar = barTo(state, proposal.value, command.minority);
  if (bar !== null) return refused(bar);
  const silent = silentOf(state).map(({ department }) => department);
  return decided<PrereviewEvent>(
    {
      type: 'ConferenceHeld',
      data: {
        projectId,
        attended,
        voters,
        ...(silent.length === 0 ? {} : { silent }),
        convenedBy: inviting ?? actor.id,
        minutes: command.minutes,
        ...(command.minority === undefined ? {} : { minority: command.minority }),
        decidedBy: actor.id,
      },
    },
    { type: 'ProposalMade', data: { projectId, proposal: proposal.value, by: 'conference' } },
  );
};
