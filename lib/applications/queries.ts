import { and, asc, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { applicationMembers, applications, people, roundPlaces, rounds } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { type Decision, invariant, NotFound } from "../errors.ts";
import { canApply } from "../rounds/rules.ts";
import { groundsOfSubmission, type Submittable, type Wishes } from "./grounds.ts";
import {
  entrantOfParty,
  factsOfPerson,
  membershipIn,
  membersOf,
  type PricedCategory,
  partyOf,
  pricedFor,
} from "./party.ts";
import { type Misfit, misfitOf, neverFits, type Party } from "./rules-fit.ts";
import { type ApplicationView, cardOf, type RoundCard, viewsOf } from "./views.ts";

export type OpenRound = RoundCard & { unitCount: number; applicationId: string | null; open: boolean };
/** Rounds that take applications or soon will, the one that closes first at the top. */
export async function openRoundsFor(actor: Actor, now = new Date()): Promise<OpenRound[]> {
  authorize(actor, "application.submit", actor);
  const db = await reader();
  // Exchanges are for tenants and have pages of their own (lib/exchange).
  const letting = and(eq(rounds.status, "open"), ne(rounds.mechanism, "exchange"));
  const found = await db.select().from(rounds).where(letting).orderBy(asc(rounds.closesAt));
  const taking = found.filter((round) => now < round.closesAt);
  if (taking.length === 0) return [];
  const counts = await db
    .select({ roundId: roundPlaces.roundId, units: sql<number>`count(*)`.mapWith(Number) })
    .from(roundPlaces)
    .where(
      inArray(
        roundPlaces.roundId,
        taking.map((round) => round.id),
      ),
    )
    .groupBy(roundPlaces.roundId);
  const personId = actor.personId ?? "";
  const own = await db
    .select({ id: applications.id, roundId: applications.roundId })
    .from(applications)
    .where(eq(applications.personId, personId));
  const joined = await db
    .select({ id: applicationMembers.applicationId, roundId: applicationMembers.roundId })
    .from(applicationMembers)
    .where(eq(applicationMembers.personId, personId));
  // Whoever withdrew their own to join another stands in the other.
  const mine = [...joined, ...own];
  return taking.map((round) => ({
    ...cardOf(round),
    unitCount: counts.find((count) => count.roundId === round.id)?.units ?? 0,
    applicationId: mine.find((application) => application.roundId === round.id)?.id ?? null,
    open: canApply(round, now).ok,
  }));
}

/** A category as somebody can wish for it: its net rent for them and theirs, and why it does not take them. */
export type WishableCategory = PricedCategory & { misfit: Misfit | null; never: boolean };
export type RoundToApplyTo = {
  round: RoundCard;
  open: Decision;
  categories: WishableCategory[];
  party: Party;
  /** the person's own application to the round, sent or withdrawn */
  applicationId: string | null;
  /** the application of another that they have joined */
  joinedId: string | null;
};

/** One round to apply to, with what can be wished for in it. */
export async function roundToApplyTo(actor: Actor, roundId: string, now = new Date()): Promise<RoundToApplyTo> {
  authorize(actor, "application.submit", actor);
  const db = await reader();
  const personId = actor.personId ?? "";
  const [round] = await db
    .select()
    .from(rounds)
    .where(and(eq(rounds.id, roundId), ne(rounds.status, "draft")));
  const [person] = await db.select().from(people).where(eq(people.id, personId));
  if (!round || !person) throw new NotFound();
  const [mine] = await db
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.roundId, roundId), eq(applications.personId, personId)));
  const members = mine ? await membersOf(db, mine.id) : [];
  const party = partyOf(entrantOfParty(factsOfPerson(person, round), members, round));
  const priced = await pricedFor(db, roundId, [personId, ...members.map((member) => member.personId)], now);
  invariant(priced.ok, "the scheme holds a value for this month");
  const categories = priced.categories.map((category) => ({
    ...category,
    misfit: misfitOf(category, party),
    never: neverFits(category, person.gender, round.terms.largestGroup),
  }));
  return {
    round: cardOf(round),
    open: canApply(round, now),
    categories,
    party,
    applicationId: mine?.id ?? null,
    joinedId: (await membershipIn(db, roundId, personId))?.applicationId ?? null,
  };
}

/** What sending these wishes would do, without doing it: what the check-your-answers page may show. */
export async function checkSubmission(actor: Actor, wishes: Wishes, now = new Date()): Promise<Decision<Submittable>> {
  authorize(actor, "application.submit", actor);
  return (await groundsOfSubmission(await reader(), actor.personId ?? "", wishes, now)).decision;
}

/** One application with all that its people may know of it: the leader, and whoever has joined. */
export async function applicationFor(actor: Actor, id: string, now = new Date()): Promise<ApplicationView> {
  authorize(actor, "application.view", { personId: await ownIn(actor, id) });
  const [view] = await viewsOf(actor.personId, [id], now);
  if (!view) throw new NotFound();
  return view;
}

/** The actor's own id where the application is theirs, as its leader or as a member; null where it is not. */
export async function ownIn(actor: Actor, applicationId: string): Promise<string | null> {
  const db = await reader();
  const personId = actor.personId ?? "";
  const led = await db.$count(
    applications,
    and(eq(applications.id, applicationId), eq(applications.personId, personId)),
  );
  const joined = and(eq(applicationMembers.applicationId, applicationId), eq(applicationMembers.personId, personId));
  return led > 0 || (await db.$count(applicationMembers, joined)) > 0 ? actor.personId : null;
}

/** The applications that a talent sent to letting rounds or joined, the newest first. */
export async function myApplications(actor: Actor, now = new Date()): Promise<ApplicationView[]> {
  authorize(actor, "application.view", actor);
  const db = await reader();
  const personId = actor.personId ?? "";
  const joined = await db
    .select({ id: applicationMembers.applicationId })
    .from(applicationMembers)
    .where(eq(applicationMembers.personId, personId));
  const own = await db.select({ id: applications.id }).from(applications).where(eq(applications.personId, personId));
  const ids = [...own, ...joined].map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .innerJoin(rounds, eq(rounds.id, applications.roundId))
    .where(and(inArray(applications.id, ids), ne(rounds.mechanism, "exchange")))
    .orderBy(desc(applications.submittedAt), desc(applications.id));
  return viewsOf(
    actor.personId,
    rows.map((row) => row.id),
    now,
  );
}

export { APPLICATIONS_A_PAGE, applicationsOf, type DeskApplication } from "./desk.ts";
export type { ApplicationView, ChosenCategory, GroupPerson, RoundCard } from "./views.ts";
