import { and, eq, inArray } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { roundCategories, roundPlaces, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { type Decision, grant, refuse, refuseFields } from "../errors.ts";
import { choosableUnits, pickCounts, pickNamed } from "./choosable-units.ts";
import { categoriesOf, roomTypeFacts } from "./places.ts";
import { findRound } from "./record.ts";
import { decideReserves, type OfferedUnit, type PlaceMode, placesAndCategories, type Reserve } from "./rules-places.ts";
import { classNames } from "./rules-terms.ts";

export type PlacePick =
  | { units: readonly { unitId: string; mode: PlaceMode }[] }
  | { counts: readonly { buildingId: string; roomTypeId: string; mode: PlaceMode; count: number }[] };

/**
 * Sets which places the draft round gives, instead of those set before: the named units, or so many of each building and
 * type in the published order, each whole or by the bed. Only what nobody has and no other unfinished round offers: vacant
 * units, and beds of rooms in which others live. Reserves are set anew afterwards.
 */
export const setRoundPlaces = (
  actor: Actor,
  roundId: string,
  pick: PlacePick,
  { now }: { now: Date },
): Promise<Decision<{ units: number; places: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.setPlaces");
    const round = await findRound(tx, roundId);
    if (round.status !== "draft") return refuse("round-not-draft", { status: round.status });
    const free = await choosableUnits(tx, round);
    const picked = "units" in pick ? pickNamed(free, pick.units) : pickCounts(free, pick.counts);
    if (!picked.ok) return picked;
    const types = await roomTypeFacts(tx, round.complexId);
    const alone = picked.units.find(
      ({ roomTypeId, mode }) => mode !== "whole" && (types.get(roomTypeId)?.beds ?? 1) < 2,
    );
    if (alone) return refuse("round-one-bed-by-bed");
    const { places, categories } = placesAndCategories(picked.units, types);
    const exchange = round.mechanism === "exchange";
    if (exchange) await keepBedGenders(tx, roundId, picked.units);
    await tx.delete(roundPlaces).where(eq(roundPlaces.roundId, roundId));
    await tx.delete(roundCategories).where(eq(roundCategories.roundId, roundId));
    await inChunks(places, (chunk) =>
      tx
        .insert(roundPlaces)
        .values(
          chunk.map(({ categoryId, ...place }) => ({ roundId, ...place, categoryId: exchange ? null : categoryId })),
        ),
    );
    const rows = categories.map(({ places: _, ...category }, position) => ({
      roundId,
      position,
      reserves: [],
      ...category,
    }));
    if (!exchange) await inChunks(rows, (chunk) => tx.insert(roundCategories).values(chunk));
    const counts = { units: picked.units.length, places: places.length };
    await audit(tx, actor, "round.setPlaces", "round", roundId, now, counts);
    return grant(counts);
  });

/** An exchange has no categories that say for whom the beds of a room are: its vacant units themselves do. */
async function keepBedGenders(tx: Writer, roundId: string, picked: readonly OfferedUnit[]): Promise<void> {
  const before = await tx
    .selectDistinct({ id: roundPlaces.unitId })
    .from(roundPlaces)
    .where(eq(roundPlaces.roundId, roundId));
  const modes: [PlaceMode, string[]][] = [["whole", before.map(({ id }) => id)]];
  for (const [mode, of] of Map.groupBy(picked, (unit) => unit.mode)) modes.push([mode, of.map(({ unitId }) => unitId)]);
  for (const [mode, ids] of modes) {
    const bedGender = mode === "whole" ? null : mode;
    await inChunks(ids, (part) => tx.update(units).set({ bedGender }).where(inArray(units.id, part)));
  }
}

/** Sets how many places of each category are kept first for a class, instead of what was set before. */
export const setReserves = (
  actor: Actor,
  roundId: string,
  given: readonly (Reserve & { categoryId: string })[],
  { now }: { now: Date },
): Promise<Decision<{ reserved: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.setReserves");
    const round = await findRound(tx, roundId);
    if (round.status !== "draft") return refuse("round-not-draft", { status: round.status });
    // Live choosing goes by the order alone: a reserve would promise what nobody keeps.
    const asked = given.some(({ places }) => places !== 0);
    if (round.mechanism === "live" && asked) return refuse("round-live-without-reserves");
    const categories = await categoriesOf(tx, roundId);
    const known = new Set(categories.map(({ id }) => id));
    if (given.some(({ categoryId }) => !known.has(categoryId))) return refuse("round-category-unknown");
    let reserved = 0;
    for (const { id, places } of categories) {
      const mine = given.filter(({ categoryId }) => categoryId === id);
      const decision = decideReserves(
        places,
        mine.map((reserve) => ({ class: reserve.class, places: reserve.places })),
        classNames,
      );
      if (!decision.ok) {
        const { reason, values } = decision;
        return refuseFields([{ field: `reserve-${id}`, reason, ...(values && { values }) }]);
      }
      reserved += decision.reserves.reduce((sum, reserve) => sum + reserve.places, 0);
      await tx
        .update(roundCategories)
        .set({ reserves: decision.reserves })
        .where(and(eq(roundCategories.roundId, roundId), eq(roundCategories.id, id)));
    }
    await audit(tx, actor, "round.setReserves", "round", roundId, now, { reserved });
    return grant({ reserved });
  });
