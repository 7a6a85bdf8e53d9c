import { getLocale, getTranslations } from "next-intl/server";
import type { ChoosingView } from "#lib/choosing/queries";
import { Countdown } from "#ui/countdown";
import { Form, FormCheckbox } from "#ui/form";
import { type NetRent, NetRentLine } from "#ui/net-rent-line";
import { SubmitButton } from "#ui/submit-button";
import { placeText } from "../../../choosing-parts.tsx";
import { instantText } from "../../texts.ts";
import { letGoAction, takeAction } from "../actions.ts";

type Props = { view: ChoosingView; hold: NonNullable<ChoosingView["hold"]>; net: NetRent | undefined; now: Date };

/** The held room with its price and the time it is kept for: to be confirmed, or let go again. */
export async function Held({ view, hold, net, now }: Props) {
  const t = await getTranslations("choosing.hold");
  const locale = await getLocale();
  const { round, group } = view;
  return (
    <section className="grid gap-4 rounded-lg border-2 border-amber-700 bg-surface p-4 sm:p-6">
      <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <div>
          <p className="text-amber-700 text-sm">{t("title")}</p>
          <h2 className="text-lg">{await placeText(locale, hold)}</h2>
        </div>
        <p className="text-amber-700">
          {t("left")} <Countdown until={hold.heldUntil.toISOString()} now={now.toISOString()} label={t("left")} />
        </p>
      </header>
      <p>{t("until", { until: instantText(locale, hold.heldUntil) })}</p>
      {net && <NetRentLine net={net} label={t("net")} />}
      {group > 1 && <p className="text-muted text-sm">{t("share", { count: group })}</p>}
      <Form action={takeAction} hidden={{ roundId: round.id, place: hold.id }} className="grid gap-4">
        <FormCheckbox name="authorised" label={t("authorise")} hint={t("authoriseHint")} defaultChecked />
        <p className="text-muted text-sm">{t("confirmText")}</p>
        <SubmitButton size="lg" wide>
          {t("confirm")}
        </SubmitButton>
      </Form>
      <Form action={letGoAction} hidden={{ roundId: round.id }}>
        <SubmitButton tone="quiet" wide>
          {t("letGo")}
        </SubmitButton>
      </Form>
    </section>
  );
}
