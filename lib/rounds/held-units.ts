import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Writer } from "#db/client";
import { offers, roundCategories, roundPlaces, units } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import { decideHolding } from "../inventory/rules-beds.ts";
import { takenBeds } from "../offers/taken-beds.ts";
import type { RoundRow } from "./record.ts";

/**
 * Vacant → held for every unit of the round, and by the bed for whom; of a room in which others live its beds are promised
 * and its status stays. Refused when something has been let or locked since it was chosen. From now on all of it is
 * promised, and nobody lets it past the round.
 */
export async function holdUnits(tx: Writer, round: RoundRow, now: Date): Promise<Decision> {
  const promised = await promisedUnits(tx, round.id);
  const taken = await takenBeds(
    tx,
    promised.map(({ id }) => id),
  );
  const outcomes = promised.map((unit) => ({ ...unit, hold: decideHolding(unit, taken.get(unit.id) ?? new Set()) }));
  const lost = outcomes.filter(({ hold }) => !hold.ok);
  if (lost.length > 0) return refuse("round-units-not-vacant", { count: lost.length });
  const toHold = outcomes.filter(({ hold }) => hold.ok && hold.status !== null);
  for (const bedGender of [null, "female", "male"] as const) {
    const ids = toHold.filter(({ gender }) => gender === bedGender).map(({ id }) => id);
    await inChunks(ids, (part) =>
      tx
        .update(units)
        .set({ status: "held", statusReason: round.code, statusAt: now, bedGender })
        .where(inArray(units.id, part)),
    );
  }
  return grant({});
}

/** The units of a round with their promised beds and for whom these are. */
async function promisedUnits(tx: Writer, roundId: string) {
  const rows = await tx
    .select({
      id: units.id,
      bed: roundPlaces.bed,
      status: units.status,
      bedGender: units.bedGender,
      // Without categories, in an exchange, the units themselves say for whom their beds are.
      gender: sql<
        "female" | "male" | null
      >`case when ${roundPlaces.categoryId} is null then ${units.bedGender} else ${roundCategories.gender} end`,
    })
    .from(roundPlaces)
    .innerJoin(units, eq(units.id, roundPlaces.unitId))
    .leftJoin(
      roundCategories,
      and(eq(roundCategories.roundId, roundPlaces.roundId), eq(roundCategories.id, roundPlaces.categoryId)),
    )
    .where(eq(roundPlaces.roundId, roundId));
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((of) => {
    const [first] = of;
    return first ? [{ ...first, beds: of.map(({ bed }) => bed) }] : [];
  });
}

type LetTo = { id: string; bedGender: "female" | "male" | null };

/**
 * Held → vacant for every unit of the round that is still held, so nobody has a bed of it; one that another round's waiting
 * list has been offered stays held. Gives them, and the rooms let by the bed in which somebody has one and others may be
 * free.
 */
export async function releaseUnits(
  tx: Writer,
  roundId: string,
  now: Date,
): Promise<{ vacated: LetTo[]; shared: LetTo[] }> {
  const offered = new Set(
    (await tx.select({ unitId: offers.unitId }).from(offers).where(eq(offers.status, "open"))).map(
      ({ unitId }) => unitId,
    ),
  );
  const all = await tx
    .selectDistinct({ id: units.id, bedGender: units.bedGender, status: units.status })
    .from(roundPlaces)
    .innerJoin(units, eq(units.id, roundPlaces.unitId))
    .where(eq(roundPlaces.roundId, roundId))
    .orderBy(asc(units.id));
  const vacated = all.filter(({ id, status }) => status === "held" && !offered.has(id));
  await inChunks(
    vacated.map(({ id }) => id),
    (part) =>
      tx
        .update(units)
        .set({ status: "vacant", statusReason: null, statusAt: now, bedGender: null })
        .where(inArray(units.id, part)),
  );
  const rest = all.filter((unit) => !vacated.includes(unit));
  return { vacated, shared: rest.filter(({ bedGender }) => bedGender !== null) };
}
