import { and, eq, sql } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { applications, type people, type rounds } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, refuseFields } from "../errors.ts";
import { tell } from "../notices/commands.ts";
import { keepPaperPerson, type OnPaper, personOnPaper } from "../people/paper.ts";
import { findRound } from "../rounds/record.ts";
import { change, create, factsOfPerson, findApplication, writeChoices } from "./commands.ts";
import { choicesOfApplication, choosableIn, termsOf, type Wishes } from "./grounds.ts";
import { membershipIn, membersOf } from "./party.ts";
import { checkChoices } from "./rules.ts";
import { decideExclusion, decidePaperEntry, decideReadmission } from "./rules-roster.ts";

// What staff may do to the roster between closing and the freeze: enter what came on paper, take out who may not be there.

type Given = { now: Date };
type ApplicationRow = typeof applications.$inferSelect;
type Entered = { applicationId: string; receiptNo: string };

export type PaperApplication = OnPaper & Omit<Wishes, "maxNetRentFen"> & { reason: string };

/**
 * Enters an application that came on paper, for somebody known by their phone or new. Who withdrew before stands again
 * under their number. Entered twice it is one application. Refuses as `decidePaperEntry` and `personOnPaper` do, and at
 * the field `ranks` for what is wished for.
 */
export const enterApplication = (actor: Actor, paper: PaperApplication, { now }: Given): Promise<Decision<Entered>> =>
  transaction(async (tx) => {
    authorize(actor, "application.enter");
    const round = await findRound(tx, paper.roundId);
    const found = await personOnPaper(tx, paper, now);
    if (!found.ok) return found;
    const person = found.row;
    const own = await ownApplication(tx, round.id, person.id);
    if (own && (await isSamePaper(tx, own, paper))) return grant({ applicationId: own.id, receiptNo: own.receiptNo });
    const member = (await membershipIn(tx, round.id, person.id)) !== null;
    const standing = { own: own?.status ?? null, receiptNo: own?.receiptNo ?? null, member };
    const decision = decidePaperEntry(round, standing, paper.reason);
    if (!decision.ok) return decision;
    const wished = await checkPaperChoices(tx, round, person, paper.choices);
    if (!wished.ok) return wished;
    await keepPaperPerson(tx, found);
    const values = {
      ...termsOf({ ...paper, maxNetRentFen: null }),
      maxRentFen: null,
      facts: factsOfPerson(person, round),
      source: "paper" as const,
      enteredBy: actor.userId,
      staffReason: decision.reason,
    };
    const saved = own
      ? await change(tx, own.id, values, now)
      : await create(tx, { roundId: round.id, personId: person.id, ...values }, round.code, now);
    await writeChoices(tx, saved.id, paper.choices);
    const { choices } = paper;
    const detail = { reason: decision.reason, choices, newPerson: found.isNew, restored: own !== null };
    await audit(tx, actor, "application.enter", "application", saved.id, now, detail);
    const told = { receiptNo: saved.receiptNo, round: round.code, applicationId: saved.id };
    await tell(tx, person.id, { kind: "application-entered", values: told, at: now });
    return grant({ applicationId: saved.id, receiptNo: saved.receiptNo });
  });

async function ownApplication(tx: Writer, roundId: string, personId: string): Promise<ApplicationRow | null> {
  const here = and(eq(applications.roundId, roundId), eq(applications.personId, personId));
  const [row] = await tx.select().from(applications).where(here);
  return row ?? null;
}

async function isSamePaper(tx: Writer, own: ApplicationRow, paper: PaperApplication): Promise<boolean> {
  if (own.source !== "paper" || own.status !== "submitted") return false;
  const choices = await choicesOfApplication(tx, own.id);
  return choices.length === paper.choices.length && choices.every((choice, index) => choice === paper.choices[index]);
}

async function checkPaperChoices(
  tx: Writer,
  round: typeof rounds.$inferSelect,
  person: Pick<typeof people.$inferSelect, "gender">,
  choices: readonly string[],
): Promise<Decision> {
  if (round.mechanism === "live" && choices.length === 0) return grant({});
  const { choosable, neverFitting } = await choosableIn(tx, round, person);
  const valid = checkChoices(choices, choosable);
  const never = choices.some((choice) => neverFitting.has(choice));
  if (valid.ok && !never) return grant({});
  return refuseFields([{ field: "ranks", reason: valid.ok ? "choice-never-fits" : valid.reason }]);
}

/** Takes an application off the roster; its people are told why, and can object to it. */
export const excludeApplication = (
  actor: Actor,
  applicationId: string,
  { now, reason }: Given & { reason: string },
): Promise<Decision<{ applicationId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "application.exclude");
    const { application, round } = await findApplication(tx, applicationId);
    const decision = decideExclusion(round, application.status, reason);
    if (!decision.ok) return decision;
    if (decision.outcome === "unchanged") return grant({ applicationId });
    await stand(tx, applicationId, { status: "excluded", staffReason: decision.reason }, now);
    await audit(tx, actor, "application.exclude", "application", applicationId, now, { reason: decision.reason });
    const values = { receiptNo: application.receiptNo, round: round.code, reason: decision.reason, applicationId };
    await tell(tx, await everybodyIn(tx, application), { kind: "application-excluded", values, at: now });
    return grant({ applicationId });
  });

/** Undoes an exclusion before the freeze; its people are told. */
export const readmitApplication = (
  actor: Actor,
  applicationId: string,
  { now }: Given,
): Promise<Decision<{ applicationId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "application.readmit");
    const { application, round } = await findApplication(tx, applicationId);
    const decision = decideReadmission(round, application.status);
    if (!decision.ok) return decision;
    if (decision.outcome === "unchanged") return grant({ applicationId });
    await stand(tx, applicationId, { status: "submitted", staffReason: null }, now);
    await audit(tx, actor, "application.readmit", "application", applicationId, now);
    const values = { receiptNo: application.receiptNo, round: round.code, applicationId };
    await tell(tx, await everybodyIn(tx, application), { kind: "application-readmitted", values, at: now });
    return grant({ applicationId });
  });

async function stand(
  tx: Writer,
  applicationId: string,
  values: Pick<ApplicationRow, "status" | "staffReason">,
  now: Date,
): Promise<void> {
  await tx
    .update(applications)
    .set({ ...values, updatedAt: now, version: sql`${applications.version} + 1` })
    .where(eq(applications.id, applicationId));
}

const everybodyIn = async (tx: Writer, { id, personId }: Pick<ApplicationRow, "id" | "personId">) => [
  personId,
  ...(await membersOf(tx, id)).map((member) => member.personId),
];
