import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { myTurns } from "#lib/choosing/queries";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/notice";
import { windowText } from "../../choosing-parts.tsx";
import type { Talent } from "../my-page.ts";

/** The person's next turn to choose a room, where there is one. */
export async function TurnNotice({ actor, now }: { actor: Talent; now: Date }) {
  const [turn] = await myTurns(actor, now);
  if (!turn) return null;
  const t = await getTranslations("choosing.home");
  const locale = await getLocale();
  const begun = now >= turn.startsAt;
  return (
    <div className="pb-5">
      <Notice tone={begun ? "green" : "amber"} title={begun ? t("now") : t("soon")}>
        <div className="grid justify-items-start gap-2">
          <p>{t("text", { round: nameIn(locale, turn), window: windowText(locale, turn) })}</p>
          <ButtonLink href={`/my/choosing/${turn.roundId}`}>{begun ? t("open") : t("look")}</ButtonLink>
        </div>
      </Notice>
    </div>
  );
}
