import { getTranslations } from "next-intl/server";
import { type PublicMove, publicMoves } from "#lib/exchange/public";
import { MovePicture } from "#ui/move-picture";
import { Section } from "#ui/section";

/**
 * What an exchange did, by receipt numbers and the opaque labels of places, with the mechanism in plain words. Nothing for
 * other rounds, and only the words before the results are published.
 */
export async function ExchangeMoves({ code, mechanism }: { code: string; mechanism: string }) {
  if (mechanism !== "exchange") return null;
  const t = await getTranslations("exchange.public");
  const moves = await publicMoves(code);
  const staying = moves?.filter(({ kind }) => kind === "stay") ?? [];
  return (
    <>
      <Section look="public" title={t("howTitle")} lead={t("howLead")}>
        <ol className="grid max-w-prose list-decimal gap-2 pl-5">
          {(["ask", "vacant", "tenant", "loop", "own"] as const).map((step) => (
            <li key={step}>{t(`how.${step}`)}</li>
          ))}
        </ol>
      </Section>
      {moves && (
        <Section look="public" id="moves" title={t("movesTitle")} lead={t("movesLead")}>
          <ol className="grid gap-x-10 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
            {moves
              .filter(({ kind }) => kind !== "stay")
              .map((move) => (
                <Move key={move.no} move={move} />
              ))}
          </ol>
          {staying.length > 0 && (
            <div className="grid gap-2">
              <h3 className="font-semibold">{t("staying", { count: staying.length })}</h3>
              <p className="tabular max-w-prose text-muted">
                {staying.flatMap(({ households }) => households.map(({ receiptNo }) => receiptNo)).join(" · ")}
              </p>
            </div>
          )}
        </Section>
      )}
    </>
  );
}

async function Move({ move: { no, kind, places, households, endsInLeft } }: { move: PublicMove }) {
  const t = await getTranslations("exchange.public");
  const homes = places.map((title, index) => {
    const receiptNo = households[index]?.receiptNo;
    const id = String(index);
    return {
      id,
      title,
      detail: receiptNo ?? t(endsInLeft ? "endsInLeft" : "endsHere"),
      look: receiptNo ? ("other" as const) : ("vacant" as const),
    };
  });
  const title = t(kind === "loop" ? "loop" : "chain", { no });
  return (
    <li className="grid content-start gap-3">
      <h3 className="font-semibold">{title}</h3>
      <MovePicture
        kind={kind}
        homes={homes}
        label={t("label", {
          moves: households.map(({ receiptNo, from, to }) => `${receiptNo}: ${from} → ${to}`).join("; "),
        })}
      />
    </li>
  );
}
