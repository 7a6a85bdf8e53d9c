import { asc, desc, eq } from "drizzle-orm";
import { transaction } from "#db/client";
import { applications, drawResults, draws, rounds } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, invariant } from "../errors.ts";
import { tell } from "../notices/commands.ts";
import { makeOffer } from "../offers/line.ts";
import { findRound, roundOf } from "./record.ts";
import { decideRoundStep } from "./rules.ts";

/** Publishes the draw: those who got a unit are offered it until `now` + the round's hours, the others hear their rank. */
export const publishResults = (
  actor: Actor,
  roundId: string,
  { now }: { now: Date },
): Promise<Decision<{ offered: number; waiting: number }>> =>
  transaction(async (tx) => {
    const round = await findRound(tx, roundId);
    authorize(actor, "round.publish");
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
    let offered = 0;
    for (const { rank, unitId, roomTypeId, ...application } of results) {
      if (unitId !== null && roomTypeId !== null) {
        await makeOffer(tx, round, { ...application, rank, unitId, roomTypeId }, now);
        offered += 1;
      } else {
        const values = { code: round.code, receiptNo: application.receiptNo, rank };
        await tell(tx, application.personId, { kind: "round-not-assigned", values, at: now });
      }
    }
    await tx.update(rounds).set({ status: decision.status, publishedAt: now }).where(eq(rounds.id, roundId));
    const counts = { offered, waiting: results.length - offered };
    await audit(tx, actor, "round.publish", "round", roundId, now, counts);
    return grant(counts);
  });
