import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import type { ChoosingView, MapPlace } from "#lib/choosing/queries";
import { type Fen, yuanText } from "#lib/money";
import { buttonClass } from "#ui/button";
import { Checkbox } from "#ui/checkbox";
import { EmptyState } from "#ui/empty-state";
import { Form } from "#ui/form";
import { Money } from "#ui/money";
import type { NetRent } from "#ui/net-rent-line";
import { Notice } from "#ui/notice";
import { Section } from "#ui/section";
import { Select } from "#ui/select";
import { classes } from "#ui/tone";
import { CellLines, Legend, PlaceMap, placeLook } from "../../../choosing-parts.tsx";
import { holdAction } from "../actions.ts";

type Filter = { type: string; all: boolean };
type Props = { view: ChoosingView; nets: ReadonlyMap<Fen, NetRent>; filter: Filter };

/** Every room as it stands; while one's turn runs the free ones are buttons that hold them. */
export async function RoomMap({ view, nets, filter }: Props) {
  const t = await getTranslations("choosing");
  const locale = await getLocale();
  const { round, places, choosing, turn } = view;
  const shown = places.filter(
    (place) => (filter.all || place.fits) && (!filter.type || place.roomTypeId === filter.type),
  );
  const nothing = choosing && !view.hold && !places.some(({ state }) => state === "free" || state === "held");
  const lead = choosing ? "leadNow" : turn.status === "waiting" ? "leadBefore" : "leadAfter";
  const hidden = { roundId: round.id, ...(filter.type && { type: filter.type }), ...(filter.all && { fit: "all" }) };
  return (
    <Section title={t("map.title")} lead={t(`map.${lead}`, { minutes: round.choosing.holdMinutes })}>
      {nothing && (
        <Notice tone="amber" title={t("left.none")}>
          {t("left.noneText")}
        </Notice>
      )}
      <Narrow view={view} filter={filter} />
      <Legend places={shown} />
      {shown.length === 0 ? (
        <EmptyState title={t("map.empty")}>{t("map.emptyText")}</EmptyState>
      ) : (
        <Form action={holdAction} hidden={hidden}>
          <PlaceMap
            places={shown}
            locale={locale}
            cell={(place) => <Room place={place} net={nets.get(place.rentFen)} open={choosing} />}
          />
        </Form>
      )}
    </Section>
  );
}

async function Narrow({ view, filter }: { view: ChoosingView; filter: Filter }) {
  const t = await getTranslations("choosing.map");
  const locale = await getLocale();
  const types = view.left.map((type) => ({ value: type.id, label: nameIn(locale, type) }));
  return (
    <form
      data-print="hide"
      className="grid items-end gap-x-4 gap-y-2 sm:grid-cols-[minmax(0,14rem)_auto_auto] sm:justify-start"
    >
      <Select
        name="type"
        label={t("type")}
        options={[{ value: "", label: t("allTypes") }, ...types]}
        defaultValue={filter.type}
      />
      <Checkbox name="fit" value="all" label={t("fit")} defaultChecked={filter.all} />
      <button type="submit" className={buttonClass({ tone: "quiet" })}>
        {t("apply")}
      </button>
    </form>
  );
}

async function Room({ place, net, open }: { place: MapPlace; net: NetRent | undefined; open: boolean }) {
  const t = await getTranslations("choosing");
  const { state, id } = place;
  const price = net && (state === "free" || state === "mine") ? <Money fen={net.yoursFen} size="sm" /> : null;
  const words = (
    <CellLines place={place}>
      <span aria-hidden={price ? true : undefined}>{price ?? t(`states.${state}`)}</span>
      {price && (
        <span className="sr-only">
          {" "}
          {t(`states.${state}`)} {t("map.perMonth", { yuan: yuanText(net?.yoursFen ?? 0) })}
        </span>
      )}
    </CellLines>
  );
  if (state !== "free" || !open) return <span className={placeLook(state)}>{words}</span>;
  return (
    <button
      type="submit"
      name="place"
      value={id}
      className={classes(placeLook(state), "hover:bg-green-700 hover:text-on-fill")}
    >
      {words}
      <span className="sr-only"> {t("map.choose")}</span>
    </button>
  );
}
