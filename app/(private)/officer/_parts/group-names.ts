import { nameIn } from "#i18n/names";
import type { Dimension, MonthRow } from "#lib/desk/rules-figures";

type Words = { sequence: (sequence: number) => string; noDecision: string; noClass: string };

/** What a group of rows is called in the reader's language, by one of its rows. */
export function groupName(locale: string, dimension: Dimension, row: MonthRow, words: Words): string {
  const { decision } = row;
  if (dimension === "type") return nameIn(locale, row.roomType);
  if (dimension === "building") return nameIn(locale, row.building);
  if (dimension === "batch") return decision ? words.sequence(decision.sequence) : words.noDecision;
  return decision?.class ? nameIn(locale, decision.class) : words.noClass;
}
