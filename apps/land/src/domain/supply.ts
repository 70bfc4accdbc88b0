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

/** What does not fit between an award, its project and the project's 备案; null when sound. */
const findWinnerFault = (command: CommandOf<'recordAward'>): Refusal | null => {
  if (command.projectId === null) return null;
  if (command.filed === null)
    return refusal(
      'refused',
      'PROJECT_NOT_FILED',
      '该项目尚无备案信息，请核对项目，或稍后再试',
      'the project has not been filed, or the filing has not arrived here yet: try again',
      'projectId',
    );
  if (command.filed.givenUp === true)
    return refusal(
      'refused',
      'PROJECT_GIVEN_UP',
      '该项目已经放弃，不能登记为竞得项目',
      'the project was given up',
      'projectId',
    );
  return command.company !== null && command.company !== command.filed.company
    ? refusal(
        'refused',
        'COMPANY_NOT_OF_PROJECT',
        '竞得企业不是该项目的备案企业',
        'the winner is not the company that filed the project',
        'company',
      )
    : null;
};

/** An award recorded without a project is recorded again once its winner has one; nothing else of it changes. */
const findChangeFault = (award: Parcel['award'], command: CommandOf<'recordAward'>): Refusal | null => {
  if (award === null) return null;
  if (award.projectId !== null || command.projectId === null)
    return refusal('conflict', 'AWARD_RECORDED', '成交结果已经登记', 'the award has been recorded already');
  const winner = command.company ?? command.filed?.company ?? null;
  const same = award.price === command.price && award.noticeOn === command.noticeOn;
  return same && (award.company === null || award.company === winner)
    ? null
    : refusal(
        'refused',
        'AWARD_DIFFERS',
        '补充关联项目时，竞得企业、成交价和成交日期不能改变',
        'winner, price and day of the award cannot change when its project is added',
      );
};

export const award = (state: Parcel, command: CommandOf<'recordAward'>, context: DecideContext): Decided => {
  const { listing } = state;
  if (listing === null) throw new Error('a parcel is awarded from a listing');
  const { projectId, price, dateReason, filed } = command;
  const wrongWinner = findWinnerFault(command) ?? findChangeFault(state.award, command);
  if (wrongWinner !== null) return refused(wrongWinner);
  const reason = state.award === null ? dateReason : (dateReason ?? '补充关联项目');
  const notice = enteredDate(
    { text: command.noticeOn, field: 'noticeOn', reason, notBefore: listing.closesOn },
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
      price,
      noticeOn: notice.on,
      contractDue: dueFrom(context.calendar, contractLimit, notice.on),
      ...reasonOf(dateReason),
      parcelCode: state.parcelCode,
      evaluations: evaluatedOf(state),
    },
  });
};

/** 流拍; also an award whose winner brought no project within the time for the contracts. */
export const fail = (
  state: Parcel,
  command: CommandOf<'recordListingFailure'>,
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
  if (
    awarded !== null &&
    (awarded.projectId !== null || context.today <= legalDate(awarded.contractDue.dueOn))
  )
    return refused(
      refusal(
        'conflict',
        'AWARD_STANDS',
        '成交有效：已关联项目，或签约期限未到',
        'the award stands: it has a project, or its contracts are not overdue yet',
      ),
    );
  return decided({ type: 'ListingFailed', data: { parcelId: context.caseId, reason: command.reason } });
};
