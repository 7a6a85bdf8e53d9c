"use client";

import { useTyped } from "#ui/form";

/** One rank of the list; `index` is its place among them, by which a refused form finds what was typed. */
export function RankField({ index, label }: { index: number; label: string }) {
  const typed = useTyped("ranks");
  return (
    <input
      id={index === 0 ? "ranks" : undefined}
      type="text"
      inputMode="numeric"
      name="ranks"
      defaultValue={typed?.[index] ?? ""}
      aria-label={label}
      autoComplete="off"
      className="tabular min-h-11 w-16 rounded-md border border-line-strong bg-surface px-2 text-base hover:border-ink"
    />
  );
}
