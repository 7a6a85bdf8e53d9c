import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { written } from "#i18n/written";
import type { Actor } from "#lib/actor";
import { dayAt } from "#lib/days";
import type { MonthReport } from "#lib/desk/report";
import { figures } from "#lib/desk/rules-figures";
import { SMALLEST_GROUP } from "#lib/desk/rules-net-rent";
import { type Fen, yuanExact } from "#lib/money";
import type { Paper, PaperSection, PaperTable } from "#lib/paper/paper";

/** An amount as papers write it: `1,234,567.00`. */
const yuan = (fen: Fen): string => yuanExact(fen).replace(/\B(?=(\d{3})+(?=\.))/g, ",");
const signed = (fen: Fen): string => (fen > 0 ? `+${yuan(fen)}` : yuan(fen));

/** Sections of Chinese papers are counted so. */
const NUMERALS = "一二三四五六七八九十";

async function words() {
  const locale = await getLocale();
  return {
    locale,
    t: await getTranslations("desk.report"),
    desk: await getTranslations("desk"),
    status: await getTranslations("words.settlementStatus"),
    name: (named: { nameZh: string; nameEn: string } | null) => (named ? nameIn(locale, named) : null),
  };
}
type Words = Awaited<ReturnType<typeof words>>;

/** The month's report in the reader's language. */
export async function reportPaper(actor: Actor, report: MonthReport, now: Date): Promise<Paper> {
  const its = await words();
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

function summarySection({ t, desk }: Words, { summary }: MonthReport): PaperSection {
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
        ...figures.map((one) => row(desk(`figures.${one}`), sums[one], before?.[one] ?? null, yuan)),
      ],
      widths: [3, 2, 2, 2],
      numeric: [1, 2, 3],
    },
  };
}

function classSection({ t, desk, name }: Words, { classes, summary }: MonthReport): PaperSection {
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

function fundSection({ t, name }: Words, { funds, summary }: MonthReport): PaperSection {
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
function budgetSection({ t, name }: Words, { budget }: MonthReport): PaperSection[] {
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

function exceptionSection({ t, desk }: Words, { summary, refused }: MonthReport): PaperSection {
  const { exceptions } = summary;
  const kinds = (["new", "more", "less", "stopped", "gone"] as const).filter((kind) => exceptions[kind] > 0);
  const changes = kinds.map((kind) => desk(`month.exception.${kind}`, { count: exceptions[kind] }));
  return {
    title: t("exceptions"),
    notes: [...(changes.length > 0 ? changes : [t("exceptionsNone")]), t("refused", { count: refused })],
  };
}

function netRentSection({ t, desk, name }: Words, { netRent }: MonthReport): PaperSection {
  const marks = ["rentMean", "q1", "median", "q3"] as const;
  const table: PaperTable = {
    head: [t("class"), t("type"), t("people"), ...marks.map((mark) => t(mark))],
    rows: [
      ...netRent.shown.map(({ class: its, type, spread }) => [
        name(its) ?? desk("noClass"),
        name(type) ?? "",
        String(spread.people),
        ...marks.map((mark) => yuan(spread[`${mark}Fen`])),
      ]),
      ...(netRent.folded
        ? [
            [
              desk("netRent.folded", { least: SMALLEST_GROUP }),
              "",
              String(netRent.folded.people),
              ...marks.map((mark) => yuan(netRent.folded?.[`${mark}Fen`] ?? 0)),
            ],
          ]
        : []),
    ],
    widths: [3, 2, 1, 2, 2, 2, 2],
    numeric: [2, 3, 4, 5, 6],
  };
  return { title: t("netRent"), lead: t("netRentLead", { least: SMALLEST_GROUP }), table };
}

function arrearsSection({ t, locale }: Words, { arrears }: MonthReport): PaperSection {
  return {
    title: t("arrears"),
    lead: t("arrearsLead", { day: written(locale, { on: arrears.on }).on, count: arrears.people }),
    table: {
      head: [t("age"), t("bills"), t("amount")],
      rows: arrears.ages.map((row) => [t(`ages.${row.age}`), String(row.people), yuan(row.amountFen)]),
      total: [t("sum"), String(arrears.people), yuan(arrears.totalFen)],
      widths: [3, 1, 2],
      numeric: [1, 2],
    },
  };
}

function sourceSection({ t, status, name }: Words, { batches, schemes }: MonthReport): PaperSection {
  return {
    title: t("sources"),
    notes: [
      t("books"),
      ...batches.map((batch) =>
        t("batch", {
          sequence: batch.sequence,
          status: status(batch.status),
          checkedBy: batch.checkedBy ?? t("none"),
          approvedBy: batch.approvedBy ?? t("none"),
          hash: batch.contentHash.slice(0, 12),
        }),
      ),
      ...schemes.flatMap((scheme) =>
        scheme.documents.map(({ document, verified }) =>
          t("document", {
            scheme: name(scheme) ?? "",
            version: scheme.version,
            document,
            verified: verified ? t("verified") : t("unverified"),
          }),
        ),
      ),
    ],
  };
}
