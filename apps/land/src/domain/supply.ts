import { type DecideContext, type Decision, decided, dueFrom, refused } from '@yizhan/aggregate/machine';
import { type LandEvent, type Refusal, refusal } from '@yizhan/contracts';
import { dueOn, type LegalDate, legalDate } from '@yizhan/workdays';
import { enteredDate, plannedDate } from './dates.ts';
import { isLess, isPositive } from './indicators.ts';
import { contractLimit, listingLimit, noticeLimit } from './limits.ts';
import type { CommandOf, Parcel } from './parcel-state.ts';

type Decided = Decision<LandEvent>;

/** What was evaluated for the whole parcel, with its result on record. */
const evaluatedOf = ({ evaluations }: Parcel) =>
  evaluations.flatMap(({ evaluation, result }) => (result === null ? [] : [evaluation]));

const reasonOf = (dateReason: string | undefined) => (dateReason === undefined ? {} : { dateReason });

/** Filed, or last failed to sell: no announcement lies before it. */
const readyOn = (state: Parcel): LegalDate =>
  state.failures.at(-1)?.on ?? state.filing?.on ?? state.registeredOn;

/** Both limits are minimums in calendar days: they never roll, whatever holiday their last day falls on. */
export const announce = (
  state: Parcel,
  command: CommandOf<'announceListing'>,
  context: DecideContext,
): Decided => {
  const { dateReason, startPrice } = command;
  const notice = enteredDate(
    { text: command.noticeOn, field: 'noticeOn', reason: dateReason, notBefore: readyOn(state) },
    context.today,
  );
  if (!notice.ok) return notice;
  const from = plannedDate(command.listingFrom, 'listingFrom');
  if (!from.ok) return from;
  const closes = plannedDate(command.closesOn, 'closesOn');
  if (!closes.ok) return closes;
  const earliestFrom = dueOn(context.calendar, noticeLimit, notice.on);
  if (from.on < earliestFrom)
    return refused(
      refusal(
        'refused',
        'NOTICE_TOO_SHORT',
        `公告不得少于${noticeLimit.value}日，挂牌最早从 ${earliestFrom} 开始`,
        `the notice runs at least ${noticeLimit.value} days: the listing starts on ${earliestFrom} at the earliest`,
        'listingFrom',
      ),
    );
  const earliestClose = dueOn(context.calendar, listingLimit, from.on);
  if (closes.on < earliestClose)
    return refused(
      refusal(
        'refused',
        'LISTING_TOO_SHORT',
        `挂牌不得少于${listingLimit.value}日，最早于 ${earliestClose} 截止`,
        `the listing runs at least ${listingLimit.value} days: it closes on ${earliestClose} at the earliest`,
        'closesOn',
      ),
    );
  if (!isPositive(startPrice))
    return refused(
      refusal(
        'invalid',
        'PRICE_MISSING',
        '起始价须大于零',
        'the start price must be above zero',
        'startPrice',
      ),
    );
  return decided({
    type: 'ListingAnnounced',
    effectiveOn: notice.on,
    data: {
      parcelId: context.caseId,
      noticeOn: notice.on,
      listingFrom: from.on,
      closesOn: closes.on,
      startPrice,
      ...reasonOf(dateReason),
      parcelCode: state.parcelCode,
      name: state.name,
      evaluations: evaluatedOf(state),
    },
  });
};

/** Whether a project can be the winner's: filed, not given up. Null when sound. */
const findProjectFault = (filed: CommandOf<'linkAward'>['filed']): Refusal | null => {
  if (filed === null)
    return refusal(
      'refused',
      'PROJECT_NOT_FILED',
      '该项目尚无备案信息，请核对项目，或稍后再试',
      'the project has not been filed, or the filing has not arrived here yet: try again',
      'projectId',
    );
  return filed.givenUp === true
    ? refusal(
        'refused',
        'PROJECT_GIVEN_UP',
        '该项目已经放弃，不能登记为竞得项目',
        'the project was given up',
        'projectId',
      )
    : null;
};

