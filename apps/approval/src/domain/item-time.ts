import {
  type Emitted,
  earliest,
  type Moment,
  nextTurnAt,
  turnsDue,
  type WatchedClock,
} from '@yizhan/aggregate/machine';
import type { ApprovalEvent } from '@yizhan/contracts';
import { type Calendar, dueOn, endOfDay, type LegalDate, legalDate, startOfDay } from '@yizhan/workdays';
import { type Item, ids } from './item-case.ts';
import { extendedBySilence, windowOpens } from './item-certificate.ts';
import { acceptance, watchAcceptance } from './item-clocks.ts';
import { movedDues, withDue } from './item-dues.ts';
import { certificateExtended } from './item-evolve-result.ts';
import { appealRight, silenceLimit } from './limits.ts';

const silenceEnds = (state: Item, calendar: Calendar): LegalDate | null =>
  state.status === 'received' && state.receivedOn !== null
    ? dueOn(calendar, silenceLimit, state.receivedOn)
    : null;

/** A certificate that is still to be watched: warned of, then expired, or extended where the office said nothing. */
const certificateEnds = (state: Item): LegalDate | null =>
  state.status === 'delivered' && state.certificate?.used === false ? state.certificate.until : null;
const warnedFrom = (state: Item): LegalDate | null =>
  certificateEnds(state) === null || state.certificate?.warned === true ? null : windowOpens(state);

const certificateTurns = (state: Item, moment: Moment): Emitted<ApprovalEvent>[] => {
  const { now, today } = moment;
  const until = certificateEnds(state);
  if (until === null) return [];
  const opens = warnedFrom(state);
  const data = { ...ids(state), until };
  const warned: Emitted<ApprovalEvent>[] =
    opens !== null && opens <= today ? [{ type: 'CertificateExpiring', effectiveOn: opens, data }] : [];
  if (now < endOfDay(until)) return warned;
  const extended = extendedBySilence(state);
  // Whoever comes late finds what has become of the longer certificate, too.
  return extended === null
    ? [...warned, { type: 'CertificateExpired', effectiveOn: until, data }]
    : [...warned, extended, ...certificateTurns(certificateExtended(state, extended.data.until), moment)];
};

/** What time alone has brought about: lights, silence that accepts, deadlines that end it, a certificate that runs out. */
export const elapse = (before: Item, moment: Moment): readonly Emitted<ApprovalEvent>[] => {
  // Another calendar moves the deadlines first: nothing lapses by one that is no longer.
  const moved = movedDues(before, moment.calendar);
  const state = moved.reduce((item, { data }) => withDue(item, data), before);
  return [...moved, ...elapseBy(state, moment)];
};

const elapseBy = (state: Item, moment: Moment): readonly Emitted<ApprovalEvent>[] => {
  const lightsOf = (clocks: readonly WatchedClock[]): Emitted<ApprovalEvent>[] =>
    turnsDue(clocks, moment).map(({ on, ...turn }) => ({
      type: 'LightTurned',
      effectiveOn: on,
      data: { ...ids(state), ...turn },
    }));
  const turned = lightsOf(state.clocks);
  const silent = silenceEnds(state, moment.calendar);
  if (silent !== null && moment.now >= endOfDay(silent) && state.receivedOn !== null) {
    const accepted = acceptance(state, moment.calendar, state.receivedOn, true);
    // Its clocks run from the day of receipt: their lights may have turned already, and a decision would end them untold.
    const late = accepted.data.onDraft === true ? [] : watchAcceptance(state, accepted.data.clockFrom);
    return [...turned, accepted, ...lightsOf(late)];
  }
  if (state.correction !== null && moment.now >= endOfDay(legalDate(state.correction.due.dueOn))) {
    const { dueOn: lastDay } = state.correction.due;
    const data = { ...ids(state), dueOn: lastDay };
    return [...turned, { type: 'ItemLapsed', effectiveOn: legalDate(lastDay), data }];
  }
  if (state.status === 'acceptedWithGaps' && state.gaps !== null) {
    const { dueOn: lastDay } = state.gaps.due;
    if (moment.now >= endOfDay(legalDate(lastDay)))
      return [
        ...turned,
        {
          type: 'ItemAcceptanceRevoked',
          effectiveOn: legalDate(lastDay),
          data: { ...ids(state), because: 'deadline', dueOn: lastDay, appeal: appealRight },
        },
      ];
  }
  return [...turned, ...certificateTurns(state, moment)];
};

export const dueAt = (state: Item, moment: Moment): string | null => {
  const silent = silenceEnds(state, moment.calendar);
  const until = certificateEnds(state);
  const warned = warnedFrom(state);
  return earliest(
    silent === null ? null : endOfDay(silent),
    state.correction === null ? null : endOfDay(legalDate(state.correction.due.dueOn)),
    state.status === 'acceptedWithGaps' && state.gaps !== null
      ? endOfDay(legalDate(state.gaps.due.dueOn))
      : null,
    warned === null ? null : startOfDay(warned),
    until === null ? null : endOfDay(until),
    nextTurnAt(state.clocks, moment),
  );
};
