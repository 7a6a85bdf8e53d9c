import { and, asc, eq } from "drizzle-orm";
import { reader } from "#db/client";
import { type ApplicationFacts, applicationMembers, applications, auditLog, people, rounds, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { NotFound } from "../errors.ts";
import { maskName, maskPhone, maskResidentId } from "../people/masks.ts";
import { type CategoryRow, categoriesOf } from "../rounds/places.ts";
import { findRound, type RoundRow } from "../rounds/record.ts";
import { canMendRoster, resultsPublished } from "../rounds/rules.ts";
import type { Entrant } from "../rounds/rules-terms.ts";
import { unseal } from "../secrets.ts";
import { choicesOfApplication } from "./grounds.ts";
import { entrantOfParty, partyOf } from "./party.ts";
import { placeInDraw } from "./place-in-draw.ts";
import { type Misfit, misfitOf } from "./rules-fit.ts";

type PersonRow = typeof people.$inferSelect;
type ApplicationRow = typeof applications.$inferSelect;

/** A person on the desk: name, ID and phone masked, and what the round remembers of them. */
export type ReviewedPerson = {
  personId: string;
  name: string;
  residentId: string;
  phone: string;
  school: string | null;
  employerName: string | null;
  facts: ApplicationFacts;
  leads: boolean;
  authorised: boolean | null;
};
export type HistoryEntry = {
  id: string;
  at: Date;
  action: string;
  role: string;
  /** of staff; null for the applicants themselves */
  by: string | null;
  reason: string | null;
  outcome: string | null;
};
export type ReviewedApplication = {
  application: ApplicationRow;
  round: Pick<RoundRow, "id" | "code" | "nameZh" | "nameEn" | "status" | "mechanism" | "terms">;
  people: ReviewedPerson[];
  entrant: Entrant;
  choices: { id: string; category: CategoryRow | null; misfit: Misfit | null }[];
  place: { rank: number; of: number } | null;
  history: HistoryEntry[];
  /** Whether the roster may still be mended. */
  mendable: boolean;
};

/** An application with all that somebody needs who looks into it. */
export async function applicationForReview(
  actor: Actor,
  roundId: string,
  applicationId: string,
): Promise<ReviewedApplication> {
  authorize(actor, "application.list");
  const db = await reader();
  const [found] = await db
    .select({ application: applications, round: rounds, person: people })
    .from(applications)
    .innerJoin(rounds, eq(rounds.id, applications.roundId))
    .innerJoin(people, eq(people.id, applications.personId))
    .where(and(eq(applications.id, applicationId), eq(applications.roundId, roundId)));
  if (!found) throw new NotFound();
  const { application, round, person } = found;
  const members = await db
    .select({ member: applicationMembers, person: people })
    .from(applicationMembers)
    .innerJoin(people, eq(people.id, applicationMembers.personId))
    .where(eq(applicationMembers.applicationId, applicationId))
    .orderBy(asc(applicationMembers.joinedAt), asc(applicationMembers.personId));
  const entrant = entrantOfParty(
    application.facts,
    members.map(({ member }) => member),
    round,
  );
  const categories = await categoriesOf(db, roundId);
  const choices = await choicesOfApplication(db, applicationId);
  const { id, code, nameZh, nameEn, status, mechanism, terms } = round;
  return {
    application,
    round: { id, code, nameZh, nameEn, status, mechanism, terms },
    people: [
      reviewed(person, { facts: application.facts, leads: true, authorised: null }),
      ...members.map(({ member, person: joined }) =>
        reviewed(joined, { facts: member.facts, leads: false, authorised: member.authorised }),
      ),
    ],
    entrant,
    choices: choices.map((choice) => {
      const category = categories.find((one) => one.id === choice) ?? null;
      return { id: choice, category, misfit: category && misfitOf(category, partyOf(entrant)) };
    }),
    place: resultsPublished(status) ? await placeInDraw(applicationId, roundId) : null,
    history: await historyOf(applicationId),
    mendable: canMendRoster(round).ok,
  };
}

const reviewed = (
  person: PersonRow,
  standing: Pick<ReviewedPerson, "facts" | "leads" | "authorised">,
): ReviewedPerson => ({
  personId: person.id,
  name: maskName(person.name ?? ""),
  residentId: person.residentIdSealed
    ? maskResidentId(unseal(person.residentIdSealed, `people.residentId:${person.id}`))
    : "",
  phone: maskPhone(unseal(person.phoneSealed, `people.phone:${person.id}`)),
  school: person.school,
  employerName: person.employerName,
  ...standing,
});

/** What was done to an application, in the order it was done. */
async function historyOf(applicationId: string): Promise<HistoryEntry[]> {
  const rows = await (await reader())
    .select({ entry: auditLog, name: users.name })
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.actorId))
    .where(and(eq(auditLog.entity, "application"), eq(auditLog.entityId, applicationId)))
    .orderBy(asc(auditLog.at), asc(auditLog.id));
  const textIn = (detail: unknown, key: string): string | null => {
    const value = typeof detail === "object" && detail !== null ? (detail as Record<string, unknown>)[key] : null;
    return typeof value === "string" ? value : null;
  };
  return rows.map(({ entry, name }) => ({
    id: entry.id,
    at: entry.at,
    action: entry.action,
    role: entry.actorRole,
    by: entry.actorRole === "talent" ? null : name,
    reason: textIn(entry.detail, "reason"),
    outcome: textIn(entry.detail, "outcome"),
  }));
}

/** A round as the page that enters a late application on paper needs it. */
export async function roundToEnterInto(actor: Actor, roundId: string) {
  authorize(actor, "application.enter");
  const db = await reader();
  const { id, code, nameZh, nameEn, mechanism, status } = await findRound(db, roundId);
  return {
    round: { id, code, nameZh, nameEn, mechanism },
    open: canMendRoster({ status }),
    categories: await categoriesOf(db, roundId),
  };
}
