import { useLocale } from "next-intl";
import { dateLocale } from "#ui/day";

const styles = {
  long: { year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" },
  short: { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" },
  seconds: {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  },
  time: { hour: "2-digit", minute: "2-digit" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A moment on the city's clock, 24 hours. `at` a Date or its ISO text. */
export function Instant({ at, look = "long" }: { at: Date | string; look?: keyof typeof styles }) {
  const locale = dateLocale(useLocale());
  const moment = new Date(at);
  const format = new Intl.DateTimeFormat(locale, { ...styles[look], hourCycle: "h23", timeZone: "Asia/Shanghai" });
  return (
    <time dateTime={moment.toISOString()} className="tabular whitespace-nowrap">
      {format.format(moment)}
    </time>
  );
}
