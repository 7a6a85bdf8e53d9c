import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { roundFor } from "#lib/rounds/queries";
import { unitChoiceFor } from "#lib/rounds/tables";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";
import { TabsNav } from "#ui/tabs-nav";
import { UnitCounts } from "../_parts/unit-counts.tsx";
import { UnitList } from "../_parts/unit-list.tsx";

export default page<{ id: string }>("round.setPlaces", async ({ actor, params, search }) => {
  const t = await getTranslations("operator.rounds");
  const round = await roundFor(actor, params.id);
  const choice = await unitChoiceFor(actor, round.id);
  const base = `/operator/rounds/${round.id}`;
  const list = search.by === "list";
  const closed = round.status !== "draft";
  return (
    <>
      <PageHeader
        look="desk"
        title={t("units.title")}
        lead={t("units.lead")}
        breadcrumbs={[
          { label: t("title"), href: "/operator/rounds" },
          { label: round.code, href: base },
        ]}
      />
      {closed || choice.free.length === 0 ? (
        <EmptyState
          title={t("units.none")}
          action={
            <ButtonLink href={base} tone="quiet">
              {t("drawPage.toRound")}
            </ButtonLink>
          }
        >
          {t("units.noneText")}
        </EmptyState>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          <TabsNav
            label={t("units.tabs.label")}
            tabs={[
              { href: `${base}/units`, label: t("units.tabs.counts"), current: !list },
              { href: `${base}/units?by=list`, label: t("units.tabs.list"), current: list },
            ]}
          />
          <p className="text-muted">{t("units.chosen", { count: choice.chosen.size })}</p>
          {list ? <UnitList roundId={round.id} choice={choice} /> : <UnitCounts roundId={round.id} choice={choice} />}
        </div>
      )}
    </>
  );
});
