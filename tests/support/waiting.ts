import { and, asc, eq } from "drizzle-orm";
import type { Db } from "#db/client";
import {
  applicationMembers,
  applications,
  drawResults,
  draws,
  offers,
  outbox,
  rounds,
  units,
  waitlist,
} from "#db/schema";
import type { Actor } from "#lib/actor";
import { factsOfPerson, submitApplication } from "#lib/applications/commands";
import { personRow } from "#lib/people/queries";
import { announceRound, createRound, openRound, setRoundPlaces } from "#lib/rounds/commands";
import type { NewRound } from "#lib/rounds/rules-new";
import type { PlaceMode } from "#lib/rounds/rules-places";
import { AFTER, granted, newRound, offeredRound } from "#tests/support/rounds";
import { type makeTalent, NOW } from "#tests/support/world";

export type Talent = Awaited<ReturnType<typeof makeTalent>>;
type Group = { leader: Talent; members: Talent[] };
type Wish = { people: readonly (Talent | Group)[]; choices: string[]; staysWaiting?: boolean };

const leaderOf = (one: Talent | Group): Talent => ("leader" in one ? one.leader : one);

/** An open round over these units; every place whole unless `modes` says for whom it is let by the bed. */
export async function roundOver(
  staff: Actor,
  unitIds: readonly string[],
  { modes = {}, ...values }: Partial<NewRound> & { modes?: Record<string, PlaceMode> } = {},
): Promise<string> {
  const { roundId } = granted(await createRound(staff, newRound(values), { now: NOW }));
  const picked = unitIds.map((unitId) => ({ unitId, mode: modes[unitId] ?? ("whole" as const) }));
  granted(await setRoundPlaces(staff, roundId, { units: picked }, { now: NOW }));
  granted(await announceRound(staff, roundId, { now: NOW }));
  granted(await openRound(staff, roundId, { now: NOW }));
  return roundId;
}

/** Sends the applications and brings the round to its offers. Gives everybody who led one, in order of rank. */
export async function offered(
  db: Db,
  staff: readonly [Actor, Actor],
  roundId: string,
  wishes: readonly Wish[],
  now = AFTER,
): Promise<Talent[]> {
  for (const { people, choices, staysWaiting = false } of wishes) {
    for (const one of people) {
      const sent = await submitApplication(leaderOf(one), { roundId, choices, staysWaiting }, { now: NOW });
      if ("leader" in one) await join(db, roundId, granted(sent).applicationId, one.members);
      granted(sent);
    }
  }
  await offeredRound(staff, roundId, now);
  const ranks = await db.reader
    .select({ personId: applications.personId })
    .from(drawResults)
    .innerJoin(draws, eq(draws.id, drawResults.drawId))
    .innerJoin(applications, eq(applications.id, drawResults.applicationId))
    .where(eq(draws.roundId, roundId))
    .orderBy(asc(drawResults.rank));
  const leaders = wishes.flatMap(({ people }) => people.map(leaderOf));
  return ranks.flatMap(({ personId }) => leaders.filter((talent) => talent.personId === personId));
}

async function join(db: Db, roundId: string, applicationId: string, members: readonly Talent[]): Promise<void> {
  const [round] = await db.reader.select().from(rounds).where(eq(rounds.id, roundId));
  if (!round) throw new Error("no such round");
  for (const { personId } of members) {
    const facts = factsOfPerson(await personRow(personId), round);
    const row = { applicationId, roundId, personId, facts, authorised: true, joinedAt: NOW };
    await db.transaction((tx) => tx.insert(applicationMembers).values(row));
  }
}

/** The person's open offer, or null. */
export async function openOfferOf(db: Db, { personId }: Talent, roundId?: string) {
  const mine = and(eq(offers.personId, personId), eq(offers.status, "open"));
  const [offer] = await db.reader
    .select()
    .from(offers)
    .where(roundId ? and(mine, eq(offers.roundId, roundId)) : mine);
  return offer ?? null;
}

/** Where the person stands, category by category: `b01-single: waiting`. */
export async function standsIn(db: Db, { personId }: Talent, roundId: string): Promise<string[]> {
  const rows = await db.reader
    .select({ categoryId: waitlist.categoryId, status: waitlist.status })
    .from(waitlist)
    .innerJoin(applications, eq(applications.id, waitlist.applicationId))
    .where(and(eq(waitlist.roundId, roundId), eq(applications.personId, personId)))
    .orderBy(asc(waitlist.categoryId));
  return rows.map(({ categoryId, status }) => `${categoryId}: ${status}`);
}

export async function unitOf(db: Db, unitId: string) {
  const [unit] = await db.reader.select().from(units).where(eq(units.id, unitId));
  if (!unit) throw new Error(`no unit ${unitId}`);
  return unit;
}

/** The kinds of what a person was told, the newest first. */
export async function toldTo(db: Db, { personId }: Talent): Promise<string[]> {
  const rows = await db.reader
    .select({ id: outbox.id, kind: outbox.kind })
    .from(outbox)
    .where(eq(outbox.personId, personId));
  return rows.sort((a, b) => (a.id < b.id ? 1 : -1)).map(({ kind }) => kind);
}

/** Every open offer of a place: never two of one. */
export const openOfPlace = (db: Db, unitId: string, bed = 0) =>
  db.reader
    .select()
    .from(offers)
    .where(and(eq(offers.unitId, unitId), eq(offers.bed, bed), eq(offers.status, "open")));
