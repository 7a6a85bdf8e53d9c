import { getTranslations } from "next-intl/server";
import { download } from "#door/download";
import { isMonth } from "#lib/days";
import { netRentExport } from "#lib/desk/exports";
import { SMALLEST_GROUP } from "#lib/desk/rules-net-rent";
import { NotFound } from "#lib/errors";
import { xlsxOf } from "#lib/sheets";
import { sheetWords } from "../../_parts/sheet-words.ts";

/** Net rents for outside the office: groups of few people are folded. */
export const GET = download("figures.view", async ({ actor, search }) => {
  const month = search.get("month") ?? "";
  if (!isMonth(month)) throw new NotFound();
  const { t, given } = await sheetWords();
  const marks = await getTranslations("desk.netRent");
  const folded = marks("folded", { least: SMALLEST_GROUP });
  const rows = await netRentExport(actor, month, { ...given, folded });
  const head = [
    ...(["class", "type", "people", "rentMean", "low", "q1", "median", "q3", "high", "mean"] as const).map((key) =>
      marks(key),
    ),
  ];
  return {
    name: t("names.netRent", { month }),
    xlsx: await xlsxOf([{ name: t("tabs.netRent"), head, rows, widths: [24, 14] }]),
  };
});
