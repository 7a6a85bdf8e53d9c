import { useLocale } from "next-intl";
import type { Day as DayText } from "#lib/days";

const styles = {
  /** 2026年3月1日 · 1 March 2026 */
  long: { year: "numeric", month: "long", day: "numeric" },
  /** 3月1日周日 · Sun, 1 Mar */
  short: { month: "short", day: "numeric", weekday: "short" },
  /** 2026/03/01 · 01/03/2026: tables */
  numeric: { year: "numeric", month: "2-digit", day: "2-digit" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** English dates are written day first, as the country's English papers do. */
export const dateLocale = (locale: string): string => (locale === "en" ? "en-GB" : locale);

/** A calendar day (`YYYY-MM-DD`), the same wherever the reader is. */
export function Day({ on, look = "long" }: { on: DayText; look?: keyof typeof styles }) {
  const format = new Intl.DateTimeFormat(dateLocale(useLocale()), { ...styles[look], timeZone: "UTC" });
  return (
    <time dateTime={on} className="tabular whitespace-nowrap">
      {format.format(new Date(`${on}T00:00:00Z`))}
    </time>
  );
}
