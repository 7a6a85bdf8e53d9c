import { and, asc, desc, eq, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { applicationChoices, applications, draws, offers, roomTypes, rounds, roundUnits, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import type { Decision } from "../errors.ts";
import { canonicalOf } from "./draw.ts";
import { findRound, type RoundRow } from "./record.ts";
import { nextStep, type RoundStep } from "./rules.ts";

const total = sql<number>`count(*)`.mapWith(Number);

/** A round without its sealed secret. */
export type ShownRound = Omit<RoundRow, "chainSecretSealed">;
export type RoundLine = ShownRound & { units: number; applications: number; openOffers: number };

function shown({ chainSecretSealed: _, ...round }: RoundRow): ShownRound {
  return round;
}

/** Every round with its counts, the newest first. */
export async function roundsFor(actor: Actor): Promise<RoundLine[]> {
  authorize(actor, "round.list");
  const db = await reader();
  const rows = await db.select().from(rounds).orderBy(desc(rounds.createdAt), desc(rounds.id));
  const unitCounts = await db
    .select({ roundId: roundUnits.roundId, total })
    .from(roundUnits)
    .groupBy(roundUnits.roundId);
  const sent = await db
    .select({ roundId: applications.roundId, total })
    .from(applications)
    .where(eq(applications.status, "submitted"))
    .groupBy(applications.roundId);
  const open = await db
    .select({ roundId: offers.roundId, total })
    .from(offers)
    .where(eq(offers.status, "open"))
    .groupBy(offers.roundId);
  const of = (counts: { roundId: string; total: number }[], roundId: string) =>
    counts.find((row) => row.roundId === roundId)?.total ?? 0;
  return rows.map((row) => ({
    ...shown(row),
    units: of(unitCounts, row.id),
    applications: of(sent, row.id),
    openOffers: of(open, row.id),
  }));
}

export type RoundType = Pick<typeof roomTypes.$inferSelect, "id" | "nameZh" | "nameEn" | "rentFen"> & {
  units: number;
  /** Submitted applications that name it first, and that name it at all. */
  firstChoices: number;
  wishes: number;
  accepted: number;
  openOffers: number;
};
export type OfferCounts = Record<(typeof offers.$inferSelect)["status"], number>;
export type RoundView = ShownRound & {
  next: RoundStep | null;
  types: RoundType[];
  units: number;
  submitted: number;
  withdrawn: number;
  offers: OfferCounts;
  draw: { id: string; runNo: number; code: string; randomness: string; drawnAt: Date } | null;
};

/** One round with all its desk shows but the long tables. */
export async function roundFor(actor: Actor, roundId: string): Promise<RoundView> {
  authorize(actor, "round.view");
  const db = await reader();
  const row = await findRound(db, roundId);
  const types = await typesOf(row);
  const sent = await db
    .select({ status: applications.status, total })
    .from(applications)
    .where(eq(applications.roundId, roundId))
    .groupBy(applications.status);
  const answered = await db
    .select({ status: offers.status, total })
    .from(offers)
    .where(eq(offers.roundId, roundId))
    .groupBy(offers.status);
  const [draw] = await db
    .select({
      id: draws.id,
      runNo: draws.runNo,
      code: draws.code,
      randomness: draws.randomness,
      drawnAt: draws.drawnAt,
    })
    .from(draws)
    .where(eq(draws.roundId, roundId))
    .orderBy(desc(draws.runNo))
    .limit(1);
  const counted = (status: string) => answered.find((one) => one.status === status)?.total ?? 0;
  return {
    ...shown(row),
    next: nextStep(row.status),
    types,
    units: types.reduce((sum, type) => sum + type.units, 0),
    submitted: sent.find(({ status }) => status === "submitted")?.total ?? 0,
    withdrawn: sent.find(({ status }) => status === "withdrawn")?.total ?? 0,
    offers: {
      open: counted("open"),
      accepted: counted("accepted"),
      declined: counted("declined"),
      expired: counted("expired"),
      withdrawn: counted("withdrawn"),
    },
    draw: draw ?? null,
  };
}

async function typesOf(round: RoundRow): Promise<RoundType[]> {
  const db = await reader();
  const offered = await db
    .select({ roomTypeId: units.roomTypeId, total })
    .from(roundUnits)
    .innerJoin(units, eq(units.id, roundUnits.unitId))
    .where(eq(roundUnits.roundId, round.id))
    .groupBy(units.roomTypeId);
  const wished = await db
    .select({
      roomTypeId: applicationChoices.roomTypeId,
      total,
      first: sql<number>`sum(case when ${applicationChoices.position} = 1 then 1 else 0 end)`.mapWith(Number),
    })
    .from(applicationChoices)
    .innerJoin(applications, eq(applications.id, applicationChoices.applicationId))
    .where(and(eq(applications.roundId, round.id), eq(applications.status, "submitted")))
    .groupBy(applicationChoices.roomTypeId);
  const answered = await db
    .select({ roomTypeId: offers.roomTypeId, status: offers.status, total })
    .from(offers)
    .where(eq(offers.roundId, round.id))
    .groupBy(offers.roomTypeId, offers.status);
  const all = await db
    .select({ id: roomTypes.id, nameZh: roomTypes.nameZh, nameEn: roomTypes.nameEn, rentFen: roomTypes.rentFen })
    .from(roomTypes)
    .where(eq(roomTypes.complexId, round.complexId))
    .orderBy(asc(roomTypes.position));
  return all.flatMap((type) => {
    const count = offered.find(({ roomTypeId }) => roomTypeId === type.id)?.total ?? 0;
    if (count === 0) return [];
    const wish = wished.find(({ roomTypeId }) => roomTypeId === type.id);
    const of = (status: string) =>
      answered.find((one) => one.roomTypeId === type.id && one.status === status)?.total ?? 0;
    return {
      ...type,
      units: count,
      firstChoices: wish?.first ?? 0,
      wishes: wish?.total ?? 0,
      accepted: of("accepted"),
      openOffers: of("open"),
    };
  });
}

/** What the typed outcomes come to, without drawing: the text the operator confirms. */
export async function previewDraw(
  actor: Actor,
  roundId: string,
  texts: readonly string[],
): Promise<Decision<{ randomness: string }>> {
  authorize(actor, "round.draw");
  return canonicalOf(await findRound(await reader(), roundId), texts);
}
