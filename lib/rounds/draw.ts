import { eq } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { drawResults, draws, rounds } from "#db/schema";
import type { Actor } from "../actor.ts";
import { serialDictatorship, unitsForAssignments } from "../allocation/choice.ts";
import { bytesOf, hexOf } from "../allocation/digest.ts";
import { drawOrder, revealAt } from "../allocation/draw.ts";
import { readRandomness } from "../allocation/randomness.ts";
import { rosterHash } from "../allocation/roster.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { type Decision, grant, invariant, refuse, refuseFields } from "../errors.ts";
import { newId } from "../ids.ts";
import { unseal } from "../secrets.ts";
import { chainSecretPlace, findRound, type RoundRow, roundOf } from "./record.ts";
import { type RosterEntry, rosterOf } from "./roster.ts";
import { decideRoundStep } from "./rules.ts";
import { offeredUnits, roomTypeOrder } from "./units.ts";

export type RandomnessGiven = {
  /** what was typed of each announced source, in the announced order */
  randomnessTexts: readonly string[];
  /** the canonical text that the operator confirmed; what was typed must still come to it */
  seen?: string;
};

/** The canonical randomness of what was typed, or what is wrong with which source (`source0`, `source1` …). */
export function canonicalOf(round: RoundRow, texts: readonly string[]): Decision<{ randomness: string }> {
  const read = readRandomness(texts, round.randomnessSources);
  if (read.ok) return read;
  const at = round.randomnessSources.findIndex(({ name }) => name === read.values?.source);
  const { reason, values } = read;
  return at < 0 ? read : refuseFields([{ field: `source${at}`, reason, ...(values && { values }) }]);
}

/**
 * Draws (ALLOCATION: draft-thomson-elegy-vrs-00): reveals the next link of the chain, gives every receipt number its key and rank, lets
 * everybody choose in that order, and keeps all of it in one transaction. Of two at once one is refused.
 */
export const runDraw = (
  actor: Actor,
  roundId: string,
  given: RandomnessGiven,
  { now }: { now: Date },
): Promise<Decision<{ drawId: string; randomness: string; count: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.draw");
    const round = await findRound(tx, roundId);
    const read = round.status === "frozen" ? canonicalOf(round, given.randomnessTexts) : null;
    if (read && !read.ok) return read;
    const randomness = read?.randomness ?? null;
    const decision = decideRoundStep(roundOf(round), "draw", now, { randomness });
    if (!decision.ok) return decision;
    invariant(randomness !== null, "a draw that may happen has its randomness");
    if (given.seen !== undefined && given.seen !== randomness) return refuse("round-randomness-not-confirmed");
    const { entries, rows } = await rosterOf(tx, roundId);
    const roster = rosterHash(rows);
    if (roster.sha256 !== round.rosterHash) return refuse("round-roster-changed");
    const gone = (await offeredUnits(tx, roundId)).filter(({ status }) => status !== "held").length;
    if (gone > 0) return refuse("round-units-gone", { count: gone });

    const runNo = 1 + (await tx.$count(draws, eq(draws.roundId, roundId)));
    const secret = bytesOf(unseal(round.chainSecretSealed, chainSecretPlace(roundId)));
    invariant(secret, "a chain's secret is hex");
    const revealed = revealAt(secret, round.chainLength, runNo);
    if (!revealed.ok) return revealed;
    const drawId = newId();
    const code = hexOf(revealed.code);
    const run = { id: drawId, roundId, runNo, code, randomness, rosterHash: roster.sha256 };
    await tx.insert(draws).values({ ...run, reason: null, drawnAt: now, drawnBy: actor.userId });
    await keepResults(tx, round, drawId, entries, drawOrder(revealed.code, randomness, entries.map(labelOf)));
    await tx.update(rounds).set({ status: decision.status, drawnAt: now }).where(eq(rounds.id, roundId));
    const detail = { drawId, runNo, code, randomness, rosterHash: roster.sha256, count: roster.count };
    await audit(tx, actor, "round.draw", "round", roundId, now, detail);
    return grant({ drawId, randomness, count: roster.count });
  });

const labelOf = ({ label }: RosterEntry): string => label;

type Drawn = { label: string; key: string; rank: number };

/** Serial dictatorship in the order drawn, the unit each is offered, and the rows of both. */
async function keepResults(
  tx: Writer,
  round: RoundRow,
  drawId: string,
  entries: readonly RosterEntry[],
  order: readonly Drawn[],
): Promise<void> {
  const offered = await offeredUnits(tx, round.id);
  const unitsByType = Map.groupBy(offered, ({ roomTypeId }) => roomTypeId);
  const types = (await roomTypeOrder(tx, round.complexId)).filter((id) => unitsByType.has(id));
  const { assignments } = serialDictatorship(
    order.map(({ label }) => label),
    entries.map(({ label, choices, anyOther }) => ({ id: label, choices, anyOther })),
    types.map((id) => ({ id, places: unitsByType.get(id)?.length ?? 0 })),
  );
  const unitOf = new Map(unitsForAssignments(assignments, unitsByType).map(({ id, unitId }) => [id, unitId]));
  const applicationOf = new Map(entries.map(({ label, applicationId }) => [label, applicationId]));
  const keyOf = new Map(order.map(({ label, key }) => [label, key]));
  const rows = assignments.map(({ id, rank, category, choice }) => {
    const [applicationId, key] = [applicationOf.get(id), keyOf.get(id)];
    invariant(applicationId && key, "everybody drawn stands on the roster");
    return { drawId, applicationId, rank, key, roomTypeId: category, choice, unitId: unitOf.get(id) ?? null };
  });
  await inChunks(rows, (chunk) => tx.insert(drawResults).values(chunk));
}
