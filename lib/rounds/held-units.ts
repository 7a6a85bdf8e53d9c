import { and, asc, eq, inArray, notInArray, sql } from "drizzle-orm";
import type { Writer } from "#db/client";
import { offers, roundCategories, roundPlaces, units } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import { decideUnitStatus } from "../inventory/rules.ts";
import type { RoundRow } from "./record.ts";

/**
 * Vacant → held for every unit of the round, and by the bed for whom; refused when one has been let or locked since it was
 * chosen. From now on they are promised, and nobody lets one past the round.
 */
export async function holdUnits(tx: Writer, round: RoundRow, now: Date): Promise<Decision> {
  const promised = await tx
    .selectDistinct({
      id: units.id,
      status: units.status,
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
    .where(eq(roundPlaces.roundId, round.id));
  const lost = promised.filter(({ status }) => !decideUnitStatus(status, "held").ok);
  if (lost.length > 0) return refuse("round-units-not-vacant", { count: lost.length });
  for (const bedGender of [null, "female", "male"] as const) {
    const ids = promised.filter(({ gender }) => gender === bedGender).map(({ id }) => id);
    await inChunks(ids, (part) =>
      tx
        .update(units)
        .set({ status: "held", statusReason: round.code, statusAt: now, bedGender })
        .where(inArray(units.id, part)),
    );
  }
  return grant({});
}

/**
 * Held → vacant for every unit of the round that is still held, so nobody has a bed of it; one that another round's waiting
 * list has been offered stays held. Gives their ids and for whom each was let by the bed.
 */
export async function releaseUnits(
  tx: Writer,
  roundId: string,
  now: Date,
): Promise<{ id: string; bedGender: "female" | "male" | null }[]> {
  const offered = tx.select({ unitId: offers.unitId }).from(offers).where(eq(offers.status, "open"));
  const still = await tx
    .selectDistinct({ id: units.id, bedGender: units.bedGender })
    .from(roundPlaces)
    .innerJoin(units, eq(units.id, roundPlaces.unitId))
    .where(and(eq(roundPlaces.roundId, roundId), eq(units.status, "held"), notInArray(units.id, offered)))
    .orderBy(asc(units.id));
  await inChunks(
    still.map(({ id }) => id),
    (part) =>
      tx
        .update(units)
        .set({ status: "vacant", statusReason: null, statusAt: now, bedGender: null })
        .where(inArray(units.id, part)),
  );
  return still;
}
