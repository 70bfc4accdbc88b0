import { LunarDay, type SolarDay, SolarTerm } from 'tyme4ts';
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

const dayOfSolar = (day: SolarDay): number =>
  Date.UTC(day.getYear(), day.getMonth() - 1, day.getDay()) / 86_400_000;

const festivalDay = {
  newYear: (year) => dayNumberOf(`${year}-01-01` as LegalDate),
  spring: (year) => dayOfSolar(LunarDay.fromYmd(year, 1, 1).getSolarDay()),
  qingming: (year) => dayOfSolar(SolarTerm.fromName(year, '清明').getSolarDay()),
  labour: (year) => dayNumberOf(`${year}-05-01` as LegalDate),
  dragonBoat: (year) => dayOfSolar(LunarDay.fromYmd(year, 5, 5).getSolarDay()),
  midAutumn: (year) => dayOfSolar(LunarDay.fromYmd(year, 8, 15).getSolarDay()),
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
