import { and, eq } from "drizzle-orm";
import { type Reader, reader, type Writer } from "#db/client";
import { applications, people, roundCategories, rounds } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { type Decision, invariant, NotFound } from "../errors.ts";
import { maskName } from "../people/masks.ts";
import { choicesOfApplication, isProfileComplete, termsOf } from "./grounds.ts";
import { type MemberRow, membershipIn, membersOf, type PricedCategory, pricedFor } from "./party.ts";
import type { WishTerms } from "./rules.ts";
import { decideJoining, readInviteCode } from "./rules-group.ts";
import { cardOf, type RoundCard } from "./views.ts";

type Db = Reader | Pick<Writer, "select">;
type ApplicationRow = typeof applications.$inferSelect;

export type JoiningGrounds = {
  application: ApplicationRow;
  round: typeof rounds.$inferSelect;
  person: typeof people.$inferSelect;
  members: MemberRow[];
  /** the person's own application to the round */
  own: ApplicationRow | null;
  decision: Decision<{ outcome: "joined" | "unchanged" }>;
};

/** Reads what joining is decided by, and decides it; null where no application has this code. */
export async function groundsOfJoining(
  db: Db,
  personId: string,
  told: string,
  now: Date,
): Promise<JoiningGrounds | null> {
  const code = readInviteCode(told);
  if (code === null) return null;
  const [found] = await db
    .select({ application: applications, round: rounds })
    .from(applications)
    .innerJoin(rounds, eq(rounds.id, applications.roundId))
    .where(eq(applications.inviteCode, code));
  if (!found) return null;
  const { application, round } = found;
  const [person] = await db.select().from(people).where(eq(people.id, personId));
  if (!person) throw new NotFound();
  const [own] = await db
    .select()
    .from(applications)
    .where(and(eq(applications.roundId, round.id), eq(applications.personId, personId)));
  const members = await membersOf(db, application.id);
  const sizes = await db
    .select({ most: roundCategories.maxGroup })
    .from(roundCategories)
    .where(eq(roundCategories.roundId, round.id));
  const decision = decideJoining({
    round,
    application: { id: application.id, status: application.status, leaderId: application.personId },
    size: 1 + members.length,
    largestCategory: Math.max(1, ...sizes.map(({ most }) => most)),
    personId,
    own: own?.status ?? null,
    memberOf: (await membershipIn(db, round.id, personId))?.applicationId ?? null,
    profileComplete: isProfileComplete(person, now),
    now,
  });
  return { application, round, person, members, own: own ?? null, decision };
}

export type Invitation = {
  applicationId: string;
  receiptNo: string;
  round: RoundCard;
  /** Masked. */
  leader: string;
  /** persons who apply with it now */
  size: number;
  largestGroup: number;
  terms: WishTerms;
  /** what is wished for, best first, with what the group and this person could expect to pay together */
  choices: PricedCategory[];
  decision: Decision<{ outcome: "joined" | "unchanged" }>;
  /** the person's own standing application to the round, which they can withdraw to join this one */
  ownApplicationId: string | null;
};

/** What a code invites to, for whoever has it; null where it opens nothing (any more). */
export async function invitationFor(actor: Actor, code: string, now = new Date()): Promise<Invitation | null> {
  authorize(actor, "application.join", actor);
  const db = await reader();
  const grounds = await groundsOfJoining(db, actor.personId ?? "", code, now);
  if (!grounds) return null;
  const { application, round, members, own, decision } = grounds;
  const [leader] = await db.select({ name: people.name }).from(people).where(eq(people.id, application.personId));
  const together = new Set([application.personId, ...members.map(({ personId }) => personId), actor.personId ?? ""]);
  const priced = await pricedFor(db, round.id, [...together], now);
  invariant(priced.ok, "the scheme holds a value for this month");
  const choices = await choicesOfApplication(db, application.id);
  return {
    applicationId: application.id,
    receiptNo: application.receiptNo,
    round: cardOf(round),
    leader: maskName(leader?.name ?? ""),
    size: 1 + members.length,
    largestGroup: round.terms.largestGroup,
    terms: termsOf(application),
    choices: choices.flatMap((id) => priced.categories.find((category) => category.id === id) ?? []),
    decision,
    ownApplicationId: own?.status === "submitted" ? own.id : null,
  };
}
