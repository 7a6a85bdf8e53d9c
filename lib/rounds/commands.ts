import { randomBytes } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import { reader, transaction, type Writer } from "#db/client";
import { complexes, offers, roundPlaces, rounds, turns } from "#db/schema";
import type { Actor } from "../actor.ts";
import { hexOf } from "../allocation/digest.ts";
import { CHAIN_LENGTH, commitmentOf } from "../allocation/draw.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, invariant, refuse, refuseFields } from "../errors.ts";
import { newId } from "../ids.ts";
import { offerFreePlaces } from "../offers/vacancies.ts";
import { seal } from "../secrets.ts";
import { holdUnits, releaseUnits } from "./held-units.ts";
import { chainSecretPlace, changeRound, findRound, type RoundRow, roundOf } from "./record.ts";
import { decideRoundStep, noticeEnd } from "./rules.ts";
import { decideNewRound, type NewRound } from "./rules-new.ts";

export { setReserves, setRoundPlaces } from "./choosing-places.ts";
export { freezeRoster } from "./freeze.ts";
export { setPriority } from "./priority.ts";

type Given = { now: Date };
/** Names the published rules of draw, choice and places; another version is another text. */
export const RULES_VERSION = "draw-vrs-00/deferred-acceptance-1/units-1";
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

/**
 * Announces the round: rules, places, times, sources and commitment are public and fixed from now on. Its units go from
 * vacant to held: they are promised to the applicants, and nobody lets one of them past the round.
 */
export const announceRound = (actor: Actor, roundId: string, { now }: Given): Promise<Decision<{ places: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.announce");
    const round = await findRound(tx, roundId);
    const placeCount = await tx.$count(roundPlaces, eq(roundPlaces.roundId, roundId));
    const decision = decideRoundStep(roundOf(round), "announce", now, { placeCount });
    if (!decision.ok) return decision;
    const held = await holdUnits(tx, round, now);
    if (!held.ok) return held;
    await changeRound(tx, roundId, { status: decision.status, announcedAt: now });
    await audit(tx, actor, "round.announce", "round", roundId, now, { places: placeCount });
    return grant({ places: placeCount });
  });

/** Opens an announced round from its announced time on. */
export const openRound = (actor: Actor, roundId: string, { now }: Given): Promise<Decision> =>
  transaction(async (tx) => {
    authorize(actor, "round.open");
    const round = await findRound(tx, roundId);
    const decision = decideRoundStep(roundOf(round), "open", now);
    if (!decision.ok) return decision;
    await changeRound(tx, roundId, { status: decision.status, openedAt: now });
    await audit(tx, actor, "round.open", "round", roundId, now);
    return grant({});
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
    await changeRound(tx, roundId, { status: decision.status, closedAt: now });
    const early = now < round.closesAt;
    await audit(tx, actor, "round.close", "round", roundId, now, early ? { early, reason: reason?.trim() } : {});
    return grant({});
  });

/** Publishes the roster for objections (公示) for as many days as were announced. */
export const noticeRoster = (actor: Actor, roundId: string, { now }: Given): Promise<Decision<{ until: Date }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.noticeRoster");
    const round = await findRound(tx, roundId);
    const decision = decideRoundStep(roundOf(round), "noticeRoster", now);
    if (!decision.ok) return decision;
    const until = noticeEnd(now, round.terms.rosterNoticeDays);
    await changeRound(tx, roundId, { status: decision.status, rosterNoticeAt: now, rosterNoticeUntil: until });
    await audit(tx, actor, "round.noticeRoster", "round", roundId, now, { until });
    return grant({ until });
  });

/**
 * Takes the roster up again after a draw, for a reason that is published: an upheld objection said that somebody was
 * wrongly on it or not on it. It is put on notice again, frozen again and drawn again; everything before stays on record.
 */
export const reopenRoster = (
  actor: Actor,
  roundId: string,
  { now, reason }: Given & { reason: string },
): Promise<Decision<{ until: Date }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.reopenRoster");
    const round = await findRound(tx, roundId);
    const decision = decideRoundStep(roundOf(round), "reopenRoster", now, { reason });
    if (!decision.ok) return decision;
    const until = noticeEnd(now, round.terms.rosterNoticeDays);
    await changeRound(tx, roundId, {
      status: decision.status,
      rosterNoticeAt: now,
      rosterNoticeUntil: until,
      rosterHash: null,
      rosterCount: null,
      unitsHash: null,
      termsHash: null,
      frozenAt: null,
      drawnAt: null,
      publishedAt: null,
      resultsNoticeUntil: null,
    });
    await audit(tx, actor, "round.reopenRoster", "round", roundId, now, { reason: reason.trim(), until });
    return grant({ until });
  });

/** What keeps a round from being finished: offers open, turns to come, leases that have not moved. */
async function unfinishedOf(tx: Writer, round: RoundRow): Promise<number> {
  const { id } = round;
  if (round.mechanism === "choice") return tx.$count(offers, and(eq(offers.roundId, id), eq(offers.status, "open")));
  if (round.mechanism === "live") return tx.$count(turns, and(eq(turns.roundId, id), eq(turns.status, "waiting")));
  const unmoved = and(eq(roundPlaces.roundId, id), sql`${roundPlaces.tenantOf} is not null`);
  return tx.$count(roundPlaces, and(unmoved, sql`${roundPlaces.takenAt} is null`));
}

/** Ends the round once nothing of it is open; units that nobody took are vacant again. Its waiting lists go on. */
export const finishRound = (actor: Actor, roundId: string, { now }: Given): Promise<Decision<{ released: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.finish");
    const round = await findRound(tx, roundId);
    const unfinished = await unfinishedOf(tx, round);
    const decision = decideRoundStep(roundOf(round), "finish", now, { unfinished });
    if (!decision.ok) return decision;
    const { vacated, shared } = await releaseUnits(tx, roundId, now);
    const released = vacated.length;
    await changeRound(tx, roundId, { status: decision.status, finishedAt: now });
    // What nobody of this round wanted may be what somebody of an earlier one still waits for.
    for (const { id, bedGender } of [...vacated, ...shared]) await offerFreePlaces(tx, id, bedGender, now);
    await audit(tx, actor, "round.finish", "round", roundId, now, { released });
    return grant({ released });
  });

/** Opens and closes announced rounds at their announced times; each in a transaction of its own. Gives what was done. */
export async function keepTimes(actor: Actor, { now }: Given): Promise<{ opened: number; closed: number }> {
  const due = await (await reader())
    .select({ id: rounds.id, status: rounds.status, opensAt: rounds.opensAt, closesAt: rounds.closesAt })
    .from(rounds)
    .where(inArray(rounds.status, ["announced", "open"]));
  const done = { opened: 0, closed: 0 };
  for (const { id, status, opensAt, closesAt } of due) {
    if (status === "announced" && now >= opensAt && (await openRound(actor, id, { now })).ok) done.opened += 1;
    if (status === "open" && now >= closesAt && (await closeRound(actor, id, { now })).ok) done.closed += 1;
  }
  return done;
}
