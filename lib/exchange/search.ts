import { asc, eq } from "drizzle-orm";
import { reader } from "#db/client";
import { buildings, roomTypes } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { findExchange, placesFor } from "./grounds.ts";
import { homeOf } from "./homes.ts";
import { netRents } from "./net.ts";
import type { AskablePlace } from "./places.ts";
import { whyUnfit } from "./rules.ts";

export const PLACES_A_PAGE = 20;

export type PlaceSearch = { building?: string; type?: string; floor?: string; vacant?: boolean; page?: number };
export type AskableView = AskablePlace & {
  /** of the whole household a month, once the new lease is registered */
  netFen: number;
  unfit: "beds" | "gender" | null;
};
export type PlacesView = {
  /** of the list that is being made, in its order; what is not there any more is left out */
  chosen: AskableView[];
  rows: AskableView[];
  total: number;
  page: number;
  pages: number;
  buildings: { id: string; nameZh: string; nameEn: string }[];
  roomTypes: { id: string; nameZh: string; nameEn: string }[];
  floors: number[];
};

/** Places that a tenant can ask for, vacant ones first, a page at a time, beside those already on the list. */
export async function placesToAsk(
  actor: Actor,
  roundId: string,
  chosen: readonly string[],
  search: PlaceSearch,
  now = new Date(),
): Promise<PlacesView> {
  authorize(actor, "exchange.submit", actor);
  const db = await reader();
  const round = await findExchange(db, roundId);
  const home = await homeOf(db, actor.personId ?? "");
  const places = await placesFor(db, round, home);
  const all = [...places.values()];
  const nets = home
    ? await netRents(
        db,
        home.tenants,
        all.map(({ rentFen }) => rentFen),
        now,
      )
    : new Map<number, number>();
  const view = (place: AskablePlace): AskableView => ({
    ...place,
    netFen: nets.get(place.rentFen) ?? place.rentFen,
    unfit: home ? whyUnfit(home, place) : null,
  });
  const found = all.filter((place) => matches(place, search));
  const pages = Math.max(1, Math.ceil(found.length / PLACES_A_PAGE));
  const page = Math.min(Math.max(1, Math.trunc(search.page ?? 1) || 1), pages);
  const where = eq(buildings.complexId, round.complexId);
  return {
    chosen: chosen.flatMap((id) => places.get(id) ?? []).map(view),
    rows: found.slice((page - 1) * PLACES_A_PAGE, page * PLACES_A_PAGE).map(view),
    total: found.length,
    page,
    pages,
    buildings: await db
      .select({ id: buildings.id, nameZh: buildings.nameZh, nameEn: buildings.nameEn })
      .from(buildings)
      .where(where)
      .orderBy(asc(buildings.no)),
    roomTypes: await db
      .select({ id: roomTypes.id, nameZh: roomTypes.nameZh, nameEn: roomTypes.nameEn })
      .from(roomTypes)
      .where(eq(roomTypes.complexId, round.complexId))
      .orderBy(asc(roomTypes.position)),
    floors: [...new Set(all.map(({ floor }) => floor))].sort((a, b) => a - b),
  };
}

const matches = (place: AskablePlace, { building, type, floor, vacant }: PlaceSearch): boolean =>
  (!building || place.buildingId === building) &&
  (!type || place.roomTypeId === type) &&
  (!floor || String(place.floor) === floor) &&
  (!vacant || place.vacant);
