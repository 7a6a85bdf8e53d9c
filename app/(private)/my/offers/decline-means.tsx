import { getTranslations } from "next-intl/server";
import type { OfferDetail } from "#lib/offers/queries";

/** What declining, or letting the time run out, comes to by this round's rule. */
export async function DeclineMeans({ offer }: { offer: OfferDetail }) {
  const t = await getTranslations("waiting.offer");
  const { refusalsLeft, otherWaits: waits, round } = offer;
  const last = round.terms.refusalsOut === 1 ? "lastRefusal" : "endOfRefusals";
  return (
    <div className="grid gap-0.5 rounded-lg bg-sunken px-4 py-3">
      <p className="font-medium">{t("declineMeans")}</p>
      <p>{refusalsLeft > 0 ? t("refusalsLeft", { count: refusalsLeft, waits }) : t(last, { waits })}</p>
    </div>
  );
}
