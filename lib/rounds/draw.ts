import { and, eq, isNotNull } from "drizzle-orm";
import { reader, transaction, type Writer } from "#db/client";
import { draws } from "#db/schema";
import type { Actor } from "../actor.ts";
import { bytesOf, hexOf } from "../allocation/digest.ts";
import { revealAt } from "../allocation/draw.ts";
import { readRandomness } from "../allocation/randomness.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, invariant, NotFound, refuse, refuseFields } from "../errors.ts";
import { newId } from "../ids.ts";
import { stillPromised } from "../inventory/rules-beds.ts";
import { takenBeds } from "../offers/taken-beds.ts";
import { unseal } from "../secrets.ts";
import { nextRunNo } from "./freeze.ts";
import { placesOfRound } from "./places.ts";
import { chainSecretPlace, findRound, type RoundRow, roundOf } from "./record.ts";
import { decideRoundStep } from "./rules.ts";
import { runConfirmedDraw } from "./run.ts";

type Given = { now: Date };

export type RandomnessGiven = {
  /** what was typed of each announced source, in the announced order */
  randomnessTexts: readonly string[];
  /** the canonical text that the operator looked at; what was typed must still come to it */
  seen?: string;
  /** why it is drawn again */
  reason?: string | null;
};

/** The canonical randomness of what was typed, or what is wrong with which source (`source0`, `source1` …). */
export function canonicalOf(round: RoundRow, texts: readonly string[]): Decision<{ randomness: string }> {
  const read = readRandomness(texts, round.randomnessSources);
  if (read.ok) return read;
  const at = round.randomnessSources.findIndex(({ name }) => name === read.values?.source);
  const { reason, values } = read;
  return at < 0 ? read : refuseFields([{ field: `source${at}`, reason, ...(values && { values }) }]);
}

const ofRound = (roundId: string) => eq(draws.roundId, roundId);

/** The draw of a round that waits for its second person, or runs; null when there is none. */
async function underWay(tx: Pick<Writer, "select">, roundId: string) {
  const rows = await tx.select().from(draws).where(ofRound(roundId));
  return rows.find(({ status }) => status === "proposed" || status === "running") ?? null;
}

/**
 * The first of two persons: types the public outcomes. Nothing is revealed yet. A draw after the first needs a reason,
 * which is published with it. Of two at once one is refused.
 */
export const proposeDraw = (
  actor: Actor,
  roundId: string,
  given: RandomnessGiven,
  { now }: Given,
): Promise<Decision<{ drawId: string; randomness: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.proposeDraw");
    const round = await findRound(tx, roundId);
    const possible = await decideDraw(tx, round, given, now);
    if (!possible.ok) return possible;
    const { randomness } = possible;
    if (given.seen !== undefined && given.seen !== randomness) return refuse("round-randomness-not-confirmed");
    if (await underWay(tx, roundId)) return refuse("round-draw-under-way");
    invariant(round.rosterHash, "a frozen roster has its hash");
    const drawId = newId();
    await tx.insert(draws).values({
      id: drawId,
      roundId,
      status: "proposed",
      typed: [...given.randomnessTexts],
      randomness,
      rosterHash: round.rosterHash,
      reason: given.reason?.trim() || null,
      proposedAt: now,
      proposedBy: actor.userId,
    });
    await audit(tx, actor, "round.proposeDraw", "round", roundId, now, { drawId, randomness, reason: given.reason });
    return grant({ drawId, randomness });
  });

async function decideDraw(
  tx: Writer,
  round: RoundRow,
  given: RandomnessGiven,
  now: Date,
): Promise<Decision<{ randomness: string }>> {
  const drawnBefore = (await nextRunNo(tx, round.id)) > 1;
  // Out of order is said before anything about the outcome that was typed.
  const inOrder = decideRoundStep(roundOf(round), "draw", now, { randomness: null, drawnBefore, reason: given.reason });
  if (!inOrder.ok && inOrder.reason !== "round-randomness-missing") return inOrder;
  const read = canonicalOf(round, given.randomnessTexts);
  if (!read.ok) return read;
  const { randomness } = read;
  const decision = decideRoundStep(roundOf(round), "draw", now, { randomness, drawnBefore, reason: given.reason });
  return decision.ok ? grant({ randomness }) : decision;
}

