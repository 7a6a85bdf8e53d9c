import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { placesText } from "#lib/exchange/forms";
import { checkExchange, exchangeFor, placesToAsk } from "#lib/exchange/queries";
import { parseYuan } from "#lib/money";
import { ButtonLink } from "#ui/button";
import { Form, FormCheckbox } from "#ui/form";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { myPage } from "../../../my-page.ts";
import { dayText } from "../../../texts.ts";
import { submitExchangeAction } from "../../actions.ts";
import { chooseHref, readDraft } from "../../draft.ts";
import { placeNames } from "../../place-text.ts";

export default myPage<{ roundId: string }>("exchange.submit", async ({ actor, params, search }) => {
  const { roundId } = params;
  const draft = readDraft(search) ?? { places: [], max: "" };
  const change = chooseHref(roundId, draft);
  const wishes = { roundId, choices: draft.places, maxNetRentFen: draft.max ? parseYuan(draft.max) : null };
  const decision = await checkExchange(actor, wishes);
  // An address that somebody changed, or a round that has just closed: the page before says what is wrong.
  if (!decision.ok) redirect(change);
  const { round, home } = await exchangeFor(actor, roundId);
  const { chosen } = await placesToAsk(actor, roundId, draft.places, {});
  const t = await getTranslations("exchange.check");
  const words = await getTranslations("words");
  const locale = await getLocale();
  const { room, type } = await placeNames();
  const others = (home?.tenants ?? []).filter(({ personId }) => personId !== actor.personId).map(({ name }) => name);
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader title={t("title")} lead={t("lead")} breadcrumbs={[{ label: t("back"), href: change }]} />
      {decision.outcome === "unchanged" && <Notice>{t("unchanged")}</Notice>}
      <Section title={t("list")}>
        <ol className="divide-y divide-line border-line border-y">
          {chosen.map((place, index) => (
            <li key={place.id} className="flex items-baseline gap-3 py-2.5">
              <span className="tabular w-6 shrink-0 text-muted">{index + 1}</span>
              <span className="min-w-0 grow">
                {room(place)} <span className="text-muted text-sm">{type(place)}</span>
              </span>
              <Money fen={place.netFen} size="sm" unit="month" />
            </li>
          ))}
          {home && (
            <li className="flex items-baseline gap-3 py-2.5">
              <span className="tabular w-6 shrink-0 text-muted">{chosen.length + 1}</span>
              <span className="min-w-0 grow">
                {room(home)} <span className="text-muted text-sm">{t("own")}</span>
              </span>
              <Money fen={home.netFen} size="sm" unit="month" />
            </li>
          )}
        </ol>
        {draft.max && <p>{t("max", { amount: draft.max })}</p>}
        {others.length > 0 && <Notice>{t("others", { names: others.join(words("listSeparator")) })}</Notice>}
      </Section>
      <Section title={t("declarationTitle")}>
        <ul className="grid list-disc gap-2 pl-5">
          <li>{t("binds", { date: dayText(locale, round.moveInOn) })}</li>
          <li>{t("money")}</li>
          <li>{t("registration")}</li>
        </ul>
        <Form
          action={submitExchangeAction}
          hidden={{ roundId, places: placesText(draft.places), maxNetRent: draft.max || undefined }}
        >
          <FormCheckbox name="declaration" value="yes" label={t("declaration")} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton size="lg" wide>
              {t("send")}
            </SubmitButton>
            <ButtonLink href={change} tone="quiet" size="lg" wide>
              {t("change")}
            </ButtonLink>
          </div>
        </Form>
      </Section>
    </div>
  );
});
