import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { nameIn } from "#i18n/names";
import type { MapPlace, TypeLeft } from "#lib/choosing/queries";
import { type PlaceState, placeStates } from "#lib/choosing/rules";
import { dateLocale } from "#ui/day";
import { classes } from "#ui/tone";

/** Colours as of a unit's states (FIELD: 8): held is amber, taken as reserved is orange; always with the word. */
const LOOKS: Record<PlaceState, string> = {
  free: "border-green-700 bg-green-100 text-green-700",
  mine: "border-amber-700 bg-amber-100 text-amber-700 ring-2 ring-amber-700",
  held: "border-amber-500 bg-amber-100 text-amber-700",
  taken: "border-orange-500 bg-orange-100 text-orange-700",
  unfit: "border-line bg-sunken text-muted",
};

export const placeLook = (state: PlaceState): string =>
  classes(
    "tabular grid min-h-14 w-full content-center justify-items-center rounded-sm border px-1.5 py-1 text-center text-sm leading-tight",
    LOOKS[state],
  );

type Door = Pick<MapPlace, "building" | "roomNo" | "bed">;

/** Where a place is, as a sentence has it. */
export async function placeText(locale: string, { building, roomNo, bed }: Door): Promise<string> {
  const t = await getTranslations("choosing.place");
  const values = { building: nameIn(locale, building), roomNo, bed };
  return bed === 0 ? t("room", values) : t("bed", values);
}

const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Shanghai" } as const;
const moment = { month: "long", day: "numeric", ...clock } as const;

/** 9月21日 10:30–11:00 on the city's clock. */
export function windowText(locale: string, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }): string {
  const format = (at: Date, style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(dateLocale(locale), style).format(at);
  return `${format(startsAt, moment)}–${format(endsAt, clock)}`;
}

/** What the colours mean, each with how many places have it. */
export async function Legend({ places, states }: { places: readonly MapPlace[]; states?: readonly PlaceState[] }) {
  const t = await getTranslations("choosing");
  const shown = (states ?? placeStates).map((state) => ({
    state,
    count: places.filter((place) => place.state === state).length,
  }));
  return (
    <ul aria-label={t("map.legend")} className="flex flex-wrap gap-x-5 gap-y-2 text-sm">
      {shown
        .filter(({ state, count }) => count > 0 || state === "free")
        .map(({ state, count }) => (
          <li key={state} className="inline-flex items-center gap-2">
            <span aria-hidden className={classes("inline-block h-5 w-8 rounded-sm border", LOOKS[state])} />
            {t(`states.${state}`)} <span className="tabular">{count}</span>
          </li>
        ))}
    </ul>
  );
}

type Cell = (place: MapPlace) => ReactNode;

/** Buildings, floors from the top, rooms in order; `cell` draws one place. */
export async function PlaceMap({ places, locale, cell }: { places: readonly MapPlace[]; locale: string; cell: Cell }) {
  const t = await getTranslations("choosing.map");
  const buildings = Map.groupBy(places, ({ building }) => building.no);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {[...buildings].map(([no, inBuilding]) => {
        const name = inBuilding[0] ? nameIn(locale, inBuilding[0].building) : "";
        const free = inBuilding.filter(({ state }) => state === "free").length;
        return (
          <section key={no} className="grid gap-2">
            <h3 className="flex flex-wrap items-baseline gap-x-3 font-medium">
              {name}
              <span className="tabular font-normal text-muted text-sm">
                {t("count", { free, of: inBuilding.length })}
              </span>
            </h3>
            <ol className="grid gap-1.5">
              {[...Map.groupBy(inBuilding, ({ floor }) => floor)].map(([floor, onFloor]) => (
                <li key={floor} className="grid grid-cols-[3.75rem_minmax(0,1fr)] gap-1 border-line border-t pt-1.5">
                  <span className="tabular whitespace-nowrap pt-3.5 text-muted text-sm">{t("floor", { floor })}</span>
                  <ol className="grid grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-1.5">
                    {onFloor.map((place) => (
                      <li key={place.id}>{cell(place)}</li>
                    ))}
                  </ol>
                </li>
              ))}
            </ol>
          </section>
        );
      })}
    </div>
  );
}

/** What stands in a cell below the number: whom a bed is let to, and the state or the price. */
export async function CellLines({ place, children }: { place: MapPlace; children: ReactNode }) {
  const t = await getTranslations("choosing.map");
  const { roomNo, bed, gender } = place;
  return (
    <>
      <span className="font-medium">{bed === 0 ? roomNo : t("bed", { roomNo, bed })}</span>
      <span className="text-xs">
        {gender !== null && `${gender === "female" ? t("women") : t("men")} · `}
        {children}
      </span>
    </>
  );
}

/** Rooms left by type: a small table on every width. */
export async function LeftTable({ left, locale }: { left: readonly TypeLeft[]; locale: string }) {
  const t = await getTranslations("choosing.left");
  const counts = ["free", "held", "taken"] as const;
  return (
    <table className="tabular w-full border-line border-y text-sm">
      <caption className="sr-only">{t("title")}</caption>
      <thead>
        <tr className="text-muted">
          <th scope="col" className="py-1.5 text-left font-medium">
            {t("type")}
          </th>
          {counts.map((count) => (
            <th key={count} scope="col" className="py-1.5 pl-3 text-right font-medium">
              {t(count)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {left.map((type) => (
          <tr key={type.id} className="border-line border-t">
            <th scope="row" className="py-1.5 text-left font-medium">
              {nameIn(locale, type)}
            </th>
            {counts.map((count) => (
              <td key={count} className="py-1.5 pl-3 text-right">
                {type[count]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
