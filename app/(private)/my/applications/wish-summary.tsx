import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { categoryNameIn, type NamedCategory } from "#i18n/names";
import type { WishTerms } from "#lib/applications/rules";
import { Money } from "#ui/money";
import type { SummaryItem } from "#ui/summary-list";

/** The list of choices, best first. */
export function wishesText(choices: readonly (NamedCategory & { id: string })[], locale: string): ReactNode {
  return (
    <ol className="grid list-inside list-decimal gap-0.5">
      {choices.map((category) => (
        <li key={category.id}>{categoryNameIn(locale, category)}</li>
      ))}
    </ol>
  );
}

/** What is wished for besides the list; `changeHref` is the page where it is changed. */
export async function termItems(terms: WishTerms, changeHref?: string): Promise<SummaryItem[]> {
  const t = await getTranslations("applications.terms");
  const { maxNetRentFen, floorWish, anyOther, staysWaiting } = terms;
  const changed = (field: string) => (changeHref ? { changeHref: `${changeHref}#${field}` } : {});
  return [
    {
      label: t("max"),
      value: maxNetRentFen === null ? t("noLimit") : <Money fen={maxNetRentFen} unit="month" />,
      ...changed("maxNetRent"),
    },
    { label: t("floor"), value: t(`floors.${floorWish ?? "any"}`), ...changed("floor") },
    { label: t("anyOther"), value: anyOther ? t("yes") : t("no"), ...changed("anyOther") },
    { label: t("stays"), value: staysWaiting ? t("yes") : t("no"), ...changed("stays") },
  ];
}
