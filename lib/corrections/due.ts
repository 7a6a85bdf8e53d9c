import { and, asc, eq, gt, inArray, isNotNull } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { bills, buildings, correctionLines, corrections, leases, people, settlements, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import type { Day, Month } from "../days.ts";
import { inBooks } from "../subsidy/rules-settlement.ts";
import { versionsDue } from "./rules-reform.ts";
import { publishedVersions, standingBills } from "./standing.ts";

/** What is to be corrected and found by itself; `draftNo` names the draft that waits for it, if there is one. */
export type DueCorrection = { draftNo: string | null } & (
  | {
      cause: "earlyLeaver";
      leaseId: string;
      leaseNo: string;
      endedOn: Day;
      room: string;
      tenants: string[];
      /** The months that are billed beyond the last day and in the books, and those that wait for their settlement. */
      months: Month[];
      waiting: Month[];
    }
  | { cause: "schemeChange"; schemeId: string; version: string; months: number; people: number; fromMonth: Month }
);

/** Leases that ended before what was billed of them, the latest to end first; versions that decide months of the past. */
export async function dueCorrections(actor: Actor): Promise<DueCorrection[]> {
  authorize(actor, "correction.list");
  const db = await reader();
  return [...(await leavers(db)), ...(await reformsDue(db))];
}

async function leavers(db: Reader): Promise<DueCorrection[]> {
  const rows = await db
    .select({
      leaseId: leases.id,
      leaseNo: leases.leaseNo,
      endedOn: leases.endedOn,
      buildingNo: buildings.no,
      roomNo: units.roomNo,
      personName: people.name,
      billId: bills.id,
      personId: bills.personId,
    })
    .from(leases)
    .innerJoin(bills, and(eq(bills.leaseId, leases.id), gt(bills.toOn, leases.endedOn), gt(bills.rentFen, 0)))
    .innerJoin(people, eq(people.id, bills.personId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(and(eq(leases.status, "ended"), isNotNull(leases.endedOn)))
    .orderBy(asc(leases.endedOn), asc(leases.id));
  if (rows.length === 0) return [];
  const standing = await standingBills(db, [...new Set(rows.map((row) => row.personId))]);
  const toOn = new Map(standing.bills.map((bill) => [bill.billId, bill]));
  const waits = new Map(standing.waiting.map((bill) => [bill.billId, bill.month]));
  const drafts = await draftsOf(db);
  const found = [...Map.groupBy(rows, (row) => row.leaseId).values()].flatMap((its): DueCorrection[] => {
    const [first] = its;
    const endedOn = first?.endedOn;
    if (!first || !endedOn) return [];
    const months = its.flatMap(({ billId }) => {
      const bill = toOn.get(billId);
      return bill && bill.toOn > endedOn ? [bill.month] : [];
    });
    if (months.length === 0) return [];
    const { leaseId, leaseNo, buildingNo, roomNo } = first;
    const waiting = its.flatMap(({ billId }) => waits.get(billId) ?? []);
    const tenants = [...new Set(its.map((row) => row.personName ?? ""))];
    const draftNo = its.map((row) => drafts.get(row.personId)).find((no) => no !== undefined) ?? null;
    const where = { leaseId, leaseNo, endedOn, room: `${buildingNo}-${roomNo}`, tenants };
    return [{ cause: "earlyLeaver", draftNo, ...where, months: inOrder(months), waiting: inOrder(waiting) }];
  });
  return found.reverse();
}

const inOrder = (months: readonly Month[]): Month[] => [...new Set(months)].sort();

/** Looks at everybody's months only where some settlement was decided by other versions than its month has now. */
async function reformsDue(db: Reader): Promise<DueCorrection[]> {
  const published = await publishedVersions(db);
  if (published.length === 0) return [];
  const batches = await db.select().from(settlements);
  const differs = batches.some(
    ({ status, month, versions }) => inBooks(status) && Object.keys(versionsDue(published, month, versions)).length > 0,
  );
  if (!differs) return [];
  const { bills: standing } = await standingBills(db, "everybody");
  const due = standing.flatMap(({ personId, month, versions }) =>
    Object.entries(versionsDue(published, month, versions)).map(([schemeId, version]) => ({
      schemeId,
      version,
      personId,
      month,
    })),
  );
  const drafts = await reformDrafts(db);
  return [...Map.groupBy(due, ({ schemeId, version }) => `${schemeId} ${version}`)].flatMap(
    ([name, its]): DueCorrection[] => {
      const [first] = its;
      if (!first) return [];
      const { schemeId, version } = first;
      const reached = { months: its.length, people: new Set(its.map((one) => one.personId)).size };
      const fromMonth = its.map((one) => one.month).sort()[0] ?? "";
      return [{ cause: "schemeChange", draftNo: drafts.get(name) ?? null, schemeId, version, ...reached, fromMonth }];
    },
  );
}

/** The drafts by the people in them. */
async function draftsOf(db: Reader): Promise<Map<string, string>> {
  const rows = await db
    .selectDistinct({ no: corrections.correctionNo, personId: correctionLines.personId })
    .from(correctionLines)
    .innerJoin(corrections, eq(corrections.id, correctionLines.correctionId))
    .where(eq(corrections.status, "draft"));
  return new Map(rows.map((row) => [row.personId, row.no]));
}

async function reformDrafts(db: Reader): Promise<Map<string, string>> {
  const rows = await db
    .select({ no: corrections.correctionNo, given: corrections.given })
    .from(corrections)
    .where(and(eq(corrections.status, "draft"), inArray(corrections.cause, ["schemeChange"])));
  return new Map(rows.map(({ no, given }) => [`${given.schemeId} ${given.version}`, no]));
}

/** The months that an ended lease was billed for beyond its last day and that nobody has corrected, for the lease's page. */
export async function billedBeyond(actor: Actor, lease: { id: string; endedOn: Day | null }): Promise<Month[]> {
  authorize(actor, "lease.list");
  const { id, endedOn } = lease;
  if (endedOn === null) return [];
  const db = await reader();
  const rows = await db
    .select({ personId: bills.personId })
    .from(bills)
    .where(and(eq(bills.leaseId, id), gt(bills.toOn, endedOn), gt(bills.rentFen, 0)));
  if (rows.length === 0) return [];
  const { bills: standing } = await standingBills(db, [...new Set(rows.map((row) => row.personId))]);
  return inOrder(standing.filter((bill) => bill.leaseId === id && bill.toOn > endedOn).map((bill) => bill.month));
}
