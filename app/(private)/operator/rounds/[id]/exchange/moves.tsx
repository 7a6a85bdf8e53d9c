import { getLocale, getTranslations } from "next-intl/server";
import type { DeskHousehold, DeskMove } from "#lib/exchange/desk";
import type { PlaceView } from "#lib/exchange/views";
import { Badge } from "#ui/badge";
import { EmptyState } from "#ui/empty-state";
import { Money } from "#ui/money";
import { MovePicture } from "#ui/move-picture";
import { Section } from "#ui/section";
import { Table } from "#ui/table";
import type { Tone } from "#ui/tone";

const tones: Record<DeskMove["state"], Tone> = { planned: "amber", done: "green", kept: "red" };

/** Rooms as the desk calls them: `3-0501`, `3-0501-2` for a bed. */
const doorOf = ({ buildingNo, roomNo, bed }: PlaceView): string =>
  bed === 0 ? `${buildingNo}-${roomNo}` : `${buildingNo}-${roomNo}-${bed}`;

async function typeIn(): Promise<(place: PlaceView) => string> {
  const locale = await getLocale();
  return (place) => (locale === "en" ? place.typeEn : place.typeZh);
}

/** Every chain and loop: a picture of it, and who moves from where to where at which rents. */
export async function Moves({ moves }: { moves: readonly DeskMove[] }) {
  const t = await getTranslations("exchange.desk");
  return (
    <Section title={t("movesTitle")}>
      {moves.length === 0 ? (
        <EmptyState title={t("nobodyMoves")} />
      ) : (
        <ol className="grid gap-8">
          {moves.map((move) => (
            <Move key={move.no} move={move} />
          ))}
        </ol>
      )}
    </Section>
  );
}

async function Move({ move }: { move: DeskMove }) {
  const t = await getTranslations("exchange.desk");
  const words = await getTranslations("words");
  const type = await typeIn();
  const { no, kind, state, households, places } = move;
  const end = t(move.endsInLeft ? "endsInLeft" : "endsHere");
  const title = t(kind === "loop" ? "loop" : "chain", { no });
  const homes = places.map((place, index) => {
    const names = households[index]?.names;
    return {
      id: String(index),
      title: `${doorOf(place)} · ${type(place)}`,
      detail: names ? names.join(words("listSeparator")) : end,
      look: names ? ("other" as const) : ("vacant" as const),
    };
  });
  return (
    <li className="grid items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)] lg:gap-8">
      <div className="grid gap-3">
        <h3 className="flex flex-wrap items-center gap-3 font-medium">
          {title} <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
        </h3>
        <MovePicture kind={kind} homes={homes} label={`${title}: ${homes.map((home) => home.title).join(" → ")}`} />
      </div>
      <Households caption={title} rows={households} />
    </li>
  );
}

async function Households({ caption, rows }: { caption: string; rows: readonly DeskHousehold[] }) {
  const t = await getTranslations("exchange.desk.columns");
  const words = await getTranslations("words");
  return (
    <Table
      dense
      caption={caption}
      captionHidden
      rows={rows}
      rowKey={(row) => row.applicationId}
      columns={[
        { key: "receiptNo", header: t("receiptNo"), heading: true, cell: (row) => row.receiptNo },
        { key: "names", header: t("names"), cell: (row) => row.names.join(words("listSeparator")) },
        { key: "from", header: t("from"), cell: (row) => <span className="tabular">{doorOf(row.from)}</span> },
        { key: "to", header: t("to"), cell: (row) => <span className="tabular">{doorOf(row.to)}</span> },
        { key: "choice", header: t("choice"), numeric: true, cell: (row) => row.choice ?? "–" },
        { key: "before", header: t("before"), numeric: true, cell: (row) => <Money fen={row.rentBeforeFen} /> },
        { key: "after", header: t("after"), numeric: true, cell: (row) => <Money fen={row.rentAfterFen} /> },
      ]}
    />
  );
}

/** Households that keep what they have, since nothing they listed could be had. */
export async function Staying({ moves }: { moves: readonly DeskMove[] }) {
  const t = await getTranslations("exchange.desk");
  const words = await getTranslations("words");
  const type = await typeIn();
  const rows = moves.flatMap(({ households }) => households);
  if (rows.length === 0) return null;
  return (
    <Section title={t("stayingTitle")} lead={t("stayingLead")}>
      <Table
        dense
        caption={t("stayingTitle")}
        captionHidden
        rows={rows}
        rowKey={(row) => row.applicationId}
        columns={[
          { key: "receiptNo", header: t("columns.receiptNo"), heading: true, cell: (row) => row.receiptNo },
          { key: "names", header: t("columns.names"), cell: (row) => row.names.join(words("listSeparator")) },
          { key: "place", header: t("columns.place"), cell: (row) => `${doorOf(row.from)} · ${type(row.from)}` },
          { key: "rent", header: t("columns.rent"), numeric: true, cell: (row) => <Money fen={row.rentBeforeFen} /> },
        ]}
      />
    </Section>
  );
}
