import { eq, sql } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { applicationChoices, applications, rounds } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { nextNumbers } from "../counters.ts";
import { type Decision, grant, NotFound } from "../errors.ts";
import { newId } from "../ids.ts";
import { tell } from "../notices/commands.ts";
import { choicesOfApplication, groundsOfSubmission, type Wishes } from "./grounds.ts";
import { decideWithdrawal, receiptNo, type SubmissionOutcome } from "./rules.ts";

type Given = { now: Date };
export type Submitted = { applicationId: string; receiptNo: string; outcome: SubmissionOutcome };

/** The counter that a round's receipt numbers come from. */
export const receiptSeries = (roundCode: string): string => `receipt:${roundCode}`;

/**
 * Sends, changes or restores the actor's one application to a round. Sent twice, even at once, it is one
 * application with one receipt number. Refuses as `decideSubmission` does.
 */
export const submitApplication = (actor: Actor, wishes: Wishes, { now }: Given): Promise<Decision<Submitted>> =>
  transaction(async (tx) => {
    authorize(actor, "application.submit", actor);
    const personId = actor.personId ?? "";
    const { round, person, application, decision } = await groundsOfSubmission(tx, personId, wishes, now);
    if (!decision.ok) return decision;
    const { outcome, choices, anyOther } = decision;
    if (application && outcome === "unchanged") return grant(submitted(application, outcome));
    const facts = { degree: person.degree, skill: person.skill };
    const saved = application
      ? await change(tx, application.id, { anyOther, facts, now })
      : await create(tx, { roundId: round.id, personId, anyOther, facts, roundCode: round.code, now });
    await writeChoices(tx, saved.id, choices);
    await audit(tx, actor, "application.submit", "application", saved.id, now, { outcome, choices, anyOther });
    const values = { receiptNo: saved.receiptNo, round: round.code, applicationId: saved.id };
    const kind = outcome === "changed" ? "application-changed" : "application-received";
    await tell(tx, personId, { kind, values, at: now });
    return grant(submitted(saved, outcome));
  });

type Row = typeof applications.$inferSelect;
type NewFacts = Pick<Row, "anyOther" | "facts"> & Given;

const submitted = ({ id, receiptNo }: Pick<Row, "id" | "receiptNo">, outcome: SubmissionOutcome): Submitted => ({
  applicationId: id,
  receiptNo,
  outcome,
});

async function create(
  tx: Writer,
  {
    roundId,
    personId,
    anyOther,
    facts,
    roundCode,
    now,
  }: NewFacts & Pick<Row, "roundId" | "personId"> & { roundCode: string },
) {
  const sequence = await nextNumbers(tx, receiptSeries(roundCode));
  const row = {
    id: newId(),
    roundId,
    personId,
    receiptNo: receiptNo(roundCode, sequence),
    status: "submitted" as const,
    anyOther,
    facts,
    version: 1,
    submittedAt: now,
    updatedAt: now,
  };
  await tx.insert(applications).values(row);
  return row;
}

async function change(tx: Writer, id: string, { anyOther, facts, now }: NewFacts) {
  const [row] = await tx
    .update(applications)
    .set({
      status: "submitted",
      anyOther,
      facts,
      version: sql`${applications.version} + 1`,
      updatedAt: now,
      withdrawnAt: null,
    })
    .where(eq(applications.id, id))
    .returning();
  if (!row) throw new NotFound();
  return row;
}

async function writeChoices(tx: Writer, applicationId: string, choices: readonly string[]): Promise<void> {
  await tx.delete(applicationChoices).where(eq(applicationChoices.applicationId, applicationId));
  await tx
    .insert(applicationChoices)
    .values(choices.map((roomTypeId, index) => ({ applicationId, position: index + 1, roomTypeId })));
}

/** Takes the application out until the round closes; it can be sent again before then, with the same number. */
export const withdrawApplication = (
  actor: Actor,
  applicationId: string,
  { now }: Given,
): Promise<Decision<{ applicationId: string }>> =>
  transaction(async (tx) => {
    const [found] = await tx
      .select({ application: applications, round: rounds })
      .from(applications)
      .innerJoin(rounds, eq(rounds.id, applications.roundId))
      .where(eq(applications.id, applicationId));
    if (!found) throw new NotFound();
    const { application, round } = found;
    authorize(actor, "application.withdraw", application);
    const choices = await choicesOfApplication(tx, applicationId);
    const decision = decideWithdrawal(round, { ...application, choices }, now);
    if (!decision.ok) return decision;
    if (decision.outcome === "unchanged") return grant({ applicationId });
    await tx
      .update(applications)
      .set({ status: "withdrawn", withdrawnAt: now, updatedAt: now, version: sql`${applications.version} + 1` })
      .where(eq(applications.id, applicationId));
    await audit(tx, actor, "application.withdraw", "application", applicationId, now);
    const values = { receiptNo: application.receiptNo, round: round.code, applicationId };
    await tell(tx, application.personId, { kind: "application-withdrawn", values, at: now });
    return grant({ applicationId });
  });
