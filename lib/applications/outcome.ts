import { and, eq } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { applications, buildings, drawReaches, drawResults, roundPlaces, rounds, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { type ExplainedCategory, type ExplainedChoice, explainChoices } from "../allocation/explain.ts";
import { authorize } from "../authorize.ts";
import { invariant } from "../errors.ts";
import { type OwnOrder, ownOrdersOf } from "../rounds/own-orders.ts";
import { type CategoryRow, categoriesOf } from "../rounds/places.ts";
import { resultsPublished } from "../rounds/rules.ts";
import type { Entrant } from "../rounds/rules-terms.ts";
import { validDraw } from "../rounds/valid-draw.ts";
import { choicesOfApplication } from "./grounds.ts";
import { entrantOfParty, membersOf } from "./party.ts";
import { ownIn } from "./queries.ts";

export type GotPlace = {
  category: CategoryRow;
  /** the place in the list of choices, from 1; null where it came by "anything else" */
  choice: number | null;
  /** null where the round leaves the place open */
  unit: { building: { nameZh: string; nameEn: string }; roomNo: string; floor: number; bed: number } | null;
  /** what the public files call the place */
  label: string | null;
};
/** A category's own order as one applicant sees it: how many it put first, why, and where they stand in it themselves. */
export type OwnOrderSeen = { first: number; reason: string; place: number | null };
/** What became of an application, once the results are public, and why. */
export type Outcome = {
  rank: number;
  of: number;
  drawnAgain: boolean;
  entrant: Entrant;
  got: GotPlace | null;
  /** each choice in the order of the list, with the order of its own where it had one; empty where the round has no choices */
  choices: (ExplainedChoice & { row: CategoryRow; own: OwnOrderSeen | null })[];
  anyOther: boolean;
  floorWish: "high" | "low" | null;
  round: Pick<
    typeof rounds.$inferSelect,
    "id" | "code" | "mechanism" | "status" | "resultsNoticeUntil" | "waitlistUntil" | "offerHours" | "terms"
  >;
};

/** Why an application got what it got: null before the results are public, and where it did not stand in the draw. */
export async function outcomeFor(actor: Actor, applicationId: string): Promise<Outcome | null> {
  authorize(actor, "application.view", { personId: await ownIn(actor, applicationId) });
  const db = await reader();
  const [found] = await db
    .select({ application: applications, round: rounds })
    .from(applications)
    .innerJoin(rounds, eq(rounds.id, applications.roundId))
    .where(eq(applications.id, applicationId));
  if (!found || !resultsPublished(found.round.status)) return null;
  const { application, round } = found;
  const draw = await validDraw(db, round.id);
  if (!draw) return null;
  const here = and(eq(drawResults.drawId, draw.id), eq(drawResults.applicationId, applicationId));
  const [result] = await db.select().from(drawResults).where(here);
  if (!result) return null;
  const categories = await categoriesOf(db, round.id);
  const entrant = entrantOfParty(application.facts, await membersOf(db, applicationId), round);
  const own = new Map(
    (await ownOrdersOf(db, round.id)).map((order) => [order.categoryId, seenBy(applicationId, order)]),
  );
  const chooser = {
    ...entrant,
    rank: result.rank,
    maxRentFen: application.maxRentFen,
    choices: await choicesOfApplication(db, applicationId),
    got: result.categoryId,
    placeIn: new Map([...own].flatMap(([id, { place }]) => (place === null ? [] : [[id, place] as const]))),
  };
  const explained =
    round.mechanism === "choice" ? explainChoices(chooser, await reachedBy(db, draw.id, categories, own)) : [];
  const { id, code, mechanism, status, resultsNoticeUntil, waitlistUntil, offerHours, terms } = round;
  return {
    rank: result.rank,
    of: await db.$count(drawResults, eq(drawResults.drawId, draw.id)),
    drawnAgain: (draw.runNo ?? 1) > 1,
    entrant,
    got: mechanism === "choice" ? await gotBy(db, round.id, result, categories) : null,
    choices: explained.map((choice) => ({
      ...choice,
      row: named(categories, choice.category),
      own: own.get(choice.category) ?? null,
    })),
    anyOther: application.anyOther,
    floorWish: application.floorWish,
    round: { id, code, mechanism, status, resultsNoticeUntil, waitlistUntil, offerHours, terms },
  };
}

function seenBy(applicationId: string, { reason, listed }: OwnOrder): OwnOrderSeen {
  const index = listed.findIndex((one) => one.applicationId === applicationId);
  return { first: listed.length, reason, place: index < 0 ? null : index + 1 };
}

function named(categories: readonly CategoryRow[], id: string): CategoryRow {
  const category = categories.find((one) => one.id === id);
  invariant(category, "a round's choices are its categories");
  return category;
}

/** How far down the order each category reached, as the draw kept it. */
async function reachedBy(
  db: Reader,
  drawId: string,
  categories: readonly CategoryRow[],
  own: ReadonlyMap<string, OwnOrderSeen>,
): Promise<ExplainedCategory[]> {
  const rows = Map.groupBy(
    await db.select().from(drawReaches).where(eq(drawReaches.drawId, drawId)),
    ({ categoryId }) => categoryId,
  );
  return categories.map(({ id, places, rentFen, minGroup, maxGroup, gender }) => {
    const reaches = rows.get(id) ?? [];
    return {
      category: id,
      places,
      rentFen,
      minGroup,
      maxGroup,
      gender,
      given: reaches[0]?.given ?? 0,
      first: own.get(id)?.first ?? 0,
      cutoffs: reaches.map((reach) => ({
        class: reach.class === "" ? null : reach.class,
        places: reach.places,
        lastRank: reach.lastRank,
      })),
    };
  });
}

async function gotBy(
  db: Reader,
  roundId: string,
  { categoryId, choice, unitId, bed }: typeof drawResults.$inferSelect,
  categories: readonly CategoryRow[],
): Promise<GotPlace | null> {
  if (categoryId === null) return null;
  const category = named(categories, categoryId);
  if (unitId === null || bed === null) return { category, choice, unit: null, label: null };
  const [unit] = await db
    .select({
      nameZh: buildings.nameZh,
      nameEn: buildings.nameEn,
      roomNo: units.roomNo,
      floor: units.floor,
      label: roundPlaces.label,
    })
    .from(units)
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .innerJoin(roundPlaces, and(eq(roundPlaces.unitId, units.id), eq(roundPlaces.bed, bed)))
    .where(and(eq(units.id, unitId), eq(roundPlaces.roundId, roundId)));
  if (!unit) return { category, choice, unit: null, label: null };
  const { nameZh, nameEn, roomNo, floor, label } = unit;
  return { category, choice, unit: { building: { nameZh, nameEn }, roomNo, floor, bed }, label };
}
