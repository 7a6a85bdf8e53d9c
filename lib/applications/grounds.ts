import { and, asc, eq } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { applicationChoices, applications, people, roundCategories, rounds } from "#db/schema";
import { dayAt, monthOf } from "../days.ts";
import { type Decision, NotFound, refuse, refuseFields } from "../errors.ts";
import { profileOf } from "../people/profile.ts";
import { decideProfileComplete } from "../people/rules.ts";
import { decideSubmission, type WishTerms } from "./rules.ts";

type Db = Reader | Pick<Writer, "select" | "selectDistinct">;

export type Wishes = Partial<WishTerms> & {
  roundId: string;
  /** category ids, best first */
  choices: string[];
  /** the form field that each choice came from, to show a problem there */
  fields?: string[];
};

/** Reads what a submission is decided by, and decides it: for the command, and for the page before it. */
export async function groundsOfSubmission(db: Db, personId: string, wishes: Wishes, now: Date) {
  const [round] = await db.select().from(rounds).where(eq(rounds.id, wishes.roundId));
  // A round in preparation is nobody's business yet.
  if (!round || round.status === "draft") throw new NotFound();
  const [person] = await db.select().from(people).where(eq(people.id, personId));
  if (!person) throw new NotFound();
  const [application] = await db
    .select()
    .from(applications)
    .where(and(eq(applications.roundId, round.id), eq(applications.personId, personId)));
  const today = dayAt(now);
  // Places are asked for in an exchange, by a household with a lease (lib/exchange/commands.ts).
  if (round.mechanism === "exchange")
    return { round, person, application, decision: refuse("application-in-exchange") };
  const decision = decideSubmission({
    round,
    application: application ? { ...application, choices: await choicesOfApplication(db, application.id) } : null,
    choices: wishes.choices,
    terms: termsOf(wishes),
    choosable: await choosableIn(db, round.id),
    profileComplete: decideProfileComplete(profileOf(person, monthOf(today)), today).ok,
    now,
  });
  return { round, person, application, decision: atFields(decision, wishes) };
}

export async function choicesOfApplication(db: Db, applicationId: string): Promise<string[]> {
  const rows = await db
    .select({ categoryId: applicationChoices.categoryId })
    .from(applicationChoices)
    .where(eq(applicationChoices.applicationId, applicationId))
    .orderBy(asc(applicationChoices.position));
  return rows.map((row) => row.categoryId);
}

/** What a person said of each term, and what holds where nothing was said. */
export const termsOf = (wishes: Partial<WishTerms>): WishTerms => ({
  anyOther: wishes.anyOther ?? false,
  floorWish: wishes.floorWish ?? null,
  maxNetRentFen: wishes.maxNetRentFen ?? null,
  staysWaiting: wishes.staysWaiting ?? false,
});

async function choosableIn(db: Db, roundId: string): Promise<Set<string>> {
  const rows = await db
    .select({ id: roundCategories.id })
    .from(roundCategories)
    .where(eq(roundCategories.roundId, roundId));
  return new Set(rows.map(({ id }) => id));
}

/** A refusal about one choice belongs at the field it came from; the last of two equal ones is the one too many. */
function atFields<T extends object>(decision: Decision<T>, { choices, fields }: Wishes): Decision<T> {
  if (decision.ok || !fields) return decision;
  const { reason } = decision;
  if (reason === "choices-empty") return refuseFields([{ field: "choice1", reason }]);
  const at = decision.values?.choice;
  const field = typeof at === "string" ? fields[choices.lastIndexOf(at)] : undefined;
  return field ? refuseFields([{ field, reason }]) : decision;
}
