import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { outcomeFields, textsOf } from "#lib/rounds/forms";
import { previewDraw, roundFor } from "#lib/rounds/queries";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";
import { Stepper } from "#ui/stepper";
import { ConfirmDraw, TypeOutcomes } from "../_parts/draw-forms.tsx";

export default page<{ id: string }>("round.draw", async ({ actor, params, search }) => {
  const t = await getTranslations("operator.rounds");
  const round = await roundFor(actor, params.id);
  const base = `/operator/rounds/${round.id}`;
  const typed = textsOf(search, round.randomnessSources.length);
  const started = outcomeFields.some((field) => search[field] !== undefined);
  const checked = started ? await previewDraw(actor, round.id, typed) : null;
  const confirming = checked?.ok && search.again === undefined;
  return (
    <div className="max-w-prose">
      <PageHeader
        look="desk"
        title={t("drawPage.title")}
        lead={t("drawPage.lead")}
        breadcrumbs={[
          { label: t("title"), href: "/operator/rounds" },
          { label: round.code, href: base },
        ]}
      />
      {round.status !== "frozen" ? (
        <EmptyState
          title={t("drawPage.notNow")}
          action={
            <ButtonLink href={base} tone="quiet">
              {t("drawPage.toRound")}
            </ButtonLink>
          }
        >
          {t("drawPage.notNowText")}
        </EmptyState>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
          <Stepper
            label={t("drawPage.title")}
            steps={[{ label: t("drawPage.stepTyped") }, { label: t("drawPage.stepConfirm") }]}
            current={confirming ? 1 : 0}
          />
          {confirming ? (
            <ConfirmDraw round={round} typed={typed} randomness={checked.randomness} />
          ) : (
            <TypeOutcomes round={round} typed={typed} />
          )}
        </div>
      )}
    </div>
  );
});
