import { randomBytes } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { complexes, offers, rounds, roundUnits } from "#db/schema";
import type { Actor } from "../actor.ts";
import { hexOf } from "../allocation/digest.ts";
import { CHAIN_LENGTH, commitmentOf } from "../allocation/draw.ts";
import { rosterHash } from "../allocation/roster.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, invariant, refuse, refuseFields } from "../errors.ts";
import { newId } from "../ids.ts";
import { seal } from "../secrets.ts";
import { chainSecretPlace, findRound, type RoundRow, roundOf } from "./record.ts";
import { rosterOf } from "./roster.ts";
import { decideRoundStep } from "./rules.ts";
import { decideNewRound, type NewRound } from "./rules-new.ts";
import { holdUnits, releaseUnits } from "./units.ts";

export { setRoundUnits } from "./units.ts";

type Given = { now: Date };
/** Names the published rules of draw, choice and units within a type; another version is another text. */
export const RULES_VERSION = "draw-vrs-00/serial-dictatorship-1";
const SECRET_BYTES = 32;

/**
 * Drafts a round. The secret of the draw's hash chain is made here and sealed; its end is published as the commitment.
 * `secret` (32 bytes) is given only where demo data must come out the same again.
 */
export const createRound = (
  actor: Actor,
  input: NewRound,
  { now, secret = randomBytes(SECRET_BYTES) }: Given & { secret?: Uint8Array },
): Promise<Decision<{ roundId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.create");
    invariant(secret.length === SECRET_BYTES, "a chain's secret has 32 bytes");
    const valid = decideNewRound(input);
    if (!valid.ok) return valid;
    const [complex] = await tx.select({ id: complexes.id }).from(complexes).orderBy(complexes.id).limit(1);
    if (!complex) return refuse("complex-missing");
    const sameCode = and(eq(rounds.complexId, complex.id), eq(rounds.code, input.code));
    const [taken] = await tx.select({ id: rounds.id }).from(rounds).where(sameCode);
    if (taken) return refuseFields([{ field: "code", reason: "round-code-taken" }]);
    const { sources, fallback, ...columns } = input;
    const id = newId();
    const commitment = commitmentOf(secret);
    await tx.insert(rounds).values({
      ...columns,
      id,
      complexId: complex.id,
      status: "draft",
      rules: RULES_VERSION,
      randomnessSources: [...sources],
      randomnessFallback: fallback.trim(),
      commitment,
      chainSecretSealed: seal(hexOf(secret), chainSecretPlace(id)),
      chainLength: CHAIN_LENGTH,
      createdAt: now,
      createdBy: actor.userId,
    });
    await audit(tx, actor, "round.create", "round", id, now, { code: input.code, commitment });
    return grant({ roundId: id });
  });

async function change(tx: Writer, round: RoundRow, values: Partial<typeof rounds.$inferInsert>): Promise<void> {
  await tx.update(rounds).set(values).where(eq(rounds.id, round.id));
}

/**
 * Opens the round over its units. They go from vacant to held: from now on they are promised to the applicants, and
 * nobody lets one of them past the round.
 */
export const openRound = (actor: Actor, roundId: string, { now }: Given): Promise<Decision<{ units: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.open");
    const round = await findRound(tx, roundId);
    const unitCount = await tx.$count(roundUnits, eq(roundUnits.roundId, roundId));
    const decision = decideRoundStep(roundOf(round), "open", now, { unitCount });
    if (!decision.ok) return decision;
    const held = await holdUnits(tx, round, now);
    if (!held.ok) return held;
    await change(tx, round, { status: decision.status, openedAt: now });
    await audit(tx, actor, "round.open", "round", roundId, now, { units: unitCount });
    return grant({ units: unitCount });
  });

/** Takes no more applications. Before the published time this needs a reason, which the audit keeps. */
export const closeRound = (
  actor: Actor,
  roundId: string,
  { now, reason = null }: Given & { reason?: string | null },
): Promise<Decision> =>
  transaction(async (tx) => {
    authorize(actor, "round.close");
    const round = await findRound(tx, roundId);
    const decision = decideRoundStep(roundOf(round), "close", now, { reason });
    if (!decision.ok) return decision;
    await change(tx, round, { status: decision.status, closedAt: now });
    const early = now < round.closesAt;
    await audit(tx, actor, "round.close", "round", roundId, now, early ? { early, reason: reason?.trim() } : {});
    return grant({});
  });

/** Freezes who stands in the draw and with which wishes; hash and count are published before the randomness exists. */
export const freezeRoster = (
  actor: Actor,
  roundId: string,
  { now }: Given,
): Promise<Decision<{ sha256: string; count: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.freeze");
    const round = await findRound(tx, roundId);
    const decision = decideRoundStep(roundOf(round), "freeze", now);
    if (!decision.ok) return decision;
    const frozen = rosterHash((await rosterOf(tx, roundId)).rows);
    const { status } = decision;
    await change(tx, round, { status, frozenAt: now, rosterHash: frozen.sha256, rosterCount: frozen.count });
    await audit(tx, actor, "round.freeze", "round", roundId, now, frozen);
    return grant(frozen);
  });

/** Ends the round once no offer is open; units that nobody took are vacant again. */
export const finishRound = (actor: Actor, roundId: string, { now }: Given): Promise<Decision<{ released: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.finish");
    const round = await findRound(tx, roundId);
    const openOffers = await tx.$count(offers, and(eq(offers.roundId, roundId), eq(offers.status, "open")));
    const decision = decideRoundStep(roundOf(round), "finish", now, { openOffers });
    if (!decision.ok) return decision;
    const released = await releaseUnits(tx, roundId, now);
    await change(tx, round, { status: decision.status, finishedAt: now });
    await audit(tx, actor, "round.finish", "round", roundId, now, { released });
    return grant({ released });
  });
