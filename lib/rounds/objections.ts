import { and, asc, desc, eq } from "drizzle-orm";
import { reader, transaction, type Writer } from "#db/client";
import { objections, rounds } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, NotFound } from "../errors.ts";
import { newId } from "../ids.ts";
import { tell } from "../notices/commands.ts";
import { seal, unseal } from "../secrets.ts";
import { findRound, type RoundRow } from "./record.ts";
import { canObject, decideAnswer, type ObjectionStage } from "./rules-objections.ts";

type Given = { now: Date };
const MOST_OPEN_A_PERSON = 3;
const contactPlace = (id: string) => `objections.contact:${id}`;

export type NewObjection = { statement: string; about?: string | null };

/** A talent objects (异议) to the roster or the results while their notice runs. */
export const raiseObjection = (
  actor: Actor,
  roundId: string,
  given: NewObjection,
  { now }: Given,
): Promise<Decision<{ objectionId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "objection.raise", actor);
    const round = await publicRoundRow(tx, roundId);
    const possible = canObject(round, now);
    if (!possible.ok) return possible;
    const mine = and(
      eq(objections.roundId, roundId),
      eq(objections.personId, actor.personId ?? ""),
      eq(objections.status, "open"),
    );
    const open = await tx.select().from(objections).where(mine);
    const same = open.find(({ statement }) => statement === given.statement);
    // A second press sends the same words: it is the same objection.
    if (same) return grant({ objectionId: same.id });
    if (open.length >= MOST_OPEN_A_PERSON)
      return { ok: false, reason: "objection-too-many", values: { most: MOST_OPEN_A_PERSON } };
    const objectionId = await write(tx, actor, round, { ...given, stage: possible.stage, contact: null }, now);
    await audit(tx, actor, "objection.raise", "round", roundId, now, { objectionId, stage: possible.stage });
    return grant({ objectionId });
  });

/** An operator writes down an objection that came by phone or letter, with how to answer it. */
export const enterObjection = (
  actor: Actor,
  roundId: string,
  given: NewObjection & { contact: string },
  { now }: Given,
): Promise<Decision<{ objectionId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "objection.enter");
    const round = await publicRoundRow(tx, roundId);
    const possible = canObject(round, now);
    if (!possible.ok) return possible;
    const objectionId = await write(tx, actor, round, { ...given, stage: possible.stage }, now);
    await audit(tx, actor, "objection.enter", "round", roundId, now, { objectionId, stage: possible.stage });
    return grant({ objectionId });
  });

async function publicRoundRow(tx: Writer, roundId: string): Promise<RoundRow> {
  const round = await findRound(tx, roundId);
  if (round.status === "draft") throw new NotFound();
  return round;
}

async function write(
  tx: Writer,
  actor: Actor,
  round: RoundRow,
  { stage, statement, about, contact }: NewObjection & { stage: ObjectionStage; contact: string | null },
  now: Date,
): Promise<string> {
  const id = newId();
  await tx.insert(objections).values({
    id,
    roundId: round.id,
    stage,
    status: "open",
    personId: actor.personId,
    contactSealed: contact === null ? null : seal(contact, contactPlace(id)),
    about: about?.trim() || null,
    statement: statement.trim(),
    raisedAt: now,
    raisedBy: actor.userId,
  });
  return id;
}

/**
 * Answers an objection, for good: what follows from it is done by the steps of the round (an application entered or
 * excluded, the roster taken up again, a draw run again).
 */
export const decideObjection = (
  actor: Actor,
  objectionId: string,
  given: { outcome: "upheld" | "rejected"; answer: string },
  { now }: Given,
): Promise<Decision<{ roundId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "objection.decide");
    const [objection] = await tx.select().from(objections).where(eq(objections.id, objectionId));
    if (!objection) throw new NotFound();
    const decision = decideAnswer(objection, given.answer);
    if (!decision.ok) return decision;
    const { roundId, personId } = objection;
    await tx
      .update(objections)
      .set({ status: given.outcome, answer: decision.answer, decidedAt: now, decidedBy: actor.userId })
      .where(eq(objections.id, objectionId));
    await audit(tx, actor, "objection.decide", "round", roundId, now, { objectionId, outcome: given.outcome });
    if (personId !== null) {
      const [round] = await tx.select({ code: rounds.code }).from(rounds).where(eq(rounds.id, roundId));
      const values = { code: round?.code ?? "", roundId };
      const kind = given.outcome === "upheld" ? "objection-upheld" : "objection-rejected";
      await tell(tx, personId, { kind, values, at: now });
    }
    return grant({ roundId });
  });

export type ObjectionView = Omit<typeof objections.$inferSelect, "contactSealed"> & { contact: string | null };

/** A round's objections for the desk, open ones first. */
export async function objectionsOf(actor: Actor, roundId: string): Promise<ObjectionView[]> {
  authorize(actor, "objection.view", { personId: actor.personId });
  const here = and(
    eq(objections.roundId, roundId),
    actor.role === "talent" ? eq(objections.personId, actor.personId) : undefined,
  );
  const rows = await (await reader()).select().from(objections).where(here).orderBy(asc(objections.raisedAt));
  const open = ({ status }: { status: string }) => (status === "open" ? 0 : 1);
  return rows
    .map(({ contactSealed, ...row }) => ({
      ...row,
      contact: contactSealed === null ? null : unseal(contactSealed, contactPlace(row.id)),
    }))
    .sort((a, b) => open(a) - open(b));
}

/** A round as its objection page shows it to a talent: what can be objected to, and what they raised before. */
export async function objectionPageFor(actor: Actor, roundId: string, now = new Date()) {
  authorize(actor, "objection.raise", actor);
  const db = await reader();
  const round = await findRound(db, roundId);
  if (round.status === "draft") throw new NotFound();
  const { id, code, nameZh, nameEn, terms } = round;
  const mine = await db
    .select()
    .from(objections)
    .where(and(eq(objections.roundId, roundId), eq(objections.personId, actor.personId ?? "")))
    .orderBy(desc(objections.raisedAt));
  return {
    round: { id, code, nameZh, nameEn },
    contact: terms.objectionContact,
    possible: canObject(round, now),
    mine: mine.map(({ contactSealed: _, ...row }) => row),
  };
}
