import { and, asc, eq } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { applicationChoices, applicationMembers, applications, leases, leaseTenants } from "#db/schema";
import type { RoundRow } from "./record.ts";
import { placeId } from "./rules-places.ts";
import { type Entrant, entrantOf } from "./rules-terms.ts";

type Db = Reader | Pick<Writer, "select">;

/** One applicant of a round, alone or a group, as the roster has them. */
export type RosterEntry = Entrant & {
  applicationId: string;
  /** the leader first */
  personIds: string[];
  label: string;
  choices: string[];
  anyOther: boolean;
  maxRentFen: number | null;
  floorWish: "high" | "low" | null;
  /** the place that is lived in, in an exchange */
  holds: string | null;
};

/**
 * The submitted applications of a round in order of receipt number; withdrawn and excluded ones do not stand on the
 * roster. In an exchange neither does a lease whose tenants have not all agreed: nobody is moved without being asked.
 */
export async function rosterOf(db: Db, round: Pick<RoundRow, "id" | "terms" | "mechanism">): Promise<RosterEntry[]> {
  const submitted = and(eq(applications.roundId, round.id), eq(applications.status, "submitted"));
  const rows = await db.select().from(applications).where(submitted).orderBy(asc(applications.receiptNo));
  const members = Map.groupBy(
    await db
      .select()
      .from(applicationMembers)
      .where(eq(applicationMembers.roundId, round.id))
      .orderBy(asc(applicationMembers.joinedAt), asc(applicationMembers.personId)),
    ({ applicationId }) => applicationId,
  );
  const choices = await choicesOfRound(db, round.id);
  const homes = round.mechanism === "exchange" ? await homesOf(db, round.id) : null;
  return rows.flatMap((row) => {
    const group = members.get(row.id) ?? [];
    const personIds = [row.personId, ...group.map(({ personId }) => personId)];
    const home = homes?.get(row.id);
    if (homes && (!home || home.tenants.some((tenant) => !personIds.includes(tenant)))) return [];
    return [
      {
        applicationId: row.id,
        personIds,
        label: row.receiptNo,
        ...entrantOf([row.facts, ...group.map(({ facts }) => facts)], round.terms),
        choices: choices.get(row.id) ?? [],
        anyOther: row.anyOther,
        maxRentFen: row.maxRentFen,
        floorWish: row.floorWish,
        holds: home?.placeId ?? null,
      },
    ];
  });
}

async function choicesOfRound(db: Db, roundId: string): Promise<Map<string, string[]>> {
  const rows = await db
    .select({ applicationId: applicationChoices.applicationId, categoryId: applicationChoices.categoryId })
    .from(applicationChoices)
    .innerJoin(applications, eq(applications.id, applicationChoices.applicationId))
    .where(eq(applications.roundId, roundId))
    .orderBy(asc(applicationChoices.applicationId), asc(applicationChoices.position));
  const choices = new Map<string, string[]>();
  for (const { applicationId, categoryId } of rows) {
    const list = choices.get(applicationId);
    if (list) list.push(categoryId);
    else choices.set(applicationId, [categoryId]);
  }
  return choices;
}

type Home = { placeId: string; tenants: string[] };

/** Where each exchange applicant lives and with whom; only leases that run. */
async function homesOf(db: Db, roundId: string): Promise<Map<string, Home>> {
  const rows = await db
    .select({
      applicationId: applications.id,
      unitId: leases.unitId,
      bed: leases.bed,
      personId: leaseTenants.personId,
    })
    .from(applications)
    .innerJoin(leases, eq(leases.id, applications.leaseId))
    .innerJoin(leaseTenants, eq(leaseTenants.leaseId, leases.id))
    .where(and(eq(applications.roundId, roundId), eq(leases.status, "active")));
  const homes = new Map<string, Home>();
  for (const { applicationId, personId, ...place } of rows) {
    const home = homes.get(applicationId) ?? { placeId: placeId(place), tenants: [] };
    home.tenants.push(personId);
    homes.set(applicationId, home);
  }
  return homes;
}
