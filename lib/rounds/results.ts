import { asc, desc, eq } from "drizzle-orm";
import { transaction } from "#db/client";
import { applications, drawResults, draws, rounds } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, invariant } from "../errors.ts";
import { tellEach } from "../notices/commands.ts";
import { makeOffers } from "../offers/line.ts";
import { findRound, roundOf } from "./record.ts";
import { decideRoundStep } from "./rules.ts";

/** Publishes the draw: those who got a unit are offered it until `now` + the round's hours, the others hear their rank. */
export const publishResults = (
  actor: Actor,
  roundId: string,
  { now }: { now: Date },
): Promise<Decision<{ offered: number; waiting: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.publish");
    const round = await findRound(tx, roundId);
    const decision = decideRoundStep(roundOf(round), "publish", now);
    if (!decision.ok) return decision;
    const [draw] = await tx
      .select({ id: draws.id })
      .from(draws)
      .where(eq(draws.roundId, roundId))
      .orderBy(desc(draws.runNo))
      .limit(1);
    invariant(draw, "a drawn round has a draw");
    const results = await tx
      .select({
        applicationId: drawResults.applicationId,
        rank: drawResults.rank,
        unitId: drawResults.unitId,
        roomTypeId: drawResults.roomTypeId,
        personId: applications.personId,
        receiptNo: applications.receiptNo,
      })
      .from(drawResults)
      .innerJoin(applications, eq(applications.id, drawResults.applicationId))
      .where(eq(drawResults.drawId, draw.id))
      .orderBy(asc(drawResults.rank));
    const placed = results.flatMap(({ unitId, roomTypeId, ...application }) =>
      unitId !== null && roomTypeId !== null ? [{ ...application, unitId, roomTypeId }] : [],
    );
    const unplaced = results.filter(({ unitId, roomTypeId }) => unitId === null || roomTypeId === null);
    await makeOffers(tx, round, placed, now);
    await tellEach(
      tx,
      unplaced.map(({ personId, receiptNo, rank }) => {
        const values = { code: round.code, receiptNo, rank };
        return { personId, kind: "round-not-assigned", values, at: now };
      }),
    );
    await tx.update(rounds).set({ status: decision.status, publishedAt: now }).where(eq(rounds.id, roundId));
    const counts = { offered: placed.length, waiting: unplaced.length };
    await audit(tx, actor, "round.publish", "round", roundId, now, counts);
    return grant(counts);
  });
