import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { outcomeFields, textsOf } from "#lib/rounds/forms";
import { previewDraw, type RoundView, roundFor } from "#lib/rounds/queries";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";
import { Stepper } from "#ui/stepper";
import { Done } from "../../../../done.tsx";
import { ProposeDraw, TypeOutcomes } from "../_parts/draw-forms.tsx";
import { DrawDone, DrawProposed, DrawRunning } from "../_parts/draw-under-way.tsx";

const DRAWABLE: readonly RoundView["status"][] = ["frozen", "drawn", "resultsNotice"];

export default page<{ id: string }>("round.proposeDraw", async ({ actor, params, search }) => {
  const t = await getTranslations("operator.rounds");
  const round = await roundFor(actor, params.id);
  const base = `/operator/rounds/${round.id}`;
  const typed = textsOf(search, round.randomnessSources.length);
  const started = outcomeFields.some((field) => search[field] !== undefined);
  const checked = started ? await previewDraw(actor, round.id, typed) : null;
  const proposing = checked?.ok && search.again === undefined;
  const { underWay } = round;
  const done = !underWay && round.status !== "frozen" && !started && search.redo === undefined;
  const current = done ? 4 : underWay?.status === "running" ? 3 : underWay ? 2 : proposing ? 1 : 0;
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
      <Done texts="operator.rounds" notice={search.notice} />
      {!DRAWABLE.includes(round.status) ? (
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
            steps={[
              { label: t("drawPage.stepTyped") },
              { label: t("drawPage.stepPropose") },
              { label: t("drawPage.stepConfirm") },
              { label: t("drawPage.stepRun") },
            ]}
            current={current}
          />
          {underWay?.status === "running" ? (
            <DrawRunning round={round} underWay={underWay} />
          ) : underWay ? (
            <DrawProposed actor={actor} round={round} underWay={underWay} />
          ) : done ? (
            <DrawDone round={round} />
          ) : proposing ? (
            <ProposeDraw round={round} typed={typed} randomness={checked.randomness} />
          ) : (
            <TypeOutcomes round={round} typed={typed} />
          )}
        </div>
      )}
    </div>
  );
});
