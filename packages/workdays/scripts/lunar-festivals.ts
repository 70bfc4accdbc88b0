import { LunarDay, type SolarDay, SolarTerm } from 'tyme4ts';

const firstYear = 2014;
const lastYear = 2099;

const monthAndDay = (day: SolarDay): string =>
  [day.getMonth(), day.getDay()].map((part) => String(part).padStart(2, '0')).join('-');

/** Month and day of each festival that follows moon or sun, by year. */
export const lunarFestivals = (): Readonly<Record<string, Readonly<Record<string, string>>>> => {
  const years: Record<string, Record<string, string>> = {};
  for (let year = firstYear; year <= lastYear; year += 1)
    years[year] = {
      spring: monthAndDay(LunarDay.fromYmd(year, 1, 1).getSolarDay()),
      qingming: monthAndDay(SolarTerm.fromName(year, '清明').getSolarDay()),
      dragonBoat: monthAndDay(LunarDay.fromYmd(year, 5, 5).getSolarDay()),
      midAutumn: monthAndDay(LunarDay.fromYmd(year, 8, 15).getSolarDay()),
    };
  return years;
};
