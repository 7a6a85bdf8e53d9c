import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { nameIn } from "#i18n/names";
import { mayEver } from "#lib/authorize";
import { type RoundView, roundFor } from "#lib/rounds/queries";
import { roundStatuses } from "#lib/rounds/rules";
import { ButtonLink } from "#ui/button";
import { KeyFigures } from "#ui/key-figure";
import { PageHeader } from "#ui/page-header";
import { StatusBadge } from "#ui/status-badge";
import { Stepper } from "#ui/stepper";
import { TabsNav } from "#ui/tabs-nav";
import { Done } from "../../../done.tsx";
import { Applications } from "./_parts/applications.tsx";
import { NextStep } from "./_parts/next-step.tsx";
import { Objections } from "./_parts/objections.tsx";
import { Offers } from "./_parts/offers.tsx";
import { Overview } from "./_parts/overview.tsx";
import { Results } from "./_parts/results.tsx";
import { BoardLink } from "./choosing/board-link.tsx";

const views = ["overview", "applications", "objections", "results", "offers"] as const;

export default page<{ id: string }>("round.view", async ({ actor, params, search }) => {
  const t = await getTranslations("operator.rounds");
  const round = await roundFor(actor, params.id);
  const view = views.find((one) => one === search.view) ?? "overview";
  const steps = roundStatuses.map((status) => ({ label: t(`steps.${status}`) }));
  const finished = round.status === "finished";
  const counts = {
    overview: undefined,
    applications: round.submitted + round.withdrawn + round.excluded,
    objections: round.objections,
    ...resultCounts(round),
  };
  const table = { actor, round, page: Number(search.page) || 1, query: search.query ?? "" };
  const now = new Date();
  return (
    <>
      <PageHeader
        look="desk"
        title={nameIn(await getLocale(), round)}
        eyebrow={round.code}
        status={<StatusBadge kind="round" status={round.status} />}
        breadcrumbs={[{ label: t("title"), href: "/operator/rounds" }]}
        actions={<OwnPages round={round} />}
      />
      <Done texts="operator.rounds" notice={search.notice} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
        <Stepper
          steps={steps}
          current={finished ? steps.length : roundStatuses.indexOf(round.status)}
          label={t("steps.label")}
        />
        <NextStep round={round} mayAct={mayEver(actor, "round.announce")} now={now} asked={search.step} />
        <Figures round={round} />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          <TabsNav
            label={t("tabs.label")}
            tabs={views.map((one) => ({
              href: `/operator/rounds/${round.id}?view=${one}`,
              label: t(`tabs.${one}`),
              count: counts[one],
              current: one === view,
            }))}
          />
          {view === "overview" && <Overview round={round} />}
          {view === "applications" && <Applications {...table} />}
          {view === "objections" && <Objections actor={actor} round={round} now={now} />}
          {view === "results" && <Results {...table} />}
          {view === "offers" && <ToWaiting roundId={round.id} />}
          {view === "offers" && <Offers actor={actor} round={round} />}
        </div>
      </div>
    </>
  );
});

async function ToWaiting({ roundId }: { roundId: string }) {
  const t = await getTranslations("waiting.desk");
  return (
    <div>
      <ButtonLink href={`/operator/rounds/${roundId}/waiting`} tone="link">
        {t("open")}
      </ButtonLink>
    </div>
  );
}

function resultCounts({ offers, draw, rosterCount }: RoundView) {
  const made = Object.values(offers).reduce((sum, count) => sum + count, 0);
  return { results: draw ? (rosterCount ?? 0) : 0, offers: made };
}

async function Figures({ round }: { round: RoundView }) {
  const t = await getTranslations("operator.rounds.figures");
  const { offers } = round;
  return (
    <KeyFigures
      figures={[
        { label: t("places"), value: String(round.places) },
        {
          label: t("applications"),
          value: String(round.submitted),
          hint: round.withdrawn > 0 ? t("withdrawn", { count: round.withdrawn }) : undefined,
        },
        { label: t("openOffers"), value: String(offers.open) },
        { label: t("accepted"), value: String(offers.accepted) },
        { label: t("refused"), value: String(offers.declined + offers.expired) },
      ]}
    />
  );
}

/** What only rounds of its mechanism have, on pages of its own. */
async function OwnPages({ round }: { round: RoundView }) {
  const t = await getTranslations("exchange.desk");
  if (round.mechanism === "live") return <BoardLink roundId={round.id} />;
  if (round.mechanism === "choice") return null;
  return (
    <ButtonLink href={`/operator/rounds/${round.id}/exchange`} tone="quiet">
      {t("title")}
    </ButtonLink>
  );
}