/** What does not fit between an award, its winner and the winner's project; null when sound. */
const findWinnerFault = (command: CommandOf<'recordAward'>): Refusal | null => {
  const { projectId, company, winnerName, filed, companyKnown } = command;
  if (projectId !== null) {
    const fault = findProjectFault(filed);
    if (fault !== null) return fault;
    return company !== null && company !== filed?.company
      ? refusal(
          'refused',
          'COMPANY_NOT_OF_PROJECT',
          '竞得企业不是该项目的备案企业',
          'the winner is not the company that filed the project',
          'company',
        )
      : null;
  }
  if (winnerName === undefined)
    return refusal(
      'invalid',
      'WINNER_MISSING',
      '请填写竞得人名称，或选择竞得人的项目',
      'name the winner, or his project',
      'winnerName',
    );
  return company !== null && companyKnown !== true
    ? refusal(
        'refused',
        'COMPANY_UNKNOWN',
        '没有这个企业的备案信息，请填写竞得人名称',
        'the company has filed nothing here: say the name of the winner',
        'company',
      )
    : null;
};

export const award = (state: Parcel, command: CommandOf<'recordAward'>, context: DecideContext): Decided => {
  const { listing } = state;
  if (listing === null) throw new Error('a parcel is awarded from a listing');
  const { projectId, price, dateReason, filed, winnerName } = command;
  const wrongWinner = findWinnerFault(command);
  if (wrongWinner !== null) return refused(wrongWinner);
  const notice = enteredDate(
    { text: command.noticeOn, field: 'noticeOn', reason: dateReason, notBefore: listing.closesOn },
    context.today,
  );
  if (!notice.ok) return notice;
  if (isLess(price, listing.startPrice))
    return refused(
      refusal(
        'refused',
        'PRICE_BELOW_START',
        `成交价不得低于起始价 ${listing.startPrice} 万元`,
        'the price lies below the start price',
        'price',
      ),
    );
  return decided({
    type: 'ParcelAwarded',
    effectiveOn: notice.on,
    data: {
      parcelId: context.caseId,
      projectId,
      company: projectId === null ? command.company : (filed?.company ?? null),
      ...(winnerName === undefined ? {} : { winnerName }),
      price,
      noticeOn: notice.on,
      contractDue: dueFrom(context.calendar, contractLimit, notice.on),
      ...reasonOf(dateReason),
      parcelCode: state.parcelCode,
      evaluations: evaluatedOf(state),
    },
  });
};

/** The winner has a project now: the award is told again with it, and nothing else of it changes. */
export const linkAward = (
  state: Parcel,
  { projectId, filed }: CommandOf<'linkAward'>,
  context: DecideContext,
): Decided => {
  const { award: awarded } = state;
  if (awarded === null) throw new Error('an awarded parcel has its award');
  if (awarded.projectId !== null)
    return refused(
      refusal('conflict', 'AWARD_HAS_PROJECT', '成交结果已关联项目', 'the award has a project already'),
    );
  const fault = findProjectFault(filed);
  if (fault !== null) return refused(fault);
  if (awarded.company !== null && awarded.company !== filed?.company)
    return refused(
      refusal(
        'refused',
        'COMPANY_NOT_OF_PROJECT',
        '竞得企业不是该项目的备案企业',
        'the winner is not the company that filed the project',
        'projectId',
      ),
    );
  return decided({
    type: 'ParcelAwarded',
    effectiveOn: legalDate(awarded.noticeOn),
    data: {
      parcelId: context.caseId,
      ...awarded,
      projectId,
      company: filed?.company ?? null,
      parcelCode: state.parcelCode,
      evaluations: evaluatedOf(state),
    },
  });
};

/** 流拍; also an award whose contracts were not signed in time, or whose project its winner has given up. */
export const fail = (
  state: Parcel,
  { reason }: CommandOf<'recordListingFailure'>,
  context: DecideContext,
): Decided => {
  const { listing, award: awarded } = state;
  if (awarded === null && listing !== null && context.today < listing.closesOn)
    return refused(
      refusal(
        'refused',
        'LISTING_OPEN',
        `挂牌于 ${listing.closesOn} 截止，尚不能认定流拍`,
        'the listing is still open',
      ),
    );
  if (awarded !== null && state.abandonedOn === null && context.today <= legalDate(awarded.contractDue.dueOn))
    return refused(
      refusal(
        'conflict',
        'AWARD_STANDS',
        `成交有效，签约期限至 ${awarded.contractDue.dueOn}，逾期未签方可登记流拍`,
        'the award stands: its contracts are not overdue yet',
      ),
    );
  const projectId = awarded?.projectId ?? null;
  return decided({
    type: 'ListingFailed',
    data: { parcelId: context.caseId, reason, ...(projectId === null ? {} : { projectId }) },
  });
};
