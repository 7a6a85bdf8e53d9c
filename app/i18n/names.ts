import type { Locale } from "./locales.ts";
import { messagesOf } from "./messages.ts";

/** The name of a row in the reader's language; data carries both. */
export const nameIn = (locale: string, row: { nameZh: string; nameEn: string }): string =>
  locale === "en" ? row.nameEn : row.nameZh;

export type NamedCategory = {
  buildingZh: string;
  buildingEn: string;
  typeZh: string;
  typeEn: string;
  byBed: boolean;
  gender: "female" | "male" | null;
};

/** What can be ranked in a round, as people call it: building, room type, and for whom where it is let by the bed. */
export function categoryNameIn(locale: string, category: NamedCategory): string {
  const { buildingZh, buildingEn, typeZh, typeEn, byBed, gender } = category;
  const name = locale === "en" ? `${buildingEn} · ${typeEn}` : `${buildingZh} · ${typeZh}`;
  if (!byBed || gender === null) return name;
  return `${name} · ${messagesOf(locale as Locale).words.placeModes[gender]}`;
}
