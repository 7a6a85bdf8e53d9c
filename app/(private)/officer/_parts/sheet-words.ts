import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import type { Figure, Named } from "#lib/desk/rules-figures";

/** What every sheet is written with: names in the reader's language, and this moment. */
export async function sheetWords() {
  const locale = await getLocale();
  const t = await getTranslations("desk");
  return {
    t: await getTranslations("desk.sheet"),
    figure: await getTranslations("desk.figures"),
    given: { name: (named: Named) => nameIn(locale, named), noClass: t("noClass"), now: new Date() },
  };
}

/** The columns of single lines, with one for each part and figure. */
export function lineHead(
  { t, figure }: Awaited<ReturnType<typeof sheetWords>>,
  { parts, figures }: { parts: readonly string[]; figures: readonly Figure[] },
): string[] {
  return [
    ...(["billNo", "building", "room", "type", "person", "class"] as const).map((key) => t(key)),
    figure("rent"),
    ...parts,
    ...figures.map((key) => figure(key)),
  ];
}
