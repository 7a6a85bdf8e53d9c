import { countDistinct, eq, inArray } from "drizzle-orm";
import { reader } from "#db/client";
import { applications, bills, leases, leaseTenants, ledgerEntries, offers, payments, people, units } from "#db/schema";

export type DemoCounts = {
  people: number;
  residents: number;
  occupiedUnits: number;
  bills: number;
  payments: number;
  ledgerEntries: number;
  applications: number;
  openOffers: number;
};

/** What the demo's year has come to. */
export async function countsOfDemo(): Promise<DemoCounts> {
  const db = await reader();
  const [lived] = await db
    .select({ residents: countDistinct(leaseTenants.personId) })
    .from(leaseTenants)
    .innerJoin(leases, eq(leases.id, leaseTenants.leaseId))
    .where(inArray(leases.status, ["active"]));
  return {
    people: await db.$count(people),
    residents: lived?.residents ?? 0,
    occupiedUnits: await db.$count(units, eq(units.status, "occupied")),
    bills: await db.$count(bills),
    payments: await db.$count(payments),
    ledgerEntries: await db.$count(ledgerEntries),
    applications: await db.$count(applications),
    openOffers: await db.$count(offers, eq(offers.status, "open")),
  };
}
