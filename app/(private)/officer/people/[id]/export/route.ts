import { getTranslations } from "next-intl/server";
import { download } from "#door/download";
import { textOf } from "#i18n/any-key";
import { statementExport } from "#lib/desk/person";
import { xlsxOf } from "#lib/sheets";
import { sheetWords } from "../../../_parts/sheet-words.ts";

/** One resident's money, move by move, as a spreadsheet. */
export const GET = download<{ id: string }>("resident.view", async ({ actor, params }) => {
  const { t, given } = await sheetWords();
  const kinds = await getTranslations("my.money.kinds");
  const { personName, moves } = await statementExport(actor, params.id, given);
  const carries = moves.some((move) => move.carriedFen !== 0);
  const columns = ["date", "kind", "month", "owed", "credit", "surplus", ...(carries ? ["carried"] : []), "balance"];
  const head = (columns as ("date" | "carried")[]).map((key) => t(key));
  const rows = moves.map((move) => [
    move.on,
    textOf(kinds, move.kind, { month: move.month }),
    move.month,
    { fen: move.owedFen },
    { fen: move.creditFen },
    { fen: move.surplusFen },
    ...(carries ? [{ fen: move.carriedFen }] : []),
    { fen: move.balanceFen },
  ]);
  return {
    name: t("names.statement", { person: personName }),
    xlsx: await xlsxOf([{ name: t("tabs.statement"), head, rows, widths: [12, 14, 10, 14, 14, 14, 14] }]),
  };
});
