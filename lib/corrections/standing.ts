import { and, asc, eq, gt, inArray } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { bills, correctionLines, corrections, offsetParts, offsets, schemeVersions, settlements } from "#db/schema";
import { inChunks } from "../chunks.ts";
import type { Month } from "../days.ts";
import { inBooks } from "../subsidy/rules-settlement.ts";
import type { Part, StandingBill } from "./rules-recount.ts";
import { type Published, type Reformed, versionsAfter } from "./rules-reform.ts";

type Db = Reader | Pick<Writer, "select">;

/** Bills whose support is not in the books yet: nothing of them can be corrected. */
export type WaitingBill = { billId: string; personId: string; month: Month; parts: string[] };
export type Standing = { bills: StandingBill[]; waiting: WaitingBill[] };

/** No more than this many people are asked for by their ids; of more, everybody's bills are read. */
const FEW = 800;

/**
 * What stands of every billed month of these people, or of everybody: the posted offset, replaced by the latest posted
 * correction of the bill, under the versions that posted reforms have brought. Reads only.
 */
export async function standingBills(db: Db, personIds: readonly string[] | "everybody"): Promise<Standing> {
  const of = (column: typeof bills.personId | typeof correctionLines.personId) =>
    personIds === "everybody" || personIds.length > FEW ? undefined : inArray(column, [...personIds]);
  const rows = await db
    .select({ bill: bills, offset: offsets, batch: settlements })
    .from(bills)
    .innerJoin(offsets, eq(offsets.billId, bills.id))
    .innerJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(and(gt(bills.rentFen, 0), of(bills.personId)))
    .orderBy(asc(bills.month), asc(bills.billNo));
  const partsOf = await partsByOffset(db, rows.length > FEW ? null : rows.map(({ offset }) => offset.id));
  const corrected = await latestLines(db, of(correctionLines.personId));
  const [published, reforms] = [await publishedVersions(db), await postedReforms(db)];
  const wanted = personIds === "everybody" ? null : new Set(personIds);
  const standing: Standing = { bills: [], waiting: [] };
  for (const { bill, offset, batch } of rows) {
    if (wanted && !wanted.has(bill.personId)) continue;
    const { id: billId, billNo, personId, leaseId, month, fromOn } = bill;
    const parts = partsOf.get(offset.id) ?? [];
    if (!inBooks(batch.status)) {
      standing.waiting.push({ billId, personId, month, parts: parts.map(({ part }) => part) });
      continue;
    }
    const line = corrected.get(billId);
    const { plan, versions, approvedAt } = batch;
    const decided = line ? decidedIn(line) : { ...offset, rentFen: bill.rentFen, plan, versions, parts };
    const { rentFen, subsidyFen, offsetFen, surplusFen, carriedFen, carried } = decided;
    const { eligible, facts, monthsUsed, failed } = decided;
    standing.bills.push({
      ...{ billId, billNo, personId, leaseId, month, fromOn, mode: offset.mode },
      toOn: line?.toOn ?? bill.toOn,
      ...{ rentFen, subsidyFen, offsetFen, surplusFen, carriedFen, carried },
      ...{ eligible, parts: decided.parts, facts, monthsUsed, failed },
      plan: decided.plan,
      versions: versionsAfter(published, reforms, {
        month,
        versions: decided.versions,
        since: line?.decidedAt ?? approvedAt ?? batch.madeAt,
      }),
      sequence: line?.sequence ?? 0,
    });
  }
  return standing;
}

type Line = typeof correctionLines.$inferSelect & { decidedAt: Date | null };

const decidedIn = (line: Line) => ({
  ...line,
  rentFen: line.rentAfterFen,
  subsidyFen: line.subsidyAfterFen,
  offsetFen: line.offsetAfterFen,
  surplusFen: line.surplusAfterFen,
  carriedFen: line.carriedAfterFen,
});

async function partsByOffset(db: Db, offsetIds: string[] | null): Promise<Map<string, Part[]>> {
  const found = new Map<string, Part[]>();
  const add = (rows: (typeof offsetParts.$inferSelect)[]) => {
    for (const { offsetId, part, amountFen } of rows) {
      const its = found.get(offsetId);
      if (its) its.push({ part, amountFen });
      else found.set(offsetId, [{ part, amountFen }]);
    }
  };
  if (offsetIds === null) add(await db.select().from(offsetParts));
  else {
    await inChunks(offsetIds, async (ids) =>
      add(await db.select().from(offsetParts).where(inArray(offsetParts.offsetId, ids))),
    );
  }
  return found;
}

/** The latest posted correction of each bill. */
async function latestLines(db: Db, where: ReturnType<typeof inArray> | undefined): Promise<Map<string, Line>> {
  const rows = await db
    .select({ line: correctionLines, decidedAt: corrections.decidedAt })
    .from(correctionLines)
    .innerJoin(corrections, eq(corrections.id, correctionLines.correctionId))
    .where(and(gt(correctionLines.sequence, 0), where))
    .orderBy(asc(correctionLines.sequence));
  return new Map(rows.map(({ line, decidedAt }) => [line.billId, { ...line, decidedAt }]));
}

/** The versions that were published here, in no order. */
export const publishedVersions = (db: Db): Promise<Published[]> =>
  db
    .select({
      schemeId: schemeVersions.schemeId,
      version: schemeVersions.version,
      sequence: schemeVersions.sequence,
      fromMonth: schemeVersions.fromMonth,
    })
    .from(schemeVersions);

async function postedReforms(db: Db): Promise<Reformed[]> {
  const rows = await db
    .select({ given: corrections.given, at: corrections.decidedAt })
    .from(corrections)
    .where(and(eq(corrections.cause, "schemeChange"), eq(corrections.status, "posted")));
  return rows.flatMap(({ given, at }) =>
    at === null ? [] : [{ schemeId: String(given.schemeId), version: String(given.version), at }],
  );
}
