import { getTranslations } from "next-intl/server";
import { download } from "#door/download";
import { correctionSheet } from "#lib/corrections/queries";
import { xlsxOf } from "#lib/sheets";

const moves = ["credit", "payout", "charge", "claim", "withheld", "setOff", "cleared"] as const;

/** Every line of a correction as a spreadsheet: before, after and what it comes to. */
export const GET = download<{ id: string }>("correction.view", async ({ actor, params }) => {
  const t = await getTranslations("corrections.one");
  const { no, lines } = await correctionSheet(actor, params.id);
  const head = [
    ...(["person", "room", "billNo", "month"] as const).map((key) => t(key)),
    ...(["rent", "subsidy", "offset", "surplus"] as const).flatMap((key) => [
      `${t(key)} ${t("before")}`,
      `${t(key)} ${t("after")}`,
    ]),
    ...moves.map((one) => t(`moves.${one}`)),
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
      ...moves.map((one) => line.moves[`${one}Fen`] ?? 0),
    ].map((fen) => ({ fen })),
  ]);
  return { name: no, xlsx: await xlsxOf([{ name: no, head, rows }]) };
});
