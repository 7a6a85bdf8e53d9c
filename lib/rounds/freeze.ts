import { and, eq, isNotNull } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { draws, roundFiles, roundPlaces } from "#db/schema";
import type { Actor } from "../actor.ts";
import { rosterOf as canonicalRosterOf } from "../allocation/bundle-result.ts";
import { termsHash } from "../allocation/bundle-terms.ts";
import { roundText } from "../allocation/bundle-text.ts";
import { unitsHash } from "../allocation/units.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { type Decision, grant } from "../errors.ts";
import { sha256 } from "../secrets.ts";
import { bundleOf } from "./bundle.ts";
import { placesOfRound } from "./places.ts";
import { changeRound, findRound, openObjections, type RoundRow, roundOf } from "./record.ts";
import { type RosterEntry, rosterOf } from "./roster.ts";
import { decideRoundStep } from "./rules.ts";
import { placeOfId } from "./rules-places.ts";
import { planOf, planText } from "./units-file.ts";

/**
 * Freezes who stands in the draw, with which wishes, for which places: the file is kept byte for byte, and its hashes and
 * the count are published before the randomness exists.
 */
export const freezeRoster = (
  actor: Actor,
  roundId: string,
  { now }: { now: Date },
): Promise<Decision<{ sha256: string; count: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.freeze");
    const round = await findRound(tx, roundId);
    const facts = { openObjections: await openObjections(tx, roundId) };
    const entries = await rosterOf(tx, round);
    const decision = decideRoundStep(roundOf(round), "freeze", now, { ...facts, rosterCount: entries.length });
    if (!decision.ok) return decision;
    if (round.mechanism === "exchange") await putTenantsPlaces(tx, round, entries);
    await labelPlaces(tx, roundId);
    const { bundle, roster } = await bundleOf(tx, round);
    const frozen = canonicalRosterOf(bundle);
    const runNo = await nextRunNo(tx, roundId);
    await keepFile(tx, { roundId, runNo, kind: "roster", content: roundText(bundle), createdAt: now });
    const plan = round.mechanism === "choice" ? planOf(round, await placesOfRound(tx, roundId), roster) : null;
    if (plan) await keepFile(tx, { roundId, runNo, kind: "places", content: planText(plan), createdAt: now });
    const placesHash = plan && unitsHash(plan);
    await changeRound(tx, roundId, {
      status: decision.status,
      frozenAt: now,
      rosterHash: frozen.sha256,
      rosterCount: frozen.count,
      unitsHash: placesHash,
      termsHash: termsHash(bundle),
    });
    await audit(tx, actor, "round.freeze", "round", roundId, now, { ...frozen, unitsHash: placesHash });
    return grant(frozen);
  });

/** The number of the next draw of the round, from 1: what was frozen for it is kept under the same number. */
export const nextRunNo = async (tx: Pick<Writer, "$count">, roundId: string): Promise<number> =>
  1 + (await tx.$count(draws, and(eq(draws.roundId, roundId), isNotNull(draws.runNo))));

type File = Omit<typeof roundFiles.$inferInsert, "sha256">;

export const keepFile = async (tx: Writer, file: File): Promise<void> =>
  void (await tx.insert(roundFiles).values({ ...file, sha256: sha256(file.content) }));

/** In an exchange whoever takes part brings the place they live in. */
async function putTenantsPlaces(tx: Writer, round: RoundRow, entries: readonly RosterEntry[]): Promise<void> {
  await tx.delete(roundPlaces).where(and(eq(roundPlaces.roundId, round.id), isNotNull(roundPlaces.tenantOf)));
  const brought = entries.flatMap(({ applicationId, holds }) =>
    holds === null ? [] : [{ roundId: round.id, ...placeOfId(holds), categoryId: null, tenantOf: applicationId }],
  );
  await inChunks(brought, (chunk) => tx.insert(roundPlaces).values(chunk));
}

/**
 * Labels count rooms in the published order, so that they say no more than it does: `P0012`, and `P0012-2` for its
 * second bed.
 */
async function labelPlaces(tx: Writer, roundId: string): Promise<void> {
  await tx.update(roundPlaces).set({ label: null }).where(eq(roundPlaces.roundId, roundId));
  const rooms = new Map<string, string>();
  for (const { unitId, bed } of await placesOfRound(tx, roundId)) {
    const room = rooms.get(unitId) ?? `P${String(rooms.size + 1).padStart(4, "0")}`;
    rooms.set(unitId, room);
    const here = and(eq(roundPlaces.roundId, roundId), eq(roundPlaces.unitId, unitId), eq(roundPlaces.bed, bed));
    await tx
      .update(roundPlaces)
      .set({ label: bed === 0 ? room : `${room}-${bed}` })
      .where(here);
  }
}
