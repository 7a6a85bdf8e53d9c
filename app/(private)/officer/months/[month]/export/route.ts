import { download } from "#door/download";
import { monthExport } from "#lib/desk/exports";
import { xlsxOf } from "#lib/sheets";
import { lineHead, sheetWords } from "../../../_parts/sheet-words.ts";

/** A month as a workbook: the summary, its splits, and every line. */
export const GET = download<{ month: string }>("figures.view", async ({ actor, params }) => {
  const words = await sheetWords();
  const { t, figure, given } = words;
  const month = await monthExport(actor, params.month, given);
  const groupHead = (name: "class" | "type" | "building") => [
    t(name),
    t("people"),
    t("granted"),
    ...month.figures.map((one) => figure(one)),
  ];
  const xlsx = await xlsxOf([
    {
      name: t("tabs.summary"),
      head: [t("figure"), t("thisMonth"), t("before")],
      rows: [[t("people"), ...month.people], ...month.sums.map((row) => [figure(row.figure), ...row.cells])],
      widths: [20, 16, 16],
    },
    { name: t("tabs.class"), head: groupHead("class"), rows: month.class },
    { name: t("tabs.type"), head: groupHead("type"), rows: month.type },
    { name: t("tabs.building"), head: groupHead("building"), rows: month.building },
    {
      name: t("tabs.parts"),
      head: [t("scheme"), t("part"), t("people"), t("amount")],
      rows: month.parts,
      widths: [36, 20, 10, 16],
    },
    { name: t("tabs.lines"), head: lineHead(words, month.lines), rows: month.lines.rows },
  ]);
  return { name: t("names.month", { month: params.month }), xlsx };
});
