"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

const MINUTE = 60_000;
const AGAIN_MS = 10_000;

/** 还剩 2 天 3 小时, in its largest one or two units; goes on by itself, and without scripts stays as the page was made. */
export function TimeLeft({ until, now }: { /** ms since 1970, both */ until: number; now: number }) {
  const t = useTranslations("ui.timeLeft");
  const [at, setAt] = useState(now);
  useEffect(() => {
    // The server's clock counts: the browser's only says how much time has passed since.
    const began = Date.now();
    const timer = setInterval(() => setAt(now + Date.now() - began), AGAIN_MS);
    return () => clearInterval(timer);
  }, [now]);
  const left = Math.ceil((until - at) / MINUTE);
  if (left <= 0) return <span className="font-medium text-red-700">{t("over")}</span>;
  const [days, hours, minutes] = [Math.floor(left / 1440), Math.floor((left % 1440) / 60), left % 60];
  const parts = [
    days > 0 && t("days", { count: days }),
    hours > 0 && t("hours", { count: hours }),
    days === 0 && t("minutes", { count: minutes }),
  ];
  return <span className="font-medium">{t("left", { time: parts.filter(Boolean).join(" ") })}</span>;
}
