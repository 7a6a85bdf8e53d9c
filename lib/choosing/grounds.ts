import { and, eq, gt, isNull } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { applicationMembers, applications, roundCategories, roundPlaces, rounds, turns } from "#db/schema";
import type { Party } from "../applications/rules-fit.ts";
import { invariant, NotFound } from "../errors.ts";
import type { Place } from "../rounds/rules-places.ts";
import { type ChoosingTerms, entrantOf, type RoundTerms } from "../rounds/rules-terms.ts";

type Db = Reader | Pick<Writer, "select" | "selectDistinct">;
export type TurnRow = typeof turns.$inferSelect;
export type ChoosingRound = Pick<typeof rounds.$inferSelect, "id" | "code" | "nameZh" | "nameEn" | "status"> & {
  terms: RoundTerms;
  choosing: ChoosingTerms;
};

/** A round of live choosing with its published terms; any other round is not found. */
export async function choosingRound(db: Db, roundId: string): Promise<ChoosingRound> {
  const [round] = await db.select().from(rounds).where(eq(rounds.id, roundId));
  if (!round || round.terms.choosing === null) throw new NotFound();
  const { id, code, nameZh, nameEn, status, terms } = round;
  return { id, code, nameZh, nameEn, status, terms, choosing: round.terms.choosing };
}

export type Grounds = {
  round: ChoosingRound;
  turn: TurnRow;
  application: Pick<typeof applications.$inferSelect, "id" | "personId" | "receiptNo">;
  chooser: Party;
};

/** The turn that a person has in a round, of a group its leader; nobody else's can be asked for. */
export async function groundsOf(db: Db, roundId: string, personId: string): Promise<Grounds> {
  const round = await choosingRound(db, roundId);
  const [found] = await db
    .select({ turn: turns, application: applications })
    .from(turns)
    .innerJoin(applications, eq(applications.id, turns.applicationId))
    .where(and(eq(turns.roundId, roundId), eq(applications.personId, personId)));
  if (!found) throw new NotFound();
  const { turn, application } = found;
  const members = await db
    .select({ facts: applicationMembers.facts })
    .from(applicationMembers)
    .where(eq(applicationMembers.applicationId, application.id));
  const { group, gender } = entrantOf([application.facts, ...members.map(({ facts }) => facts)], round.terms);
  return { round, turn, application, chooser: { size: group, gender } };
}

export const atPlace = (roundId: string, { unitId, bed }: Place) =>
  and(eq(roundPlaces.roundId, roundId), eq(roundPlaces.unitId, unitId), eq(roundPlaces.bed, bed));

/** A place of a round with what it asks of those who take it. */
export async function placeWith(db: Db, roundId: string, place: Place) {
  const [found] = await db
    .select({ place: roundPlaces, category: roundCategories })
    .from(roundPlaces)
    .innerJoin(
      roundCategories,
      and(eq(roundCategories.roundId, roundPlaces.roundId), eq(roundCategories.id, roundPlaces.categoryId)),
    )
    .where(atPlace(roundId, place));
  if (!found) throw new NotFound();
  return found;
}

/** Frees what an application holds at this instant; gives how many places that were, at most one by the rules. */
export async function releaseHolds(
  tx: Writer,
  roundId: string,
  applicationId: string,
  { now, except }: { now: Date; except?: Place },
): Promise<number> {
  const held = await tx
    .select({ unitId: roundPlaces.unitId, bed: roundPlaces.bed })
    .from(roundPlaces)
    .where(
      and(
        eq(roundPlaces.roundId, roundId),
        eq(roundPlaces.heldBy, applicationId),
        isNull(roundPlaces.takenBy),
        gt(roundPlaces.heldUntil, now),
      ),
    );
  const others = held.filter(({ unitId, bed }) => unitId !== except?.unitId || bed !== except.bed);
  for (const place of others) {
    const freed = await tx
      .update(roundPlaces)
      .set({ heldBy: null, heldUntil: null })
      .where(and(atPlace(roundId, place), eq(roundPlaces.heldBy, applicationId)))
      .returning({ unitId: roundPlaces.unitId });
    invariant(freed.length === 1, "a hold that was seen is there to be freed");
  }
  return others.length;
}
