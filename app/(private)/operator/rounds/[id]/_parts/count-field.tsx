"use client";

import { useTyped } from "#ui/form";

/** One of the numbers of a table; `index` is its place among them, by which a refused form finds what was typed. */
export function CountField({ index, now, free, label }: { index: number; now: number; free: number; label: string }) {
  const typed = useTyped("counts");
  return (
    <input
      type="number"
      name="counts"
      min={0}
      max={free}
      defaultValue={typed?.[index] ?? (now || "")}
      placeholder="0"
      aria-label={label}
      className="tabular min-h-11 w-18 rounded-md border border-line-strong bg-surface px-2 text-base placeholder:text-muted hover:border-ink"
    />
  );
}
