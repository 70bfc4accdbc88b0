import { z } from 'zod';
import { addWorkdays, type Calendar, countWorkdays, rollToWorkday } from './calendar.ts';
import { addCalendarDays, countCalendarDays, type LegalDate, legalDateSchema } from './legal-date.ts';

export const units = ['WD', 'CD'] as const;
/** WD: working day (工作日). CD: calendar day (自然日). */
export type Unit = (typeof units)[number];

export const unitLabels = { WD: '工作日', CD: '自然日' } as const satisfies Record<Unit, string>;

export const limitKinds = ['maximum', 'minimum', 'window'] as const;
/** maximum: act by then. minimum: wait at least so long (a publicity period). window: act within, then it shuts. */
export type LimitKind = (typeof limitKinds)[number];

export const limitStarts = [
  'submission',
  'receipt',
  'acceptance',
  'supplement',
  'award',
  'notice',
  'publication',
  'decision',
  'passing',
  'consent',
  'assignment',
  'start',
  'closing',
  'expiry',
] as const;
/** The event whose day a limit runs from. */
export type LimitStart = (typeof limitStarts)[number];

/** A limit of time as data. `version` and the effective dates tell which cases it holds for. */
export const limitSchema = z
  .strictObject({
    id: z.string().min(1),
    value: z.int().nonnegative(),
    unit: z.enum(units),
    kind: z.enum(limitKinds),
    runsFrom: z.enum(limitStarts),
    /** Legal basis, in Chinese. */
    basis: z.string().min(1),
    /** No law gives this figure: it is configuration, and shown so (示例). */
    illustrative: z.boolean(),
    version: z.string().min(1),
    effectiveFrom: legalDateSchema,
    /** The last day it is in force. */
    effectiveTo: legalDateSchema.exactOptional(),
  })
  .readonly()
  .refine((limit) => limit.effectiveTo === undefined || limit.effectiveFrom <= limit.effectiveTo, {
    path: ['effectiveTo'],
    message: '失效日期早于生效日期',
  });

export type Limit = z.infer<typeof limitSchema>;

/** A table of limits: of one id, no two versions are in force on the same day. */
export const limitTableSchema = z
  .array(limitSchema)
  .readonly()
  .superRefine((limits, context) => {
    for (const [index, limit] of limits.entries()) {
      const clash = limits
        .slice(0, index)
        .some((earlier) => earlier.id === limit.id && overlap(earlier, limit));
      if (clash) {
        context.addIssue({ code: 'custom', path: [index], message: `时限 ${limit.id} 的两个版本同时有效` });
      }
    }
  });

const overlap = (a: Limit, b: Limit): boolean =>
  (b.effectiveTo === undefined || a.effectiveFrom <= b.effectiveTo) &&
  (a.effectiveTo === undefined || b.effectiveFrom <= a.effectiveTo);

/** The limits in force on a day; both effective dates belong to the span. */
export const limitsInForce = (limits: readonly Limit[], on: LegalDate): readonly Limit[] =>
  limits.filter(
    ({ effectiveFrom, effectiveTo }) =>
      effectiveFrom <= on && (effectiveTo === undefined || on <= effectiveTo),
  );

/** The version of one limit in force on a day: for an open case, the day it was accepted. */
export const findLimit = (limits: readonly Limit[], id: string, on: LegalDate): Limit | undefined =>
  limitsInForce(limits, on).find((limit) => limit.id === id);

/** What of a limit the arithmetic needs. */
export type Term = Pick<Limit, 'value' | 'unit' | 'kind'>;

/** `amount` units after `start`, whose own day is not counted. Never rolled. */
export const addUnits = (calendar: Calendar, unit: Unit, start: LegalDate, amount: number): LegalDate =>
  unit === 'WD' ? addWorkdays(calendar, start, amount) : addCalendarDays(start, amount);

/** Units d with after < d ≤ until. */
export const countUnits = (calendar: Calendar, unit: Unit, after: LegalDate, until: LegalDate): number =>
  unit === 'WD' ? countWorkdays(calendar, after, until) : countCalendarDays(after, until);

/** Only a maximum whose last day is a holiday moves to the next workday (民法典 第203条). */
export const rollFor = (calendar: Calendar, kind: LimitKind, lastDay: LegalDate): LegalDate =>
  kind === 'maximum' ? rollToWorkday(calendar, lastDay) : lastDay;

/**
 * The last day of the limit: the day of the event is not counted (民法典 第201条). For a minimum, the day on which
 * it is full. Throws CalendarError YEAR_UNSUPPORTED.
 */
export const dueOn = (calendar: Calendar, limit: Term, start: LegalDate): LegalDate =>
  rollFor(calendar, limit.kind, addUnits(calendar, limit.unit, start, limit.value));
