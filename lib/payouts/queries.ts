import { and, asc, count, desc, eq, or, type SQL, sql } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { buildings, leases, payoutFiles, payouts, people, personAccounts, settlements, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import type { Month } from "../days.ts";
import { NotFound } from "../errors.ts";
import { holds } from "../search.ts";
import { sumFen } from "../sums.ts";
import { readyPayouts } from "./files.ts";

export const PAYOUTS_PER_PAGE = 50;
/** `stuck`: nobody can go on with it before its person has told, or mended, an account. */
export const payoutViews = ["stuck", "ready", "sent", "returned", "paid", "all"] as const;
export type PayoutView = (typeof payoutViews)[number];

/** Sent back and not paid again. */
const cameBack = sql`${payouts.status} = 'returned' and not exists (
  select 1 from payouts later where later.attempt > ${payouts.attempt}
  and (later.offset_id = ${payouts.offsetId} or later.correction_line_id = ${payouts.correctionLineId})
)`;
const homeless = sql`${payouts.status} = 'ready' and not exists (
  select 1 from person_accounts where person_accounts.person_id = ${payouts.personId}
)`;
const views: Record<PayoutView, SQL | undefined> = {
  stuck: sql`((${cameBack}) or (${homeless}))`,
  ready: eq(payouts.status, "ready"),
  sent: eq(payouts.status, "sent"),
  returned: eq(payouts.status, "returned"),
  paid: eq(payouts.status, "paid"),
  all: undefined,
};

const columns = {
  id: payouts.id,
  payoutNo: payouts.payoutNo,
  month: payouts.month,
  amountFen: payouts.amountFen,
  status: payouts.status,
  attempt: payouts.attempt,
  settlementId: payouts.settlementId,
  fileId: payouts.fileId,
  lastFour: payouts.lastFour,
  paidOn: payouts.paidOn,
  reference: payouts.reference,
  returnedOn: payouts.returnedOn,
  returnReason: payouts.returnReason,
  personId: payouts.personId,
  personName: people.name,
  buildingNo: buildings.no,
  roomNo: units.roomNo,
  /** The account that the person has told now, null where none. */
  accountNow: personAccounts.lastFour,
  waits: sql<boolean>`case when ${cameBack} then 1 else 0 end`.mapWith(Boolean),
};

export const rowsOf = (db: Reader) =>
  db
    .select(columns)
    .from(payouts)
    .innerJoin(people, eq(people.id, payouts.personId))
    .innerJoin(leases, eq(leases.id, payouts.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .leftJoin(personAccounts, eq(personAccounts.personId, payouts.personId));

export type PayoutLine = Awaited<ReturnType<typeof payoutsFor>>["rows"][number];
type Ask = {
  view?: PayoutView;
  month?: Month;
  settlementId?: string;
  fileId?: string;
  q?: string;
  page?: number;
};

/** The payouts, those that are stuck first, then the latest; with how many and how much each view would show. */
export async function payoutsFor(actor: Actor, asked: Ask = {}) {
  authorize(actor, "payout.list");
  const { view = "all", month, settlementId, fileId, q = "", page = 1 } = asked;
  const db = await reader();
  const text = q.trim();
  const named = text
    ? or(holds(payouts.payoutNo, text), holds(people.name, text), holds(units.roomNo, text))
    : undefined;
  const scope = and(
    month ? eq(payouts.month, month) : undefined,
    settlementId ? eq(payouts.settlementId, settlementId) : undefined,
    fileId ? eq(payouts.fileId, fileId) : undefined,
  );
  const counts = {} as Record<PayoutView, { payouts: number; fen: number }>;
  for (const one of payoutViews) {
    const [row] = await db
      .select({ payouts: count(), fen: sumFen(payouts.amountFen) })
      .from(payouts)
      .where(and(scope, views[one]));
    counts[one] = row ?? { payouts: 0, fen: 0 };
  }
  const where = and(scope, views[view], named);
  const [found] = await db
    .select({ payouts: count() })
    .from(payouts)
    .innerJoin(people, eq(people.id, payouts.personId))
    .innerJoin(leases, eq(leases.id, payouts.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .where(where);
  const pages = Math.max(1, Math.ceil((found?.payouts ?? 0) / PAYOUTS_PER_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  const stuckFirst = sql`case when ${views.stuck} then 0 else 1 end`;
  const rows = await rowsOf(db)
    .where(where)
    .orderBy(asc(stuckFirst), desc(payouts.month), asc(payouts.payoutNo))
    .limit(PAYOUTS_PER_PAGE)
    .offset((at - 1) * PAYOUTS_PER_PAGE);
  return { rows, counts, found: found?.payouts ?? 0, page: at, pages };
}

/** What can go into the next file, and who is left out for want of an account. */
export async function nextFile(actor: Actor) {
  authorize(actor, "payout.list");
  const { sendable, missing, seen } = await readyPayouts(await reader());
  return {
    seen,
    rows: sendable.length,
    amountFen: sendable.reduce((sum, { payout }) => sum + payout.amountFen, 0),
    missing: missing.map(({ payout, personName }) => ({ id: payout.id, personName, amountFen: payout.amountFen })),
  };
}

/** One payout with its other attempts. */
export async function payoutFor(actor: Actor, id: string) {
  authorize(actor, "payout.list");
  const db = await reader();
  const [payout] = await rowsOf(db).where(eq(payouts.id, id));
  const [row] = await db.select().from(payouts).where(eq(payouts.id, id));
  if (!payout || !row) throw new NotFound();
  const same = row.offsetId
    ? eq(payouts.offsetId, row.offsetId)
    : eq(payouts.correctionLineId, row.correctionLineId ?? "");
  const attempts = await rowsOf(db).where(same).orderBy(asc(payouts.attempt));
  const [batch] = row.settlementId
    ? await db.select().from(settlements).where(eq(settlements.id, row.settlementId))
    : [];
  const [file] = row.fileId ? await db.select().from(payoutFiles).where(eq(payoutFiles.id, row.fileId)) : [];
  const { offsetId, correctionLineId, madeAt, sentAt, holderName, bankName } = row;
  return {
    ...payout,
    offsetId,
    correctionLineId,
    madeAt,
    sentAt,
    holderName,
    bankName,
    attempts,
    batch: batch ?? null,
    file: file ?? null,
  };
}
