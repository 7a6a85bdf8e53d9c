import { and, asc, eq, inArray } from "drizzle-orm";
import type { Writer } from "#db/client";
import { applicationMembers, applications, leases, leaseTenants } from "#db/schema";
import { invariant } from "../errors.ts";

export type Tenant = { personId: string; authorised: boolean };

/** Everybody an application stands for: the leader, who answers the offer, and those who consented when they joined. */
export async function tenantsOf(
  tx: Pick<Writer, "select">,
  { applicationId, personId }: { applicationId: string; personId: string },
  authorised: boolean,
): Promise<Tenant[]> {
  const members = await tx
    .select({ personId: applicationMembers.personId, authorised: applicationMembers.authorised })
    .from(applicationMembers)
    .where(eq(applicationMembers.applicationId, applicationId))
    .orderBy(asc(applicationMembers.joinedAt), asc(applicationMembers.personId));
  return [{ personId, authorised }, ...members];
}

/** The ids of everybody an application stands for, the leader first. */
export async function everybodyOf(tx: Pick<Writer, "select">, applicationId: string): Promise<string[]> {
  const [application] = await tx
    .select({ personId: applications.personId })
    .from(applications)
    .where(eq(applications.id, applicationId));
  invariant(application, `no application ${applicationId}`);
  const tenants = await tenantsOf(tx, { applicationId, ...application }, false);
  return tenants.map(({ personId }) => personId);
}

/** The applications of a round in which somebody has a lease that is signed or runs. */
export async function housedApplications(tx: Pick<Writer, "select">, roundId: string): Promise<Set<string>> {
  const live = inArray(leases.status, ["signed", "active"]);
  const led = await tx
    .select({ id: applications.id })
    .from(applications)
    .innerJoin(leaseTenants, eq(leaseTenants.personId, applications.personId))
    .innerJoin(leases, eq(leases.id, leaseTenants.leaseId))
    .where(and(eq(applications.roundId, roundId), live));
  const joined = await tx
    .select({ id: applicationMembers.applicationId })
    .from(applicationMembers)
    .innerJoin(leaseTenants, eq(leaseTenants.personId, applicationMembers.personId))
    .innerJoin(leases, eq(leases.id, leaseTenants.leaseId))
    .where(and(eq(applicationMembers.roundId, roundId), live));
  return new Set([...led, ...joined].map(({ id }) => id));
}

/** Whether one of them has a lease that is signed or runs: one person never holds two homes. */
export async function anyHoused(tx: Pick<Writer, "select">, personIds: readonly string[]): Promise<boolean> {
  const [live] = await tx
    .select({ id: leases.id })
    .from(leaseTenants)
    .innerJoin(leases, eq(leases.id, leaseTenants.leaseId))
    .where(and(inArray(leaseTenants.personId, [...personIds]), inArray(leases.status, ["signed", "active"])))
    .limit(1);
  return live !== undefined;
}

/** Whether somebody else has a lease of this place: of the whole unit, of this bed, or of any bed of a whole unit. */
export async function placeTaken(
  tx: Pick<Writer, "select">,
  { unitId, bed }: { unitId: string; bed: number },
): Promise<boolean> {
  const live = await tx
    .select({ bed: leases.bed })
    .from(leases)
    .where(and(eq(leases.unitId, unitId), inArray(leases.status, ["signed", "active"])));
  return live.some((lease) => bed === 0 || lease.bed === 0 || lease.bed === bed);
}

/** Every other application in which one of these people has a part, as its leader or a member. */
export async function otherApplications(
  tx: Pick<Writer, "select">,
  personIds: readonly string[],
  applicationId: string,
): Promise<string[]> {
  const led = await tx
    .select({ id: applications.id })
    .from(applications)
    .where(inArray(applications.personId, [...personIds]));
  const joined = await tx
    .select({ id: applicationMembers.applicationId })
    .from(applicationMembers)
    .where(inArray(applicationMembers.personId, [...personIds]));
  return [...new Set([...led, ...joined].map(({ id }) => id))].filter((id) => id !== applicationId);
}

/** Writes the tenants of a lease, with equal shares of the rent and where each one's subsidy goes. */
export async function writeTenants(
  tx: Pick<Writer, "insert">,
  leaseId: string,
  tenants: readonly Tenant[],
  now: Date,
): Promise<void> {
  await tx.insert(leaseTenants).values(
    tenants.map(({ personId, authorised }) => ({
      leaseId,
      personId,
      weight: 1,
      offsetMode: authorised ? ("directOffset" as const) : ("cashToPerson" as const),
      authorisedAt: authorised ? now : null,
    })),
  );
}
