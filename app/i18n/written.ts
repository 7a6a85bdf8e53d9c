import { isDay, isMonth } from "#lib/days";
import type { MessageValues } from "./any-key.ts";

/** Which values hold a month or a day; elsewhere `2026-10` and `2026-11-01` may as well be a round's code. */
const MONTHS = /^(?:month|latest|expected|fromMonth|toMonth)$/;
const DAYS = /^(?:on|since|value|earliest|\w+On)$/;
const CITY = "Asia/Shanghai";

/**
 * The values of a kept or refused thing as its reader writes them: months, days and moments are stored as codes
 * (`2026-10`, `2026-10-31`, `2026-10-31 10:00` on the city's clock, ISO instants) and read as 2026年10月 or October 2026.
 */
export function written<V extends MessageValues | undefined>(locale: string, values: V): V {
  if (!values) return values;
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, writtenValue(locale, key, value)])) as V;
}

function writtenValue(locale: string, key: string, value: string | number | Date): string | number | Date {
  if (typeof value !== "string") return value;
  const moment = momentOf(value);
  if (moment) return format(locale, "moment", moment, CITY);
  if (MONTHS.test(key)) return isMonth(value) ? format(locale, "month", `${value}-01T00:00:00Z`, "UTC") : value;
  if (DAYS.test(key)) return isDay(value) ? format(locale, "day", `${value}T00:00:00Z`, "UTC") : value;
  return value;
}

/** The ISO text of a moment, null for any other text. */
function momentOf(text: string): string | null {
  const [, day = "", rest = ""] = /^(\d{4}-\d{2}-\d{2})( \d{2}:\d{2}|T[\d:.]+Z)$/.exec(text) ?? [];
  if (!isDay(day)) return null;
  return rest.startsWith("T") ? text : `${day}T${rest.trim()}:00+08:00`;
}

const looks = {
  month: { year: "numeric", month: "long" },
  day: { year: "numeric", month: "long", day: "numeric" },
  moment: { year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

function format(locale: string, look: keyof typeof looks, moment: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, { ...looks[look], timeZone }).format(
    new Date(moment),
  );
}
