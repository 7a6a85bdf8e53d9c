import { nameIn } from "#i18n/names";
import { written } from "#i18n/written";
import type { Actor } from "#lib/actor";
import { dayAt } from "#lib/days";
import type { MonthReport } from "#lib/desk/report";
import type { Paper } from "#lib/paper/paper";
import { budgetSection, classSection, fundSection, summarySection } from "./money-sections.ts";
import { arrearsSection, exceptionSection, netRentSection, sourceSection } from "./people-sections.ts";
import { reportWords } from "./words.ts";

/** Sections of Chinese papers are counted so. */
const NUMERALS = "一二三四五六七八九十";

/** The month's report in the reader's language. */
export async function reportPaper(actor: Actor, report: MonthReport, now: Date): Promise<Paper> {
  const its = await reportWords();
  const { t, locale } = its;
  const complex = nameIn(locale, report.complex);
  const { month, day } = { ...written(locale, { month: report.month }), day: written(locale, { on: dayAt(now) }).on };
  return {
    title: t("title", { complex }),
    subtitle: t("subtitle", { month, day, by: actor.name ?? "" }),
    lang: locale,
    author: complex,
    createdAt: now,
    sections: [
      summarySection(its, report),
      classSection(its, report),
      fundSection(its, report),
      ...budgetSection(its, report),
      exceptionSection(its, report),
      netRentSection(its, report),
      arrearsSection(its, report),
      sourceSection(its, report),
    ].map((section, index) => ({
      ...section,
      title: t("numbered", {
        number: locale === "en" ? String(index + 1) : (NUMERALS[index] ?? String(index + 1)),
        title: section.title,
      }),
    })),
    signatures: (["maker", "checker", "approver", "date"] as const).map((key) => t(`signatures.${key}`)),
    foot: t("foot", { complex, month }),
    pageOf: (page, pages) => t("page", { page, pages }),
  };
}