/** Takes a proposed draw back; nothing has been revealed. */
export const cancelDraw = (actor: Actor, drawId: string, { now }: Given): Promise<Decision> =>
  transaction(async (tx) => {
    authorize(actor, "round.cancelDraw");
    const draw = await findDraw(tx, drawId);
    if (draw.status !== "proposed") return refuse("round-draw-not-proposed", { status: draw.status });
    await tx.update(draws).set({ status: "cancelled" }).where(eq(draws.id, drawId));
    await audit(tx, actor, "round.cancelDraw", "round", draw.roundId, now, { drawId });
    return grant({});
  });

async function findDraw(tx: Writer, drawId: string) {
  const [draw] = await tx.select().from(draws).where(eq(draws.id, drawId));
  if (!draw) throw new NotFound();
  return draw;
}

/**
 * The second person, never the first: has compared the outcomes with their source (`seen` is the text that was looked at).
 * Reveals the next link of the chain, makes every key, rank and place and keeps all of it. Confirmed twice, or by two at
 * once, it runs once; stopped half way, `resumeDraws` goes on to the same rows (ALLOCATION: 1).
 */
export async function confirmDraw(
  actor: Actor,
  drawId: string,
  seen: string,
  { now }: Given,
): Promise<Decision<{ drawId: string; count: number }>> {
  const begun = await beginDraw(actor, drawId, seen, { now });
  return begun.ok ? runConfirmedDraw(actor, drawId, now) : begun;
}

/** The first part of `confirmDraw`: from here on the draw will be run, by whoever began it or by `resumeDraws`. */
export const beginDraw = (actor: Actor, drawId: string, seen: string, { now }: Given): Promise<Decision> =>
  transaction(async (tx) => {
    authorize(actor, "round.confirmDraw");
    const draw = await findDraw(tx, drawId);
    if (draw.status !== "proposed") return refuse("round-draw-not-proposed", { status: draw.status });
    if (draw.proposedBy === actor.userId) return refuse("round-draw-second-person");
    if (seen !== draw.randomness) return refuse("round-randomness-not-confirmed");
    const round = await findRound(tx, draw.roundId);
    const given = { randomnessTexts: draw.typed, reason: draw.reason };
    const possible = await decideDraw(tx, round, given, now);
    if (!possible.ok) return possible;
    if (draw.rosterHash !== round.rosterHash) return refuse("round-roster-changed");
    const gone = await placesGone(tx, round);
    if (gone > 0) return refuse("round-units-gone", { count: gone });
    const runNo = await nextRunNo(tx, round.id);
    const secret = bytesOf(unseal(round.chainSecretSealed, chainSecretPlace(round.id)));
    invariant(secret, "a chain's secret is hex");
    const revealed = revealAt(secret, round.chainLength, runNo);
    if (!revealed.ok) return revealed;
    const code = hexOf(revealed.code);
    await tx
      .update(draws)
      .set({ status: "running", runNo, code, confirmedAt: now, confirmedBy: actor.userId })
      .where(eq(draws.id, drawId));
    await audit(tx, actor, "round.confirmDraw", "round", round.id, now, { drawId, runNo, code });
    return grant({});
  });

/** Places that are no longer there to be given: a unit let past the round, a tenant of an exchange who has left. */
async function placesGone(tx: Writer, round: RoundRow): Promise<number> {
  const places = await placesOfRound(tx, round.id);
  const taken = await takenBeds(tx, [...new Set(places.map(({ unitId }) => unitId))]);
  return places.filter((place) => {
    if (place.tenantOf !== null) return place.status !== "occupied";
    return !stillPromised(place, taken.get(place.unitId) ?? new Set());
  }).length;
}

/** Goes on with draws that were confirmed and stopped half way. Gives how many are done now. */
export async function resumeDraws(actor: Actor, { now }: Given): Promise<{ resumed: number }> {
  authorize(actor, "round.resumeDraw");
  const stopped = await (await reader())
    .select({ id: draws.id })
    .from(draws)
    .where(and(eq(draws.status, "running"), isNotNull(draws.runNo)));
  let resumed = 0;
  for (const { id } of stopped) if ((await runConfirmedDraw(actor, id, now)).ok) resumed += 1;
  return { resumed };
}
