import { and, asc, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { applications, roundPlaces, rounds } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { type Decision, NotFound } from "../errors.ts";
import { type CategoryRow, categoriesOf } from "../rounds/places.ts";
import { canApply } from "../rounds/rules.ts";
import { groundsOfSubmission, type Wishes } from "./grounds.ts";
import type { SubmissionOutcome } from "./rules.ts";
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
  const mine = await db
    .select({ id: applications.id, roundId: applications.roundId })
    .from(applications)
    .where(eq(applications.personId, actor.personId ?? ""));
  return taking.map((round) => ({
    ...cardOf(round),
    unitCount: counts.find((count) => count.roundId === round.id)?.units ?? 0,
    applicationId: mine.find((application) => application.roundId === round.id)?.id ?? null,
    open: canApply(round, now).ok,
  }));
}

/** One round to apply to, with the categories it offers. */
export async function roundToApplyTo(
  actor: Actor,
  roundId: string,
  now = new Date(),
): Promise<{ round: RoundCard; open: Decision; categories: CategoryRow[]; applicationId: string | null }> {
  authorize(actor, "application.submit", actor);
  const db = await reader();
  const [round] = await db
    .select()
    .from(rounds)
    .where(and(eq(rounds.id, roundId), ne(rounds.status, "draft")));
  if (!round) throw new NotFound();
  const [mine] = await db
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.roundId, roundId), eq(applications.personId, actor.personId ?? "")));
  const categories = await categoriesOf(db, roundId);
  return { round: cardOf(round), open: canApply(round, now), categories, applicationId: mine?.id ?? null };
}

/** What sending these wishes would do, without doing it: what the check-your-answers page may show. */
export async function checkSubmission(
  actor: Actor,
  wishes: Wishes,
  now = new Date(),
): Promise<Decision<{ outcome: SubmissionOutcome; choices: string[] }>> {
  authorize(actor, "application.submit", actor);
  return (await groundsOfSubmission(await reader(), actor.personId ?? "", wishes, now)).decision;
}

/** One application with all that its person may know of it. */
export async function applicationFor(actor: Actor, id: string, now = new Date()): Promise<ApplicationView> {
  const [found] = await (await reader())
    .select({ personId: applications.personId })
    .from(applications)
    .where(eq(applications.id, id));
  if (!found) throw new NotFound();
  authorize(actor, "application.view", found);
  const [view] = await viewsOf([id], now);
  if (!view) throw new NotFound();
  return view;
}

/** A talent's own applications to letting rounds, the newest first. */
export async function myApplications(actor: Actor, now = new Date()): Promise<ApplicationView[]> {
  authorize(actor, "application.view", actor);
  const rows = await (await reader())
    .select({ id: applications.id })
    .from(applications)
    .innerJoin(rounds, eq(rounds.id, applications.roundId))
    .where(and(eq(applications.personId, actor.personId ?? ""), ne(rounds.mechanism, "exchange")))
    .orderBy(desc(applications.submittedAt));
  return viewsOf(
    rows.map((row) => row.id),
    now,
  );
}

export { APPLICATIONS_A_PAGE, applicationsOf, type DeskApplication } from "./desk.ts";
export type { ApplicationView, ChosenCategory, RoundCard } from "./views.ts";
