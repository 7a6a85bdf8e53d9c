import type { Month } from "#lib/days";
import type { LinesAsk } from "#lib/desk/figures";

/** The address of the rows behind a figure. */
export function linesHref(month: Month, ask: LinesAsk): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(ask)) if (value) query.set(key, String(value === true ? 1 : value));
  const text = query.toString();
  return `/officer/months/${month}/lines${text ? `?${text}` : ""}`;
}
