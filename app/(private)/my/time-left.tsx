import { useTranslations } from "next-intl";
import { timeLeft } from "./texts.ts";

/** 还剩 2 天 3 小时: as of the moment the page was made. */
export function TimeLeft({ until, now }: { until: Date; now: Date }) {
  const t = useTranslations("my.offer");
  const left = timeLeft(until, now);
  if (!left) return <span className="font-medium text-red-700">{t("over")}</span>;
  const { days, hours, minutes } = left;
  const parts = [
    days > 0 && t("days", { count: days }),
    hours > 0 && t("hours", { count: hours }),
    days === 0 && t("minutes", { count: minutes }),
  ];
  return <span className="font-medium">{t("left", { time: parts.filter(Boolean).join(" ") })}</span>;
}
