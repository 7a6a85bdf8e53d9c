import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { type ChoosingView, choosingFor } from "#lib/choosing/queries";
import { ButtonLink } from "#ui/button";
import { LiveRefresh } from "#ui/live-refresh";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { StatusBadge } from "#ui/status-badge";
import { myPage } from "../../my-page.ts";
import { Held } from "./held.tsx";
import { MyTurn } from "./my-turn.tsx";
import { netsOf } from "./nets.ts";
import { Progress } from "./progress.tsx";
import { RoomMap } from "./room-map.tsx";
import { Rules } from "./rules.tsx";

const MINUTE = 60_000;
const known = ["held", "let-go", "passed"] as const;

/** Seconds between two looks: quick while one's own turn runs or is near, slow while one only watches. */
const paceOf = ({ turn }: ChoosingView, now: Date): number => {
  const near = turn.status === "waiting" && turn.startsAt.getTime() - now.getTime() < 10 * MINUTE;
  return near ? 2 : 10;
};

export default myPage<{ roundId: string }>("choosing.view", async ({ actor, params, search }) => {
  const now = new Date();
  const view = await choosingFor(actor, params.roundId, now);
  const nets = await netsOf(actor, view, now);
  const t = await getTranslations("choosing");
  const locale = await getLocale();
  const notice = known.find((one) => one === search.notice);
  const filter = { type: search.type ?? "", all: search.fit === "all" };
  const map = (
    <div className="lg:col-start-1">
      <RoomMap view={view} nets={nets} filter={filter} />
    </div>
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)]">
      <LiveRefresh seconds={paceOf(view, now)} />
      <PageHeader
        breadcrumbs={[{ href: `/my/applications/${view.applicationId}`, label: view.receiptNo }]}
        eyebrow={nameIn(locale, view.round)}
        title={t("title")}
        status={<StatusBadge kind="turn" status={view.turn.status} />}
      />
      {notice && (notice !== "held" || view.hold) && (
        <div className="pb-4">
          <Notice tone="green" live>
            {t(`done.${notice}`)}
          </Notice>
        </div>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 lg:grid-cols-[minmax(0,2fr)_minmax(20rem,1fr)] lg:grid-rows-[auto_1fr]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:col-start-1">
          {view.hold && view.choosing && (
            <Held view={view} hold={view.hold} net={nets.get(view.hold.rentFen)} now={now} />
          )}
          <MyTurn view={view} now={now} />
        </div>
        {/* Whoever chooses looks at the rooms first, whoever waits at the queue; on wide screens both are seen. */}
        {view.choosing && map}
        <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <Progress view={view} now={now} />
        </div>
        {!view.choosing && map}
      </div>
      <Rules view={view} />
      {view.turn.status === "waiting" && (
        <p className="pt-4">
          <ButtonLink href={`/my/choosing/${view.round.id}/pass`} tone="link">
            {t("pass.link")}
          </ButtonLink>
        </p>
      )}
    </div>
  );
});
