import { eq } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { applicationMembers } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { addMonthsToDay, cityTime, dayAt, instantOn } from "../days.ts";
import { type Decision, grant, invariant } from "../errors.ts";
import { tellEach } from "../notices/commands.ts";
import { startOffering } from "./offering.ts";
import { changeRound, findRound, openObjections, type RoundRow, roundOf } from "./record.ts";
import { decideRoundStep, noticeEnd } from "./rules.ts";
import { resultsInOrder, validDraw } from "./valid-draw.ts";

/**
 * Publishes the draw for objections (公示) for as many days as were announced: everybody hears their rank, and whether
 * they have a place if no objection changes it. Offers are made after the notice.
 */
export const publishResults = (
  actor: Actor,
  roundId: string,
  { now }: { now: Date },
): Promise<Decision<{ placed: number; waiting: number; until: Date }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.publish");
    const round = await findRound(tx, roundId);
    const decision = decideRoundStep(roundOf(round), "publish", now);
    if (!decision.ok) return decision;
    const draw = await validDraw(tx, roundId);
    invariant(draw, "a drawn round has a draw");
    const until = noticeEnd(now, round.terms.resultsNoticeDays);
    const results = await resultsInOrder(tx, draw.id);
    const live = round.mechanism === "live";
    const joined = Map.groupBy(await joinedIn(tx, round), ({ applicationId }) => applicationId);
    await tellEach(
      tx,
      results.flatMap(({ applicationId, personId, receiptNo, rank, categoryId }) => {
        const kind = categoryId !== null ? "round-placed" : live ? "round-ranked" : "round-not-assigned";
        const values = { code: round.code, receiptNo, rank, of: results.length, until: cityTime(until) };
        // In an exchange everybody has a place; which one they are told once nothing can change it any more.
        const notice = { values, at: now, kind: round.mechanism === "exchange" ? "exchange-drawn" : kind };
        return [{ personId }, ...(joined.get(applicationId) ?? [])].map((one) => ({
          personId: one.personId,
          ...notice,
        }));
      }),
    );
    await changeRound(tx, roundId, { status: decision.status, publishedAt: now, resultsNoticeUntil: until });
    const placed = results.filter(({ categoryId }) => categoryId !== null).length;
    const counts = { placed, waiting: results.length - placed };
    await audit(tx, actor, "round.publish", "round", roundId, now, { ...counts, until });
    return grant({ ...counts, until });
  });

/** Whoever has joined an application of the round. In an exchange one of a household is told (lib/exchange). */
const joinedIn = async (tx: Writer, { id, mechanism }: Pick<RoundRow, "id" | "mechanism">) =>
  mechanism === "exchange"
    ? []
    : tx
        .select({ applicationId: applicationMembers.applicationId, personId: applicationMembers.personId })
        .from(applicationMembers)
        .where(eq(applicationMembers.roundId, id));

/**
 * Begins what the result is for, after the notice and once every objection has its answer: offers and waiting lists, the
 * turns of live choosing, or the day of the exchange.
 */
export const beginOffering = (
  actor: Actor,
  roundId: string,
  { now }: { now: Date },
): Promise<Decision<{ offered: number; waiting: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.offer");
    const round = await findRound(tx, roundId);
    const facts = { openObjections: await openObjections(tx, roundId) };
    const decision = decideRoundStep(roundOf(round), "offer", now, facts);
    if (!decision.ok) return decision;
    const draw = await validDraw(tx, roundId);
    invariant(draw, "a drawn round has a draw");
    const waitlistUntil = instantOn(addMonthsToDay(dayAt(now), round.terms.waitlistMonths));
    await changeRound(tx, roundId, { status: decision.status, offeringAt: now, waitlistUntil });
    const counts = await startOffering(tx, { ...round, status: decision.status, waitlistUntil }, draw, now);
    await audit(tx, actor, "round.offer", "round", roundId, now, counts);
    return grant(counts);
  });
