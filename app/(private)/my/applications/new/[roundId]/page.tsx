import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { myPage } from "../../../my-page.ts";
import { instantText } from "../../../texts.ts";
import { draftQuery } from "../../draft.ts";
import { ApplySteps } from "./apply-steps.tsx";
import { Offered } from "./offered.tsx";
import { readyToApply } from "./ready.tsx";
import { WishList } from "./wish-list.tsx";
import { wishPage } from "./wish-page.ts";

export default myPage<{ roundId: string }>("application.submit", async ({ actor, params, search }) => {
  const ready = await readyToApply(actor, params.roundId, search);
  if (!ready.ready) return ready.instead;
  const { round, categories, draft, party } = ready;
  const base = `/my/applications/new/${round.id}`;
  // Before live choosing nothing is ranked: the turn is drawn, and the room is chosen in it.
  if (round.mechanism === "live") redirect(`${base}/check?${draftQuery(draft, categories)}`);
  const view = wishPage(base, ready, search);
  const t = await getTranslations("applications.wishes");
  const list = await getTranslations("my.applications");
  const locale = await getLocale();
  const next =
    draft.choices.length > 0 ? (
      <ButtonLink href={`${base}/more?${draftQuery(draft, categories)}`} size="lg" wide>
        {t("next", { count: draft.choices.length })}
      </ButtonLink>
    ) : (
      <p className="text-muted">{t("nextNone")}</p>
    );
  return (
    <div className="mx-auto grid max-w-prose grid-cols-[minmax(0,1fr)] gap-6">
      <ApplySteps current={0} />
      <div>
        <PageHeader
          eyebrow={`${nameIn(locale, round)} · ${list("closes", { date: instantText(locale, round.closesAt) })}`}
          title={t("title")}
          lead={t("lead")}
        />
        {party.size > 1 && <Notice>{t("group", { count: party.size })}</Notice>}
        <Section title={t("mine", { count: draft.choices.length })} id="mine">
          <WishList view={view} />
          {next}
        </Section>
        <Section title={t("offered")} lead={t("offeredLead")} id="offered">
          <Offered view={view} />
          {draft.choices.length > 0 && next}
        </Section>
      </div>
    </div>
  );
});
