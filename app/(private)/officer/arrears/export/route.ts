import { download } from "#door/download";
import { dayAt } from "#lib/days";
import { arrearsExport } from "#lib/desk/exports";
import { xlsxOf } from "#lib/sheets";
import { sheetWords } from "../../_parts/sheet-words.ts";

/** Who is behind today, by age, as a spreadsheet. */
export const GET = download("bill.list", async ({ actor }) => {
  const { t, given } = await sheetWords();
  const rows = await arrearsExport(actor, given);
  const head = (
    ["person", "leaseNo", "room", "bills", "since", "to30", "to60", "to90", "over90", "total"] as const
  ).map((key) => t(key));
  return {
    name: t("names.arrears", { day: dayAt(given.now) }),
    xlsx: await xlsxOf([{ name: t("tabs.arrears"), head, rows }]),
  };
});
