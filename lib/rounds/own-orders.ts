import { and, asc, eq, inArray, isNotNull, or } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { applicationChoices, applications, roundCategories, roundPriorities } from "#db/schema";
import { receiptStart } from "../applications/rules.ts";
import { inChunks } from "../chunks.ts";
import type { RoundRow } from "./record.ts";
import type { Listable, OwnOrderSet } from "./rules-priority.ts";

type Db = Reader | Pick<Writer, "select">;

/** The order that a category has of its own: why, and whom it puts before the common order, the best first. */
export type OwnOrder = {
  categoryId: string;
  reason: string;
  listed: { applicationId: string; receiptNo: string }[];
};

const standing = eq(applications.status, "submitted");
/** To be joined with a category's row of choices, of which there is at most one an application. */
const wishing = or(eq(applications.anyOther, true), isNotNull(applicationChoices.categoryId));

/**
 * The categories of a round that have an order of their own, in the round's order. Whoever has been taken off the roster
 * since it was set, or wishes for the category no more, has dropped out; an order that nobody is left in is none.
 */
export async function ownOrdersOf(db: Db, roundId: string): Promise<OwnOrder[]> {
  const rows = await db
    .select({
      categoryId: roundCategories.id,
      reason: roundCategories.priorityReason,
      applicationId: applications.id,
      receiptNo: applications.receiptNo,
    })
    .from(roundPriorities)
    .innerJoin(
      roundCategories,
      and(eq(roundCategories.roundId, roundPriorities.roundId), eq(roundCategories.id, roundPriorities.categoryId)),
    )
    .innerJoin(applications, eq(applications.id, roundPriorities.applicationId))
    .leftJoin(
      applicationChoices,
      and(
        eq(applicationChoices.applicationId, roundPriorities.applicationId),
        eq(applicationChoices.categoryId, roundPriorities.categoryId),
      ),
    )
    .where(and(eq(roundPriorities.roundId, roundId), standing, wishing))
    .orderBy(asc(roundCategories.position), asc(roundPriorities.rank));
  return [...Map.groupBy(rows, ({ categoryId }) => categoryId)].map(([categoryId, listed]) => ({
    categoryId,
    reason: listed[0]?.reason ?? "",
    listed: listed.map(({ applicationId, receiptNo }) => ({ applicationId, receiptNo })),
  }));
}

/** The own orders as everybody reads them: why, and the receipt numbers that come first, the best first. */
export async function publicOwnOrders(db: Reader, roundId: string) {
  return (await ownOrdersOf(db, roundId)).map(({ categoryId, reason, listed }) => ({
    categoryId,
    reason,
    receiptNos: listed.map(({ receiptNo }) => receiptNo),
  }));
}
export type PublicOwnOrder = Awaited<ReturnType<typeof publicOwnOrders>>[number];

/** What was set of a category, with whoever has dropped out since. */
export async function orderSetOf(db: Db, roundId: string, categoryId: string): Promise<OwnOrderSet> {
  const [category] = await db
    .select({ reason: roundCategories.priorityReason })
    .from(roundCategories)
    .where(and(eq(roundCategories.roundId, roundId), eq(roundCategories.id, categoryId)));
  const rows = await db
    .select({ applicationId: roundPriorities.applicationId })
    .from(roundPriorities)
    .where(and(eq(roundPriorities.roundId, roundId), eq(roundPriorities.categoryId, categoryId)))
    .orderBy(asc(roundPriorities.rank));
  return { reason: category?.reason ?? null, applicationIds: rows.map(({ applicationId }) => applicationId) };
}

/** The round's applications under these receipt numbers, whatever has become of them, by the number in capitals. */
export async function listableOf(
  db: Db,
  { id: roundId, code }: Pick<RoundRow, "id" | "code">,
  categoryId: string,
  receiptNos: readonly string[],
): Promise<Map<string, Listable>> {
  const found = new Map<string, Listable>();
  // A round's code may have small letters, and so have its receipt numbers then.
  const start = receiptStart(code);
  const asGiven = (receiptNo: string) =>
    receiptNo.startsWith(start.toUpperCase()) ? start + receiptNo.slice(start.length) : receiptNo;
  await inChunks(receiptNos, async (chunk) => {
    const rows = await db
      .select({ application: applications, wished: applicationChoices.categoryId })
      .from(applications)
      .leftJoin(
        applicationChoices,
        and(eq(applicationChoices.applicationId, applications.id), eq(applicationChoices.categoryId, categoryId)),
      )
      .where(and(eq(applications.roundId, roundId), inArray(applications.receiptNo, chunk.map(asGiven))));
    for (const { application, wished } of rows)
      found.set(application.receiptNo.toUpperCase(), {
        applicationId: application.id,
        stands: application.status === "submitted",
        wishes: application.anyOther || wished !== null,
      });
  });
  return found;
}
