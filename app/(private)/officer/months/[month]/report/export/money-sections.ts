import type { MonthReport } from "#lib/desk/report";
import { figuresIn } from "#lib/desk/rules-figures";
import type { PaperSection } from "#lib/paper/paper";
import { type ReportWords, signed, yuan } from "./words.ts";

export function summarySection({ t, desk }: ReportWords, { summary }: MonthReport): PaperSection {
  const { sums, before } = summary;
  const row = (label: string, now: number, then: number | null, text: (value: number) => string) => [
    label,
    text(now),
    then === null ? t("none") : text(then),
    then === null ? t("none") : text === String ? String(now - then) : signed(now - then),
  ];
  return {
    title: t("summary"),
    lead: summary.inBooks ? t("summaryLead") : `${t("summaryLead")}${t("expected")}`,
    table: {
      head: [t("figure"), t("thisMonth"), t("before"), t("change")],
      rows: [
        row(desk("figures.people"), sums.people, before?.people ?? null, String),
        row(desk("figures.granted"), sums.granted, before?.granted ?? null, String),
        ...figuresIn(sums, before).map((one) => row(desk(`figures.${one}`), sums[one], before?.[one] ?? null, yuan)),
      ],
      widths: [3, 2, 2, 2],
      numeric: [1, 2, 3],
    },
  };
}

export function classSection({ t, desk, name }: ReportWords, { classes, summary }: MonthReport): PaperSection {
  const { parts, sums } = summary;
  return {
    title: t("classes"),
    table: {
      head: [t("class"), t("people"), t("granted"), ...parts.map((one) => name(one.part) ?? ""), t("sum")],
      rows: classes.map((row) => [
        name(row.class) ?? desk("noClass"),
        String(row.people),
        String(row.granted),
        ...row.parts.map(yuan),
        yuan(row.subsidyFen),
      ]),
      total: [
        t("sum"),
        String(sums.people),
        String(sums.granted),
        ...parts.map((one) => yuan(one.amountFen)),
        yuan(sums.subsidy),
      ],
      widths: [3, 1, 1, ...parts.map(() => 2), 2],
      numeric: Array.from({ length: parts.length + 3 }, (_, index) => index + 1),
    },
  };
}

export function fundSection({ t, name }: ReportWords, { funds, summary }: MonthReport): PaperSection {
  return {
    title: t("funds"),
    table: {
      head: [t("scheme"), t("fund"), t("share"), t("amount")],
      rows: funds.map((row) => [name(row.scheme) ?? "", name(row.fund) ?? "", `${row.percent}%`, yuan(row.amountFen)]),
      total: [t("sum"), "", "", yuan(summary.sums.subsidy)],
      widths: [4, 3, 1, 2],
      numeric: [2, 3],
    },
  };
}

/** Nothing where no budget was entered for the year. */
export function budgetSection({ t, name }: ReportWords, { budget }: MonthReport): PaperSection[] {
  const kept = budget.funds.filter((fund) => fund.kept);
  if (kept.length === 0) return [];
  return [
    {
      title: t("budget", { year: String(budget.year) }),
      lead: t("budgetLead"),
      table: {
        head: [t("fund"), t("appropriated"), t("committed"), t("spent"), t("available"), t("forecast")],
        rows: kept.map((fund) => [
          name(fund) ?? fund.id,
          yuan(fund.appropriatedFen),
          yuan(fund.committedFen),
          yuan(fund.spentFen),
          yuan(fund.availableFen),
          yuan(fund.forecast.totalFen),
        ]),
        widths: [2, 2, 2, 2, 2, 2],
        numeric: [1, 2, 3, 4, 5],
      },
    },
  ];
}
