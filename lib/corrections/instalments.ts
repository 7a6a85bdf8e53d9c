import { and, desc, eq, gte, inArray, lte } from "drizzle-orm";
import type { Writer } from "#db/client";
import { clawbackMoves, clawbacks, leases, leaseTenants } from "#db/schema";
import { addLines } from "../billing/lines.ts";
import { inChunks } from "../chunks.ts";
import type { Month } from "../days.ts";
import { invariant } from "../errors.ts";
import { newId } from "../ids.ts";
import { type ClawbackRow, movedOf, writeMoves } from "./claims.ts";
import { openMonths } from "./open-month.ts";
import { instalmentFen } from "./rules-clawback.ts";
import { tellSettled } from "./telling.ts";

type Db = Pick<Writer, "select">;

/**
 * Puts the month's instalments of all running clawbacks on their people's bills, once a month each however often it is
 * asked for. Part of the month's run, in its transaction. A month whose bills are due already gets none: nobody is late on
 * the day on which they are first told, and two instalments in one month would be above its limit.
 */
export async function billClawbacks(tx: Writer, month: Month, { by, now }: { by: string; now: Date }): Promise<number> {
  const running = await tx
    .select()
    .from(clawbacks)
    .where(and(eq(clawbacks.status, "running"), lte(clawbacks.fromMonth, month)));
  if (running.length === 0 || month < (await openMonths(tx, now)).billMonth) return 0;
  const ids = running.map((row) => row.id);
  const billed = new Set<string>();
  await inChunks(ids, async (some) => {
    const rows = await tx
      .select({ id: clawbackMoves.clawbackId })
      .from(clawbackMoves)
      .where(
        and(inArray(clawbackMoves.clawbackId, some), gte(clawbackMoves.month, month), eq(clawbackMoves.kind, "billed")),
      );
    for (const { id } of rows) billed.add(id);
  });
  const due = running.filter((row) => !billed.has(row.id));
  const moved = await movedOf(tx, ids);
  const bills = await billLeases(tx, due);
  const lines = due.map((row) => {
    const lease = bills.get(row.id);
    const clawback = { ...row, movedFen: moved.get(row.id) ?? 0 };
    return {
      key: `clawback:${row.id}:${month}`,
      clawbackId: row.id,
      leaseId: lease?.leaseId ?? row.leaseId,
      personId: row.personId,
      month,
      kind: "clawback" as const,
      amountFen: instalmentFen(clawback, month, lease !== undefined),
      contra: "clawback-receivable" as const,
      detail: { clawbackId: row.id, clawbackNo: row.clawbackNo },
    };
  });
  const added = await addLines(
    tx,
    lines.filter((line) => line.amountFen > 0),
    { by, now },
  );
  const lineOf = new Map(lines.map((line) => [line.key, line]));
  const moves = added.map(({ key, billId }) => {
    const line = lineOf.get(key);
    invariant(line, `instalment ${key} was just charged`);
    const { clawbackId, amountFen } = line;
    return { id: newId(), clawbackId, kind: "billed" as const, month, amountFen, billId, movedAt: now };
  });
  await tellSettled(tx, due, await writeMoves(tx, moves), now);
  return moves.length;
}

/** The lease on whose bills each clawback's person pays: its own while that runs, else the latest that does, else none. */
export async function billLeases(tx: Db, rows: readonly ClawbackRow[]): Promise<Map<string, { leaseId: string }>> {
  const running = new Map<string, string[]>();
  await inChunks([...new Set(rows.map((row) => row.personId))], async (ids) => {
    const found = await tx
      .select({ personId: leaseTenants.personId, leaseId: leases.id })
      .from(leaseTenants)
      .innerJoin(leases, eq(leases.id, leaseTenants.leaseId))
      .where(and(inArray(leaseTenants.personId, ids), eq(leases.status, "active")))
      .orderBy(desc(leases.startsOn), desc(leases.id));
    for (const { personId, leaseId } of found) running.set(personId, [...(running.get(personId) ?? []), leaseId]);
  });
  return new Map(
    rows.flatMap((row) => {
      const its = running.get(row.personId) ?? [];
      const leaseId = its.includes(row.leaseId) ? row.leaseId : its[0];
      return leaseId === undefined ? [] : [[row.id, { leaseId }] as const];
    }),
  );
}
