import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { placesText } from "#lib/exchange/forms";
import { exchangeFor, placesToAsk } from "#lib/exchange/queries";
import { Form, FormText } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { myPage } from "../../../my-page.ts";
import { chooseExchangeAction } from "../../actions.ts";
import { type Draft, readDraft } from "../../draft.ts";
import { Chosen } from "./chosen.tsx";
import { Places } from "./places.tsx";

export default myPage<{ roundId: string }>("exchange.submit", async ({ actor, params, search }) => {
  const { round, possible, home } = await exchangeFor(actor, params.roundId);
  if (!possible.ok || !home) redirect(`/my/exchange/${round.id}`);
  const draft: Draft = readDraft(search) ?? { places: [], max: "" };
  const { building, type, floor, vacant, page } = search;
  const asked = { building, type, floor, vacant: vacant === "yes", page: Number(page) || 1 };
  const places = await placesToAsk(actor, round.id, draft.places, asked);
  const kept = { ...draft, places: places.chosen.map(({ id }) => id) };
  const t = await getTranslations("exchange.choose");
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        breadcrumbs={[{ label: t("back"), href: `/my/exchange/${round.id}` }]}
      />
      <Section id="list" title={t("listTitle")} lead={t("listLead")}>
        <Chosen roundId={round.id} draft={kept} chosen={places.chosen} home={home} search={search} />
        <Form action={chooseExchangeAction} hidden={{ roundId: round.id, places: placesText(kept.places) }}>
          <FormText
            name="maxNetRent"
            label={t(home.size > 1 ? "maxTogether" : "max")}
            hint={t("maxHint")}
            optional
            inputMode="decimal"
            width="sm"
            suffix={t("yuan")}
            defaultValue={draft.max}
          />
          <SubmitButton size="lg" wide>
            {t("next")}
          </SubmitButton>
        </Form>
      </Section>
      <Places roundId={round.id} draft={kept} places={places} search={search} />
    </div>
  );
});
