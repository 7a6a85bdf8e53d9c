import { eq } from "drizzle-orm";
import type { Reader } from "#db/client";
import { bills, buildings, leases, offsetParts, offsets, people, type settlements, units } from "#db/schema";
import { addMonths, type Month } from "../days.ts";
import type { Fen } from "../money.ts";
import { type Change, changeBetween } from "./rules-decision.ts";
import { type Facts, unknownFacts } from "./rules-facts.ts";
import { schemesOf } from "./rules-plan.ts";
import type { Plan } from "./rules-together.ts";
import { qualify } from "./rules-values.ts";
import { planAt } from "./versions.ts";

export const settlementFilters = ["all", "changed", "not", "surplus", "eligible", "held"] as const;
export type SettlementFilter = (typeof settlementFilters)[number];

/** Filters of a batch's lines; they combine, and what is not named is not asked. */
export type LineFilter = {
  view?: SettlementFilter;
  /** `scheme/class`, or `none` for who is in no class. */
  schemeClass?: string;
  buildingNo?: number;
  change?: Change;
  /** The code of a condition that failed. */
  reason?: string;
  /** In a name, room or bill number. */
  q?: string;
};

type Batch = Pick<typeof settlements.$inferSelect, "id" | "month" | "plan" | "versions">;
export type Line = Awaited<ReturnType<typeof settlementLines>>[number];

/** All lines of a batch, each with its class and what changed against the month before. */
export async function settlementLines(db: Reader, batch: Batch) {
  const plan = await planAt(db, batch.plan, batch.versions);
  const before = await subsidyBefore(db, batch.month);
  return (await linesOf(db, batch.id)).map((line) => ({
    ...line,
    schemeClass: classOf(plan, line.facts),
    beforeFen: before.get(line.personId) ?? null,
    change: changeBetween(before.get(line.personId) ?? null, line.subsidyFen),
  }));
}

const views: Record<SettlementFilter, (line: Line) => boolean> = {
  all: () => true,
  changed: (line) => line.change !== "same",
  not: (line) => !line.eligible,
  surplus: (line) => line.surplusFen > 0,
  eligible: (line) => line.eligible,
  held: (line) => line.heldBy !== null,
};

const codesOf = (line: Line): string[] => [...new Set(line.failed.map((failed) => failed.split(":").at(-1) ?? ""))];

const NOBODY = "none";

const asks = {
  view: (line: Line, { view }: LineFilter) => view === undefined || views[view](line),
  schemeClass: (line: Line, { schemeClass }: LineFilter) =>
    schemeClass === undefined || (line.schemeClass ?? NOBODY) === schemeClass,
  buildingNo: (line: Line, { buildingNo }: LineFilter) => buildingNo === undefined || line.buildingNo === buildingNo,
  change: (line: Line, { change }: LineFilter) => change === undefined || line.change === change,
  reason: (line: Line, { reason }: LineFilter) => reason === undefined || codesOf(line).includes(reason),
  q: (line: Line, { q = "" }: LineFilter) => q.trim() === "" || named(line, q.trim()),
} as const;
type Asked = keyof typeof asks;

/** The lines that all filters leave; `but` leaves one filter out. */
export function matching(lines: readonly Line[], filter: LineFilter, but?: Asked): Line[] {
  const asked = (Object.keys(asks) as Asked[]).filter((one) => one !== but);
  return lines.filter((line) => asked.every((one) => asks[one](line, filter)));
}

/** For each filter what it could be set to, with how many lines it would leave beside the others. */
export function facetsOf(lines: readonly Line[], filter: LineFilter) {
  const count = <K extends string | number>(but: Asked, keysOf: (line: Line) => readonly K[]): [K, number][] => {
    const counts = new Map<K, number>();
    for (const line of matching(lines, filter, but))
      for (const key of keysOf(line)) counts.set(key, (counts.get(key) ?? 0) + 1);
    return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  };
  const shown = matching(lines, filter, "view");
  return {
    counts: Object.fromEntries(settlementFilters.map((one) => [one, shown.filter(views[one]).length])) as Record<
      SettlementFilter,
      number
    >,
    facets: {
      classes: count("schemeClass", (line) => [line.schemeClass ?? NOBODY]),
      buildings: count("buildingNo", (line) => [line.buildingNo]),
      changes: count("change", (line) => [line.change]),
      reasons: count("reason", codesOf),
    },
  };
}

async function linesOf(db: Reader, settlementId: string) {
  const rows = await db
    .select({
      id: offsets.id,
      personId: offsets.personId,
      personName: people.name,
      roomNo: units.roomNo,
      buildingNo: buildings.no,
      billNo: bills.billNo,
      rentFen: bills.rentFen,
      mode: offsets.mode,
      eligible: offsets.eligible,
      subsidyFen: offsets.subsidyFen,
      offsetFen: offsets.offsetFen,
      surplusFen: offsets.surplusFen,
      carriedFen: offsets.carriedFen,
      facts: offsets.facts,
      monthsUsed: offsets.monthsUsed,
      failed: offsets.failed,
      heldBy: offsets.heldBy,
      heldReason: offsets.heldReason,
    })
    .from(offsets)
    .innerJoin(bills, eq(bills.id, offsets.billId))
    .innerJoin(people, eq(people.id, offsets.personId))
    .innerJoin(leases, eq(leases.id, offsets.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(eq(offsets.settlementId, settlementId));
  const parts = await db
    .select({ offsetId: offsetParts.offsetId, part: offsetParts.part, amountFen: offsetParts.amountFen })
    .from(offsetParts)
    .innerJoin(offsets, eq(offsets.id, offsetParts.offsetId))
    .where(eq(offsets.settlementId, settlementId));
  const partsOf = new Map<string, Record<string, Fen>>();
  for (const { offsetId, part, amountFen } of parts) {
    partsOf.set(offsetId, { ...partsOf.get(offsetId), [part]: amountFen });
  }
  return rows.map((row) => ({ ...row, parts: partsOf.get(row.id) ?? {} }));
}

/** What each person was granted in the month before, in whatever batch; a person without a bill is not in it. */
export async function subsidyBefore(db: Reader, month: Month): Promise<Map<string, Fen>> {
  const rows = await db
    .select({ personId: offsets.personId, subsidyFen: offsets.subsidyFen })
    .from(offsets)
    .where(eq(offsets.month, addMonths(month, -1)));
  const sums = new Map<string, Fen>();
  for (const { personId, subsidyFen } of rows) sums.set(personId, (sums.get(personId) ?? 0) + subsidyFen);
  return sums;
}

/** The class of the first scheme of the plan that has one for the person. */
function classOf(plan: Plan, told: Readonly<Record<string, unknown>>): string | null {
  const facts: Facts = { ...unknownFacts, ...told };
  for (const scheme of schemesOf(plan)) {
    const qualified = qualify(scheme, facts);
    if (qualified) return `${scheme.id}/${qualified.schemeClass.id}`;
  }
  return null;
}

const named = (line: { personName: string | null; roomNo: string; billNo: string }, q: string): boolean =>
  [line.personName ?? "", line.roomNo, line.billNo].some((text) => text.toLowerCase().includes(q.toLowerCase()));
