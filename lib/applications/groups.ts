import { randomInt } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { applicationMembers, applications, people, type rounds } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, NotFound, refuse } from "../errors.ts";
import { tell } from "../notices/commands.ts";
import { maskName } from "../people/masks.ts";
import { canApply } from "../rounds/rules.ts";
import { findApplication } from "./commands.ts";
import { groundsOfJoining } from "./invitations.ts";
import { factsOfPerson, limitOfParty } from "./party.ts";
import { canInvite, INVITE_ALPHABET, INVITE_LENGTH } from "./rules-group.ts";

type Given = { now: Date };
type ApplicationRow = typeof applications.$inferSelect;
type RoundRow = typeof rounds.$inferSelect;
type InGroup = { applicationId: string };

const newInviteCode = (): string =>
  Array.from({ length: INVITE_LENGTH }, () => INVITE_ALPHABET.charAt(randomInt(INVITE_ALPHABET.length))).join("");

/**
 * Lets others join the application (合住): whoever knows its code can. Asked for again it stays the same; `renew` makes
 * another, and the one before opens nothing any more.
 */
export const openInvitation = (
  actor: Actor,
  applicationId: string,
  { now, renew = false }: Given & { renew?: boolean },
): Promise<Decision<InGroup & { code: string }>> =>
  transaction(async (tx) => {
    const { application, round } = await findApplication(tx, applicationId);
    authorize(actor, "application.invite", application);
    const decision = canInvite(round, application.status, now);
    if (!decision.ok) return decision;
    if (application.inviteCode !== null && !renew) return grant({ applicationId, code: application.inviteCode });
    const code = newInviteCode();
    await tx.update(applications).set({ inviteCode: code }).where(eq(applications.id, applicationId));
    const detail = { renewed: application.inviteCode !== null };
    await audit(tx, actor, "application.invite", "application", applicationId, now, detail);
    return grant({ applicationId, code });
  });

/** Nobody can join any more; those who have joined stay. */
export const closeInvitation = (actor: Actor, applicationId: string, { now }: Given): Promise<Decision<InGroup>> =>
  transaction(async (tx) => {
    const { application, round } = await findApplication(tx, applicationId);
    authorize(actor, "application.invite", application);
    const open = canApply(round, now);
    if (!open.ok) return open;
    if (application.inviteCode === null) return grant({ applicationId });
    await tx.update(applications).set({ inviteCode: null }).where(eq(applications.id, applicationId));
    await audit(tx, actor, "application.invite", "application", applicationId, now, { closed: true });
    return grant({ applicationId });
  });

/**
 * Joins the application that the code belongs to, with consent to what follows from it; `authorised` signs that the
 * person's subsidy goes straight against the rent. Refuses as `decideJoining` does.
 */
export const joinGroup = (
  actor: Actor,
  code: string,
  { now, authorised }: Given & { authorised: boolean },
): Promise<Decision<InGroup>> =>
  transaction(async (tx) => {
    authorize(actor, "application.join", actor);
    const personId = actor.personId ?? "";
    const grounds = await groundsOfJoining(tx, personId, code, now);
    if (!grounds) return refuse("group-code-unknown");
    const { application, round, person, decision } = grounds;
    if (!decision.ok) return decision;
    const applicationId = application.id;
    if (decision.outcome === "unchanged") return grant({ applicationId });
    const row = { applicationId, roundId: round.id, personId, facts: factsOfPerson(person, round), authorised };
    await tx.insert(applicationMembers).values({ ...row, joinedAt: now });
    await settleGroup(tx, application, round, now);
    await audit(tx, actor, "application.join", "application", applicationId, now, { personId, authorised });
    const values = { receiptNo: application.receiptNo, round: round.code, applicationId };
    await tell(tx, personId, { kind: "group-joined", values, at: now });
    const name = maskName(person.name ?? "");
    await tell(tx, application.personId, { kind: "group-member-joined", values: { ...values, name }, at: now });
    return grant({ applicationId });
  });

/** Leaves a group until the round closes, free to apply alone or with others. Leaving twice changes nothing. */
export const leaveGroup = (actor: Actor, applicationId: string, { now }: Given): Promise<Decision<InGroup>> =>
  transaction(async (tx) => {
    const { application, round } = await findApplication(tx, applicationId);
    const personId = actor.personId ?? "";
    const member = await isMember(tx, applicationId, personId);
    authorize(actor, "application.leave", { personId: member ? actor.personId : null });
    const open = canApply(round, now);
    if (!open.ok) return open;
    await takeOut(tx, application, round, personId, now);
    await audit(tx, actor, "application.leave", "application", applicationId, now, { personId });
    const values = { receiptNo: application.receiptNo, round: round.code, name: await nameOf(tx, personId) };
    await tell(tx, application.personId, { kind: "group-member-left", values: { ...values, applicationId }, at: now });
    return grant({ applicationId });
  });

/** The leader takes somebody out of the group until the round closes; they are told. */
export const removeMember = (
  actor: Actor,
  applicationId: string,
  personId: string,
  { now }: Given,
): Promise<Decision<InGroup>> =>
  transaction(async (tx) => {
    const { application, round } = await findApplication(tx, applicationId);
    authorize(actor, "application.removeMember", application);
    const open = canApply(round, now);
    if (!open.ok) return open;
    if (!(await isMember(tx, applicationId, personId))) return grant({ applicationId });
    await takeOut(tx, application, round, personId, now);
    await audit(tx, actor, "application.removeMember", "application", applicationId, now, { personId });
    const values = { receiptNo: application.receiptNo, round: round.code };
    await tell(tx, personId, { kind: "group-removed", values, at: now });
    return grant({ applicationId });
  });

const memberRow = (applicationId: string, personId: string) =>
  and(eq(applicationMembers.applicationId, applicationId), eq(applicationMembers.personId, personId));

const isMember = async (tx: Writer, applicationId: string, personId: string): Promise<boolean> =>
  (await tx.$count(applicationMembers, memberRow(applicationId, personId))) > 0;

async function takeOut(tx: Writer, application: ApplicationRow, round: RoundRow, personId: string, now: Date) {
  await tx.delete(applicationMembers).where(memberRow(application.id, personId));
  await settleGroup(tx, application, round, now);
}

/** What follows for the application from somebody joining or leaving: another highest rent, and a new version. */
async function settleGroup(tx: Writer, application: ApplicationRow, round: RoundRow, now: Date): Promise<void> {
  await tx
    .update(applications)
    .set({
      maxRentFen: await limitOfParty(tx, application, round, now),
      updatedAt: now,
      version: sql`${applications.version} + 1`,
    })
    .where(eq(applications.id, application.id));
}

async function nameOf(tx: Writer, personId: string): Promise<string> {
  const [person] = await tx.select({ name: people.name }).from(people).where(eq(people.id, personId));
  if (!person) throw new NotFound();
  return maskName(person.name ?? "");
}
