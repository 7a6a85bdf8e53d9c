import { invariant } from "./errors.ts";

/** A calendar day in the city, `YYYY-MM-DD`. */
export type Day = string;
/** A calendar month in the city, `YYYY-MM`. */
export type Month = string;

const CITY_OFFSET_MS = 8 * 3600_000; // China has one zone and no summer time since 1991 (tz database, Asia/Shanghai).
const DAY_MS = 86_400_000;

export const isDay = (text: string): text is Day => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(`${match[1]}-${match[2]}`);
};

export const isMonth = (text: string): text is Month => /^(?:19|[2-9]\d)\d{2}-(?:0[1-9]|1[0-2])$/.test(text);

/** The day it is in the city at this instant. */
export const dayAt = (instant: Date): Day => new Date(instant.getTime() + CITY_OFFSET_MS).toISOString().slice(0, 10);

/** Day and time in the city, `YYYY-MM-DD HH:MM`: reads the same in every language. */
export const cityTime = (instant: Date): string =>
  new Date(instant.getTime() + CITY_OFFSET_MS).toISOString().slice(0, 16).replace("T", " ");

/** The instant at which the day begins in the city, plus `hours`. */
export const instantOn = (day: Day, hours = 0): Date =>
  new Date(Date.parse(`${day}T00:00:00Z`) - CITY_OFFSET_MS + hours * 3600_000);

export const monthOf = (day: Day): Month => day.slice(0, 7);
export const firstDay = (month: Month): Day => `${month}-01`;
export const lastDay = (month: Month): Day => `${month}-${String(daysInMonth(month)).padStart(2, "0")}`;

export function daysInMonth(month: Month): number {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}

export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Whole days from `from` to `to`; negative when `to` lies before. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

export function addMonths(month: Month, months: number): Month {
  invariant(isMonth(month), `not a month: ${month}`);
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}`;
}

/** Months from `from` to `to`; negative when `to` lies before. */
export const monthsBetween = (from: Month, to: Month): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));

/** Adds whole months to a day; a day the target month lacks becomes its last one. */
export function addMonthsToDay(day: Day, months: number): Day {
  const month = addMonths(monthOf(day), months);
  const end = lastDay(month);
  const wanted = `${month}-${day.slice(8, 10)}`;
  return wanted > end ? end : wanted;
}

/** Completed years of life on a day (周岁): a birthday counts from its own day on; 29 February counts from 1 March. */
export function ageOn(birthDate: Day, on: Day): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
