import { eq } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { roomTypes } from "#db/schema";
import {
  ROUND_FORMAT,
  type RoundApplicant,
  type Round as RoundBundle,
  type RoundCategory,
} from "../allocation/bundle.ts";
import { ownOrdersOf } from "./own-orders.ts";
import { categoriesOf, placesOfRound, type RoundPlace } from "./places.ts";
import type { RoundRow } from "./record.ts";
import { type RosterEntry, rosterOf } from "./roster.ts";
import { placeId, placeRentFen } from "./rules-places.ts";

type Db = Reader | Pick<Writer, "select">;

/** A bundle as it is before the draw: whoever has it knows everything but the order. */
export type FrozenBundle = Omit<RoundBundle, "draw" | "order">;

/** A field that is not set is left out, as an outsider would write it. */
const set = <T extends object>(fields: T): T =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== null && value !== false && !(Array.isArray(value) && !value.length),
    ),
  ) as T;

const applicantOf = (entry: RosterEntry, labels: ReadonlyMap<string, string> | null): RoundApplicant => ({
  id: entry.label,
  ...set({
    tier: entry.tier,
    points: entry.points,
    group: entry.group === 1 ? null : entry.group,
    gender: entry.gender,
    classes: entry.classes,
    anyOther: entry.anyOther,
    maxRentFen: entry.maxRentFen,
    holds: labels && entry.holds ? (labels.get(entry.holds) ?? null) : null,
  }),
  // Somebody may have wished for a place whose tenants did not come in the end: it is not there to be had.
  choices: labels
    ? entry.choices.flatMap((place) => (place === entry.holds ? [] : (labels.get(place) ?? [])))
    : entry.choices,
});

/** The bundle of a round as its tables stand: what is frozen, and what the draw then works on. */
export async function bundleOf(db: Db, round: RoundRow): Promise<{ bundle: FrozenBundle; roster: RosterEntry[] }> {
  const roster = await rosterOf(db, round);
  const head = { format: ROUND_FORMAT, round: round.code, rules: round.rules } as const;
  if (round.mechanism === "exchange") {
    const places = (await placesOfRound(db, round.id)).filter(({ label }) => label !== null);
    const labels = new Map(places.map((place) => [placeId(place), place.label ?? ""]));
    const categories = await exchangeCategories(db, round, places);
    const applicants = roster.map((entry) => applicantOf(entry, labels));
    return { bundle: { ...head, mechanism: "exchange", categories, applicants }, roster };
  }
  // Live choosing needs the order only: who takes which place is decided afterwards, turn by turn.
  const categories = round.mechanism === "live" ? [] : await choiceCategories(db, round.id);
  const applicants = roster.map((entry) =>
    applicantOf(round.mechanism === "live" ? { ...entry, choices: [], anyOther: false } : entry, null),
  );
  return { bundle: { ...head, mechanism: "choice", categories, applicants }, roster };
}

/** The categories of a choice as they stand, those with an order of their own with whom it names. */
async function choiceCategories(db: Db, roundId: string): Promise<RoundCategory[]> {
  const own = new Map((await ownOrdersOf(db, roundId)).map(({ categoryId, listed }) => [categoryId, listed]));
  return (await categoriesOf(db, roundId)).map((category) => ({
    id: category.id,
    places: category.places,
    rentFen: category.rentFen,
    ...set({ reserves: category.reserves, gender: category.gender }),
    minGroup: category.minGroup,
    maxGroup: category.maxGroup,
    ...set({ priority: (own.get(category.id) ?? []).map(({ receiptNo }) => receiptNo) }),
  }));
}

async function exchangeCategories(db: Db, round: RoundRow, places: readonly RoundPlace[]): Promise<RoundCategory[]> {
  const types = new Map(
    (await db.select().from(roomTypes).where(eq(roomTypes.complexId, round.complexId))).map((type) => [type.id, type]),
  );
  return places.map((place): RoundCategory => {
    const type = types.get(place.roomTypeId);
    return {
      id: place.label ?? "",
      places: 1,
      rentFen: placeRentFen(type?.rentFen ?? 0, type?.beds ?? 1, place.bed),
      ...set({ gender: place.bed === 0 ? null : place.bedGender }),
      minGroup: 1,
      maxGroup: place.bed === 0 ? (type?.beds ?? 1) : 1,
    };
  });
}
