import { useLocale } from "next-intl";
import type { Month } from "#lib/days";
import { dateLocale } from "#ui/day";

/** A calendar month (`YYYY-MM`): 2026年3月 · March 2026. */
export function MonthText({ month }: { month: Month }) {
  const format = new Intl.DateTimeFormat(dateLocale(useLocale()), { year: "numeric", month: "long", timeZone: "UTC" });
  return (
    <time dateTime={month} className="tabular whitespace-nowrap">
      {format.format(new Date(`${month}-01T00:00:00Z`))}
    </time>
  );
}
