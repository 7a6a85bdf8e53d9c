import { download } from "#door/download";
import { settlementExport } from "#lib/desk/exports";
import { xlsxOf } from "#lib/sheets";
import { lineHead, sheetWords } from "../../../_parts/sheet-words.ts";

/** The lines of a batch, all of them, as a spreadsheet. */
export const GET = download<{ id: string }>("settlement.view", async ({ actor, params }) => {
  const words = await sheetWords();
  const { month, sequence, rows, ...columns } = await settlementExport(actor, params.id, words.given);
  const sheet = { name: words.t("tabs.settlement"), head: lineHead(words, columns), rows };
  return { name: words.t("names.settlement", { month, sequence }), xlsx: await xlsxOf([sheet]) };
});
