import { eq, sql } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { applicationChoices, applicationMembers, applications, rounds } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { nextNumbers } from "../counters.ts";
import { type Decision, grant, NotFound } from "../errors.ts";
import { newId } from "../ids.ts";
import { tell } from "../notices/commands.ts";
import { choicesOfApplication, groundsOfSubmission, termsOf, type Wishes } from "./grounds.ts";
import { factsOfPerson, membersOf } from "./party.ts";
import { decideWithdrawal, receiptNo, type SubmissionOutcome } from "./rules.ts";

export { factsOfPerson } from "./party.ts";

type Given = { now: Date };
export type Submitted = { applicationId: string; receiptNo: string; outcome: SubmissionOutcome };

/** The counter that a round's receipt numbers come from. */
export const receiptSeries = (roundCode: string): string => `receipt:${roundCode}`;

/**
 * Sends, changes or restores the actor's one application to a round. Sent twice, even at once, it is one
 * application with one receipt number. Whoever has joined it is told of a change. Refuses as `decideSubmission` does.
 */
export const submitApplication = (actor: Actor, wishes: Wishes, { now }: Given): Promise<Decision<Submitted>> =>
  transaction(async (tx) => {
    authorize(actor, "application.submit", actor);
    const personId = actor.personId ?? "";
    const { round, person, application, members, decision } = await groundsOfSubmission(tx, personId, wishes, now);
    if (!decision.ok) return decision;
    const { outcome, choices, maxRentFen } = decision;
    const terms = termsOf(wishes);
    if (application && outcome === "unchanged") return grant(submitted(application, outcome));
    const values = { ...terms, maxRentFen, facts: factsOfPerson(person, round) };
    const saved = application
      ? await change(tx, application.id, values, now)
      : await create(tx, { roundId: round.id, personId, source: "online", ...values }, round.code, now);
    await writeChoices(tx, saved.id, choices);
    await audit(tx, actor, "application.submit", "application", saved.id, now, { outcome, choices, ...terms });
    const told = { receiptNo: saved.receiptNo, round: round.code, applicationId: saved.id };
    const kind = outcome === "changed" ? "application-changed" : "application-received";
    await tell(tx, personId, { kind, values: told, at: now });
    const joined = members.map((member) => member.personId);
    await tell(tx, joined, { kind: "group-wishes-changed", values: told, at: now });
    return grant(submitted(saved, outcome));
  });

type Row = typeof applications.$inferSelect;
type Told = Pick<Row, "anyOther" | "floorWish" | "maxNetRentFen" | "maxRentFen" | "staysWaiting" | "facts"> &
  Partial<Pick<Row, "leaseId">>;

const submitted = ({ id, receiptNo }: Pick<Row, "id" | "receiptNo">, outcome: SubmissionOutcome): Submitted => ({
  applicationId: id,
  receiptNo,
  outcome,
});

/** Writes a new application under the round's next receipt number. */
export async function create(
  tx: Writer,
  values: Told & Pick<Row, "roundId" | "personId" | "source"> & Partial<Pick<Row, "enteredBy" | "staffReason">>,
  roundCode: string,
  now: Date,
) {
  const sequence = await nextNumbers(tx, receiptSeries(roundCode));
  const row = {
    id: newId(),
    ...values,
    receiptNo: receiptNo(roundCode, sequence),
    status: "submitted" as const,
    version: 1,
    submittedAt: now,
    updatedAt: now,
  };
  await tx.insert(applications).values(row);
  return row;
}

/** Writes what is told now into an application sent before, which keeps its receipt number. */
export async function change(
  tx: Writer,
  id: string,
  told: Told & Partial<Pick<Row, "source" | "enteredBy" | "staffReason">>,
  now: Date,
) {
  const [row] = await tx
    .update(applications)
    .set({
      ...told,
      status: "submitted",
      version: sql`${applications.version} + 1`,
      updatedAt: now,
      withdrawnAt: null,
    })
    .where(eq(applications.id, id))
    .returning();
  if (!row) throw new NotFound();
  return row;
}

export async function writeChoices(tx: Writer, applicationId: string, choices: readonly string[]): Promise<void> {
  await tx.delete(applicationChoices).where(eq(applicationChoices.applicationId, applicationId));
  if (choices.length === 0) return;
  await tx
    .insert(applicationChoices)
    .values(choices.map((categoryId, index) => ({ applicationId, position: index + 1, categoryId })));
}

/** An application with its round, before anything is changed in it. @throws NotFound */
export async function findApplication(tx: Pick<Writer, "select">, applicationId: string) {
  const [found] = await tx
    .select({ application: applications, round: rounds })
    .from(applications)
    .innerJoin(rounds, eq(rounds.id, applications.roundId))
    .where(eq(applications.id, applicationId));
  if (!found) throw new NotFound();
  return found;
}

/**
 * Takes the application out until the round closes; it can be sent again before then, with the same number. Whoever had
 * joined it is told, and free to apply alone or with others.
 */
export const withdrawApplication = (
  actor: Actor,
  applicationId: string,
  { now }: Given,
): Promise<Decision<{ applicationId: string }>> =>
  transaction(async (tx) => {
    const { application, round } = await findApplication(tx, applicationId);
    authorize(actor, "application.withdraw", application);
    const choices = await choicesOfApplication(tx, applicationId);
    const decision = decideWithdrawal(round, { ...application, choices }, now);
    if (!decision.ok) return decision;
    if (decision.outcome === "unchanged") return grant({ applicationId });
    const members = (await membersOf(tx, applicationId)).map((member) => member.personId);
    await tx.delete(applicationMembers).where(eq(applicationMembers.applicationId, applicationId));
    await tx
      .update(applications)
      .set({
        status: "withdrawn",
        inviteCode: null,
        withdrawnAt: now,
        updatedAt: now,
        version: sql`${applications.version} + 1`,
      })
      .where(eq(applications.id, applicationId));
    await audit(tx, actor, "application.withdraw", "application", applicationId, now, { members });
    const values = { receiptNo: application.receiptNo, round: round.code };
    await tell(tx, application.personId, {
      kind: "application-withdrawn",
      values: { ...values, applicationId },
      at: now,
    });
    await tell(tx, members, { kind: "group-dissolved", values, at: now });
    return grant({ applicationId });
  });
