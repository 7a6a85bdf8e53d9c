"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

const twoDigits = (count: number): string => String(count).padStart(2, "0");

function clockText(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const rest = `${twoDigits(minutes)}:${twoDigits(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/**
 * Counts down to an instant of the server: `now` is when the page was made, so a wrong clock in the browser does no harm.
 * At nought it asks for the page anew. Without scripts it stands at what was left then, beside the time itself.
 */
export function Countdown({ until, now, label }: { until: string; now: string; label: string }) {
  const router = useRouter();
  const left = Math.max(0, Math.ceil((Date.parse(until) - Date.parse(now)) / 1000));
  const [gone, setGone] = useState(0);
  useEffect(() => {
    const began = performance.now();
    setGone(0);
    const timer = setInterval(() => {
      const seconds = Math.floor((performance.now() - began) / 1000);
      setGone(Math.min(seconds, left));
      if (seconds < left) return;
      clearInterval(timer);
      router.refresh();
    }, 250);
    return () => clearInterval(timer);
  }, [left, router]);
  return (
    <span role="timer" aria-label={label} className="tabular font-semibold">
      {clockText(Math.max(0, left - gone))}
    </span>
  );
}
