import { Plus, Search as SearchIcon } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { placesText } from "#lib/exchange/forms";
import type { AskableView, PlacesView } from "#lib/exchange/search";
import { Badge } from "#ui/badge";
import { Button, ButtonLink } from "#ui/button";
import { Checkbox } from "#ui/checkbox";
import { EmptyState } from "#ui/empty-state";
import { Money } from "#ui/money";
import { Pagination } from "#ui/pagination";
import { Section } from "#ui/section";
import { Select } from "#ui/select";
import { chooseHref, type Draft } from "../../draft.ts";
import { placeNames } from "../../place-text.ts";
import { searchOf } from "./search-of.ts";

type Props = {
  roundId: string;
  draft: Draft;
  places: PlacesView;
  search: Record<string, string | undefined>;
};

/** Every place that can be asked for, vacant ones first, by building, room type and floor. */
export async function Places({ roundId, draft, places, search }: Props) {
  const t = await getTranslations("exchange.choose");
  const found = searchOf(search);
  return (
    <Section id="places" title={t("placesTitle")} lead={t("placesLead")}>
      <Filter draft={draft} places={places} search={search} />
      <p className="text-muted text-sm">{t("found", { count: places.total })}</p>
      {places.rows.length === 0 ? (
        <EmptyState title={t("nothing")}>{t("nothingText")}</EmptyState>
      ) : (
        <ul className="divide-y divide-line border-line border-y">
          {places.rows.map((place) => (
            <Row
              key={place.id}
              place={place}
              chosen={draft.places.includes(place.id)}
              addHref={`${chooseHref(roundId, { ...draft, places: [...draft.places, place.id] }, found)}#list`}
            />
          ))}
        </ul>
      )}
      <Pagination
        page={places.page}
        pages={places.pages}
        href={(page) => `${chooseHref(roundId, draft, { ...found, page: String(page) })}#places`}
      />
    </Section>
  );
}

async function Filter({ draft, places, search }: Omit<Props, "roundId">) {
  const t = await getTranslations("exchange.choose");
  const locale = await getLocale();
  const named = (rows: readonly { id: string; nameZh: string; nameEn: string }[]) =>
    rows.map((row) => ({ value: row.id, label: nameIn(locale, row) }));
  const floors = places.floors.map((floor) => ({ value: String(floor), label: t("floorOption", { floor }) }));
  return (
    <search>
      <form className="grid grid-cols-2 items-end gap-3 sm:grid-cols-3" action="#places">
        <input type="hidden" name="places" value={placesText(draft.places)} />
        {draft.max && <input type="hidden" name="max" value={draft.max} />}
        <Select
          name="building"
          label={t("building")}
          options={named(places.buildings)}
          placeholder={t("any")}
          defaultValue={search.building}
        />
        <Select
          name="type"
          label={t("type")}
          options={named(places.roomTypes)}
          placeholder={t("any")}
          defaultValue={search.type}
        />
        <Select name="floor" label={t("floor")} options={floors} placeholder={t("any")} defaultValue={search.floor} />
        <div className="col-span-full flex flex-wrap items-center gap-x-6 gap-y-2">
          <Checkbox name="vacant" value="yes" label={t("vacantOnly")} defaultChecked={search.vacant === "yes"} />
          <Button type="submit" tone="quiet" icon={<SearchIcon aria-hidden size={18} />}>
            {t("search")}
          </Button>
        </div>
      </form>
    </search>
  );
}

async function Row({ place, chosen, addHref }: { place: AskableView; chosen: boolean; addHref: string }) {
  const t = await getTranslations("exchange.choose");
  const { room, type } = await placeNames();
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
      <div className="grid min-w-0 gap-0.5">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {room(place)}
          {place.vacant ? <Badge tone="green">{t("vacant")}</Badge> : <Badge tone="grey">{t("lived")}</Badge>}
        </p>
        <p className="text-muted text-sm">
          {type(place)} · {place.areaM2} ㎡ · {t("floorOption", { floor: place.floor })}
        </p>
        <p className="text-sm">
          {t("rent")} <Money fen={place.rentFen} size="sm" /> · {t("net")}{" "}
          <Money fen={place.netFen} size="sm" unit="month" />
        </p>
      </div>
      {place.unfit ? (
        <p className="text-muted text-sm">{t(`unfit.${place.unfit}`)}</p>
      ) : chosen ? (
        <p className="text-green-700 text-sm">{t("chosen")}</p>
      ) : (
        <ButtonLink href={addHref} tone="quiet" icon={<Plus aria-hidden size={18} />}>
          {t("add")}
          <span className="sr-only"> {room(place)}</span>
        </ButtonLink>
      )}
    </li>
  );
}
