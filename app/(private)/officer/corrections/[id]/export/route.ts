import { getTranslations } from "next-intl/server";
import { download } from "#door/download";
import { correctionSheet } from "#lib/corrections/queries";
import { xlsxOf } from "#lib/sheets";

const moves = ["credit", "payout", "charge", "claim", "withheld", "setOff", "cleared"] as const;
/** Columns that stand there only where a scheme carries. */
const carrying = ["kept", "unkept"] as const;

/** Every line of a correction as a spreadsheet: before, after and what it comes to. */
export const GET = download<{ id: string }>("correction.view", async ({ actor, params }) => {
  const t = await getTranslations("corrections.one");
  const { no, lines } = await correctionSheet(actor, params.id);
  const carries = lines.some((line) => line.carriedBeforeFen !== 0 || line.carriedAfterFen !== 0);
  const amounts = carries ? [...moves, ...carrying] : moves;
  const head = [
    ...(["person", "room", "billNo", "month"] as const).map((key) => t(key)),
    ...(["rent", "subsidy", "offset", "surplus"] as const).flatMap((key) => [
      `${t(key)} ${t("before")}`,
      `${t(key)} ${t("after")}`,
    ]),
    ...(carries ? [`${t("carried")} ${t("before")}`, `${t("carried")} ${t("after")}`] : []),
    ...amounts.map((one) => t(`moves.${one}`)),
  ];
  const rows = lines.map((line) => [
    line.personName,
    line.room,
    line.billNo,
    line.month,
    ...[
      line.rentBeforeFen,
      line.rentAfterFen,
      line.subsidyBeforeFen,
      line.subsidyAfterFen,
      line.offsetBeforeFen,
      line.offsetAfterFen,
      line.surplusBeforeFen,
      line.surplusAfterFen,
      ...(carries ? [line.carriedBeforeFen, line.carriedAfterFen] : []),
      ...amounts.map((one) => line.moves[`${one}Fen`] ?? 0),
    ].map((fen) => ({ fen })),
  ]);
  return { name: no, xlsx: await xlsxOf([{ name: no, head, rows }]) };
});
