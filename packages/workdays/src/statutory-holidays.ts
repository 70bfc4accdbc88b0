import lunarFestivals from './data/lunar-festivals.json' with { type: 'json' };
import { dateOfDayNumber, dayNumberOf, type LegalDate } from './legal-date.ts';

type Festival = 'newYear' | 'spring' | 'qingming' | 'labour' | 'dragonBoat' | 'midAutumn' | 'national';

interface Regime {
  readonly effectiveFromYear: number;
  readonly basis: string;
  /** First day (offset from the festival's own day) and number of days. */
  readonly days: Readonly<Record<Festival, { readonly offset: number; readonly length: number }>>;
}

const single = { offset: 0, length: 1 };

/** 《全国年节及纪念日放假办法》 第二条: the days off of all citizens, by the version in force. */
export const holidayRegimes = [
  {
    effectiveFromYear: 2014,
    basis: '《全国年节及纪念日放假办法》(国务院令第644号)',
    days: {
      newYear: single,
      spring: { offset: 0, length: 3 },
      qingming: single,
      labour: single,
      dragonBoat: single,
      midAutumn: single,
      national: { offset: 0, length: 3 },
    },
  },
  {
    effectiveFromYear: 2025,
    basis: '《全国年节及纪念日放假办法》(国务院令第795号)',
    days: {
      newYear: single,
      // 除夕 and 正月初一至初三.
      spring: { offset: -1, length: 4 },
      qingming: single,
      labour: { offset: 0, length: 2 },
      dragonBoat: single,
      midAutumn: single,
      national: { offset: 0, length: 3 },
    },
  },
] as const satisfies readonly Regime[];

type LunarFestival = 'spring' | 'qingming' | 'dragonBoat' | 'midAutumn';
const byYear: Readonly<Record<string, Readonly<Record<LunarFestival, string>>>> = lunarFestivals;

/** From the table that tyme4ts makes (scripts/write-lunar-festivals.ts). */
const lunarDay =
  (festival: LunarFestival) =>
  (year: number): number => {
    const found = byYear[year];
    if (found === undefined) throw new RangeError(`no lunar festivals are known of ${year}`);
    return dayNumberOf(`${year}-${found[festival]}` as LegalDate);
  };

const festivalDay = {
  newYear: (year) => dayNumberOf(`${year}-01-01` as LegalDate),
  spring: lunarDay('spring'),
  qingming: lunarDay('qingming'),
  labour: (year) => dayNumberOf(`${year}-05-01` as LegalDate),
  dragonBoat: lunarDay('dragonBoat'),
  midAutumn: lunarDay('midAutumn'),
  national: (year) => dayNumberOf(`${year}-10-01` as LegalDate),
} satisfies Record<Festival, (year: number) => number>;

/**
 * The statutory holidays of a year (2014 on), sorted: what is certain before the State Council's yearly notice.
 * The notice alone settles which days are moved (调休) or made up for (补假), so neither is guessed here.
 */
export const statutoryHolidays = (year: number): readonly LegalDate[] => {
  const regime: Regime =
    holidayRegimes.findLast(({ effectiveFromYear }) => effectiveFromYear <= year) ?? holidayRegimes[0];
  const days = new Set<number>();
  for (const festival of Object.keys(festivalDay) as Festival[]) {
    const { offset, length } = regime.days[festival];
    const first = festivalDay[festival](year) + offset;
    for (let index = 0; index < length; index += 1) days.add(first + index);
  }
  return [...days].sort((a, b) => a - b).map(dateOfDayNumber);
};
