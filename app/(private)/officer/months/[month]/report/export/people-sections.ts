import { written } from "#i18n/written";
import type { MonthReport } from "#lib/desk/report";
import { SMALLEST_GROUP } from "#lib/desk/rules-net-rent";
import type { PaperSection, PaperTable } from "#lib/paper/paper";
import { type ReportWords, signed, yuan } from "./words.ts";

export function exceptionSection({ t, desk }: ReportWords, { summary, refused }: MonthReport): PaperSection {
  const { exceptions, corrected } = summary;
  const kinds = (["new", "more", "less", "stopped", "gone"] as const).filter((kind) => exceptions[kind] > 0);
  const changes = kinds.map((kind) => desk(`month.exception.${kind}`, { count: exceptions[kind] }));
  return {
    title: t("exceptions"),
    notes: [
      ...(changes.length > 0 ? changes : [t("exceptionsNone")]),
      t("refused", { count: refused }),
      ...(corrected.lines > 0
        ? [
            t("corrected", {
              count: corrected.lines,
              amount: signed(corrected.subsidyFen),
              rent: signed(corrected.rentFen),
            }),
          ]
        : []),
    ],
  };
}

export function netRentSection({ t, desk, name }: ReportWords, { netRent }: MonthReport): PaperSection {
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

export function arrearsSection({ t, locale }: ReportWords, { arrears }: MonthReport): PaperSection {
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

export function sourceSection({ t, status, name }: ReportWords, { batches, schemes }: MonthReport): PaperSection {
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
