import { and, asc, eq, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { applicationMembers, applications, people, roundPriorities } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { maskName } from "../people/masks.ts";
import { orderSetOf, ownOrdersOf } from "./own-orders.ts";

/** Somebody whom a category puts first, as the desk sees them. */
export type Listed = {
  applicationId: string;
  receiptNo: string;
  /** Masked. */
  name: string;
  employerName: string | null;
  /** persons who apply together */
  size: number;
};
export type OrderOfCategory = {
  /** null where none is set */
  reason: string | null;
  listed: Listed[];
  /** receipt numbers that were listed and have dropped out: off the roster, or wishing for it no more */
  dropped: string[];
};

/** The order of its own that a category has been given, with who they are. */
export async function orderOfCategory(actor: Actor, roundId: string, categoryId: string): Promise<OrderOfCategory> {
  authorize(actor, "round.setPriority");
  const db = await reader();
  const { reason } = await orderSetOf(db, roundId, categoryId);
  const own = (await ownOrdersOf(db, roundId)).find((order) => order.categoryId === categoryId);
  const stay = new Set(own?.listed.map(({ applicationId }) => applicationId));
  const members = db
    .select({ id: applicationMembers.applicationId, count: sql<number>`count(*)`.mapWith(Number).as("members") })
    .from(applicationMembers)
    .where(eq(applicationMembers.roundId, roundId))
    .groupBy(applicationMembers.applicationId)
    .as("members");
  const rows = await db
    .select({ application: applications, person: people, members: members.count })
    .from(roundPriorities)
    .innerJoin(applications, eq(applications.id, roundPriorities.applicationId))
    .innerJoin(people, eq(people.id, applications.personId))
    .leftJoin(members, eq(members.id, applications.id))
    .where(and(eq(roundPriorities.roundId, roundId), eq(roundPriorities.categoryId, categoryId)))
    .orderBy(asc(roundPriorities.rank));
  const all = rows.map(({ application, person, members: others }) => ({
    applicationId: application.id,
    receiptNo: application.receiptNo,
    name: maskName(person.name ?? ""),
    employerName: person.employerName,
    size: 1 + (others ?? 0),
  }));
  return {
    reason,
    listed: all.filter(({ applicationId }) => stay.has(applicationId)),
    dropped: all.filter(({ applicationId }) => !stay.has(applicationId)).map(({ receiptNo }) => receiptNo),
  };
}
