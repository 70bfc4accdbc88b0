import { type DecideContext, type Decision, decided, dueFrom, refused } from '@yizhan/aggregate/machine';
import { type ApprovalEvent, type Refusal, refusal } from '@yizhan/contracts';
import { addCalendarDays, type Limit, legalDate } from '@yizhan/workdays';
import { type Item, ids, type Of, ruleOfItem } from './item-case.ts';

/** How long it is made public at least, by the rule that the item keeps; null where no law asks for it. */
export const publicityLimitOf = (state: Pick<Item, 'plan'>): Limit | null => {
  const { publicity, catalogue: version, effectiveFrom } = ruleOfItem(state);
  return publicity === undefined
    ? null
    : {
        id: `${state.plan.code}.publicity`,
        ...publicity.limit,
        version,
        effectiveFrom: legalDate(effectiveFrom),
      };
};

/** 公示, once a round: a second one would begin its days anew, and hold up what the first has settled. */
export const publish = (
  state: Item,
  { place }: Of<'publishItem'>,
  { calendar, today }: DecideContext,
): Decision<ApprovalEvent> => {
  const { publicity } = ruleOfItem(state);
  const limit = publicityLimitOf(state);
  if (publicity === undefined || limit === null)
    return refused(
      refusal(
        'refused',
        'NO_PUBLICITY',
        '该事项依法不需要公示',
        'the law does not ask for publicity of this item',
      ),
    );
  if (state.published != null)
    return refused(
      refusal(
        'conflict',
        'PUBLISHED_ALREADY',
        `已于 ${state.published.on} 公示，公示至 ${state.published.until.dueOn}`,
        `it was made public on ${state.published.on}, until ${state.published.until.dueOn}`,
      ),
    );
  return decided({
    type: 'ItemPublished',
    data: { ...ids(state), name: publicity.name, place, until: dueFrom(calendar, limit, today) },
  });
};

/** Why it cannot be decided yet: it was not made public, or its days are not over. Null where nothing is in the way. */
export const findUnheard = (state: Item, { today }: Pick<DecideContext, 'today'>): Refusal | null => {
  const { publicity } = ruleOfItem(state);
  if (publicity === undefined) return null;
  const { name, limit } = publicity;
  const unit = limit.unit === 'WD' ? '个工作日' : '日';
  if (state.published == null)
    return refusal(
      'refused',
      'NOT_PUBLISHED',
      `尚未${name}：须先公示不少于${limit.value}${unit}（${limit.basis}），公示期满后方可作出决定`,
      `it has to be made public for ${limit.value} ${limit.unit} first`,
    );
  const { dueOn: last } = state.published.until;
  const opens = addCalendarDays(legalDate(last), 1);
  return today < opens
    ? refusal(
        'refused',
        'PUBLICITY_RUNNING',
        `${name}至 ${last} 届满，最早 ${opens} 可作出决定`,
        `it is public until the end of ${last}: it may be decided from ${opens} on`,
      )
    : null;
};
