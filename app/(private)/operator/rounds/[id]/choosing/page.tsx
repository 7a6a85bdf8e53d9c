import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { nameIn } from "#i18n/names";
import { mayEver } from "#lib/authorize";
import { type Board, boardFor, type MapPlace } from "#lib/choosing/queries";
import { EmptyState } from "#ui/empty-state";
import { KeyFigures } from "#ui/key-figure";
import { LiveRefresh } from "#ui/live-refresh";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { CellLines, LeftTable, Legend, PlaceMap, placeLook } from "../../../../choosing-parts.tsx";
import { Done } from "../../../../done.tsx";
import { Chosen } from "./chosen.tsx";
import { Holds } from "./holds.tsx";
import { Windows } from "./windows.tsx";

export default page<{ id: string }>("choosing.view", async ({ actor, params, search }) => {
  const now = new Date();
  const board = await boardFor(actor, params.id, now);
  const t = await getTranslations("choosing");
  const locale = await getLocale();
  const { round } = board;
  const begun = board.queue.of > 0;
  const mayAct = mayEver(actor, "choosing.release");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)]">
      <LiveRefresh seconds={board.queue.waiting > 0 ? 3 : 30} />
      <PageHeader
        look="desk"
        eyebrow={nameIn(locale, round)}
        title={t("board.title")}
        status={<StatusBadge kind="round" status={round.status} />}
        breadcrumbs={[{ label: round.code, href: `/operator/rounds/${round.id}` }]}
      />
      <Done texts="choosing" notice={search.notice} />
      {begun ? (
        <>
          <Figures board={board} />
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 xl:grid-cols-2">
            <Windows board={board} mayAct={mayAct} now={now} />
            <Holds board={board} mayAct={mayAct} now={now} />
          </div>
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 xl:grid-cols-2">
            <Section title={t("board.left")}>
              <LeftTable left={board.left} locale={locale} />
            </Section>
            <Chosen board={board} />
          </div>
        </>
      ) : (
        <EmptyState title={t("board.notBegun")} />
      )}
      <Section title={t("board.map")}>
        <Legend places={board.places} states={["free", "held", "taken"]} />
        <PlaceMap places={board.places} locale={locale} cell={(place) => <Cell board={board} place={place} />} />
      </Section>
    </div>
  );
});

async function Figures({ board }: { board: Board }) {
  const t = await getTranslations("choosing.board.figures");
  const { counts, places } = board;
  const left = places.filter(({ takenBy }) => takenBy === null).length;
  return (
    <KeyFigures
      figures={[
        ...(["waiting", "chosen", "missed", "passed", "out"] as const).map((status) => ({
          label: t(status),
          value: String(counts[status]),
        })),
        { label: t("left"), value: String(left) },
      ]}
    />
  );
}

/** A place with whose it is, by receipt number. */
async function Cell({ board, place }: { board: Board; place: MapPlace }) {
  const t = await getTranslations("choosing");
  const receiptNo =
    board.holds.find((hold) => hold.place.id === place.id)?.receiptNo ??
    board.chosen.find((chosen) => chosen.place.id === place.id)?.receiptNo;
  return (
    <span className={placeLook(place.state)} title={receiptNo && t("board.mapBy", { receiptNo })}>
      <CellLines place={place}>{t(`states.${place.state}`)}</CellLines>
      {receiptNo && <span className="text-xs">{receiptNo.slice(-5)}</span>}
    </span>
  );
}
