import { and, asc, eq } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { type ApplicationFacts, applicationChoices, applications, people, roundCategories, rounds } from "#db/schema";
import { dayAt, monthOf } from "../days.ts";
import { type Decision, NotFound, refuse, refuseFields } from "../errors.ts";
import { profileOf } from "../people/profile.ts";
import { decideProfileComplete } from "../people/rules.ts";
import { entrantOfParty, factsOfPerson, limitFor, type MemberRow, membershipIn, membersOf, partyOf } from "./party.ts";
import { decideSubmission, type SubmissionOutcome, type WishTerms } from "./rules.ts";
import { neverFits } from "./rules-fit.ts";

type Db = Reader | Pick<Writer, "select" | "selectDistinct">;
type PersonRow = typeof people.$inferSelect;
type RoundRow = typeof rounds.$inferSelect;

export type Wishes = Partial<WishTerms> & {
  roundId: string;
  /** category ids, best first */
  choices: string[];
};

export type Submittable = { outcome: SubmissionOutcome; choices: string[]; maxRentFen: number | null };

/** Reads what a submission is decided by, and decides it: for the command, and for the page before it. */
export async function groundsOfSubmission(db: Db, personId: string, wishes: Wishes, now: Date) {
  const round = await publicRoundRow(db, wishes.roundId);
  const [person] = await db.select().from(people).where(eq(people.id, personId));
  if (!person) throw new NotFound();
  const [application] = await db
    .select()
    .from(applications)
    .where(and(eq(applications.roundId, round.id), eq(applications.personId, personId)));
  const members = application ? await membersOf(db, application.id) : [];
  // Places are asked for in an exchange, by a household with a lease (lib/exchange/commands.ts).
  if (round.mechanism === "exchange")
    return { round, person, application, members, decision: refuse("application-in-exchange") };
  const decision = decideSubmission({
    round,
    application: application ? { ...application, choices: await choicesOfApplication(db, application.id) } : null,
    choices: wishes.choices,
    terms: termsOf(wishes),
    mechanism: round.mechanism,
    ...(await choosableIn(db, round, person)),
    factsChanged: application !== undefined && !sameFacts(application.facts, factsOfPerson(person, round)),
    memberElsewhere: (await membershipIn(db, round.id, personId)) !== null,
    profileComplete: isProfileComplete(person, now),
    now,
  });
  const limited = decision.ok ? await withLimit(db, { round, person, members, wishes, now }, decision) : decision;
  return { round, person, application, members, decision: limited };
}

const sameFacts = (a: ApplicationFacts, b: ApplicationFacts): boolean =>
  a.degree === b.degree && a.skill === b.skill && a.gender === b.gender && a.insuredMonths === b.insuredMonths;

/** A round that everybody may know of: one in preparation is nobody's business yet. */
export async function publicRoundRow(db: Db, roundId: string): Promise<RoundRow> {
  const [round] = await db.select().from(rounds).where(eq(rounds.id, roundId));
  if (!round || round.status === "draft") throw new NotFound();
  return round;
}

export function isProfileComplete(person: PersonRow, now: Date): boolean {
  const today = dayAt(now);
  return decideProfileComplete(profileOf(person, monthOf(today)), today).ok;
}

type Limited = { round: RoundRow; person: PersonRow; members: MemberRow[]; wishes: Wishes; now: Date };

async function withLimit(
  db: Db,
  { round, person, members, wishes, now }: Limited,
  decision: { ok: true; outcome: SubmissionOutcome; choices: string[] },
): Promise<Decision<Submittable>> {
  const limit = await limitFor(db, {
    roundId: round.id,
    personIds: [person.id, ...members.map((member) => member.personId)],
    party: partyOf(entrantOfParty(factsOfPerson(person, round), members, round)),
    maxNetRentFen: wishes.maxNetRentFen ?? null,
    now,
  });
  if (limit.ok) return { ...decision, maxRentFen: limit.maxRentFen };
  const { reason, values } = limit;
  return refuseFields([{ field: "maxNetRent", reason, ...(values && { values }) }]);
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

/** What can be wished for in a round, and what of it can never take this person. */
export async function choosableIn(
  db: Db,
  round: Pick<RoundRow, "id" | "terms">,
  { gender }: Pick<PersonRow, "gender">,
): Promise<{ choosable: Set<string>; neverFitting: Set<string> }> {
  const rows = await db.select().from(roundCategories).where(eq(roundCategories.roundId, round.id));
  const never = rows.filter((category) => neverFits(category, gender, round.terms.largestGroup));
  return { choosable: new Set(rows.map(({ id }) => id)), neverFitting: new Set(never.map(({ id }) => id)) };
}
