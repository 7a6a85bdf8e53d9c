import { and, eq, inArray, sql } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { leaseTenants, ledgerLegs } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { type Day, dayAt, type Month, monthOf } from "../days.ts";
import { postEntries } from "../ledger/commands.ts";
import { depositMovedEntry, depositTakenOverEntry } from "../ledger/rules.ts";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";
import { addLines, type LineGiven } from "./lines.ts";
import { depositShares, type Held } from "./rules-deposit.ts";

type Db = Reader | Pick<Writer, "select" | "selectDistinct">;
type By = { by: string; now: Date };
type Tenants = readonly { personId: string; weight: number }[];
type Deposited = { leaseId: string; depositFen: Fen; tenants: Tenants };

/** What the books owe back of these leases' deposits, by lease and person, in the order of people; 0 is left out. */
export async function heldDeposits(db: Db, leaseIds: readonly string[]): Promise<Map<string, Held[]>> {
  const held = new Map<string, Held[]>();
  await inChunks([...new Set(leaseIds)], async (ids) => {
    const rows = await db
      .select({ leaseId: ledgerLegs.leaseId, personId: ledgerLegs.personId, fen: sumFen(ledgerLegs.amountFen) })
      .from(ledgerLegs)
      .where(and(eq(ledgerLegs.account, "deposit-liability"), inArray(ledgerLegs.leaseId, ids)))
      .groupBy(ledgerLegs.leaseId, ledgerLegs.personId)
      .orderBy(ledgerLegs.leaseId, ledgerLegs.personId);
    for (const { leaseId, personId, fen } of rows) {
      if (leaseId === null || personId === null || fen === 0) continue;
      held.set(leaseId, [...(held.get(leaseId) ?? []), { personId, heldFen: -fen }]);
    }
  });
  return held;
}

/**
 * Charges the deposits of leases that run and of which none was ever charged, taken over or moved, on their bills of the
 * month: once a lease.
 */
export async function chargeDeposits(
  tx: Writer,
  leases: readonly (Deposited & { endedOn?: Day | null })[],
  month: Month,
  { by, now }: By,
): Promise<void> {
  const wanted = leases.filter(({ depositFen, endedOn = null }) => depositFen > 0 && endedOn === null);
  if (wanted.length === 0) return;
  // One statement over all deposits: asked lease by lease it would be many, and only new leases have none.
  const known = await tx
    .selectDistinct({ leaseId: ledgerLegs.leaseId })
    .from(ledgerLegs)
    .where(eq(ledgerLegs.account, "deposit-liability"));
  const before = new Set(known.map(({ leaseId }) => leaseId));
  const lines = wanted
    .filter(({ leaseId }) => !before.has(leaseId))
    .flatMap((lease) =>
      depositShares(lease.depositFen, lease.tenants)
        .filter(({ shareFen }) => shareFen > 0)
        .map(({ personId, shareFen }) =>
          depositLine(lease.leaseId, personId, month, shareFen, { depositFen: lease.depositFen, movedFen: 0 }),
        ),
    );
  await addLines(tx, lines, { by, now });
}

const depositLine = (
  leaseId: string,
  personId: string,
  month: Month,
  amountFen: Fen,
  detail: { depositFen: Fen; movedFen: Fen },
): LineGiven => ({
  key: `deposit:${leaseId}:${personId}`,
  leaseId,
  personId,
  month,
  kind: "deposit",
  amountFen,
  contra: "deposit-liability",
  detail,
});

/** Deposits of leases that ran before the books were opened: they were paid, and are owed back from here on. */
export async function takeOverDeposits(tx: Writer, leases: readonly Deposited[], { by, now }: By): Promise<void> {
  const effectiveOn = dayAt(now);
  const entries = leases.flatMap(({ leaseId, depositFen, tenants }) =>
    depositShares(depositFen, tenants)
      .filter(({ shareFen }) => shareFen > 0)
      .map(({ personId, shareFen }) =>
        depositTakenOverEntry({ leaseId, personId, month: monthOf(effectiveOn), effectiveOn, amountFen: shareFen }),
      ),
  );
  await postEntries(tx, entries, { madeBy: by, now });
}

/**
 * Deposits go along with households that move on a day: each person's is owed under the new lease from then on, and only
 * the difference to the new lease's deposit is charged, or taken off the bill of that month.
 */
export async function moveDeposits(
  tx: Writer,
  moved: readonly { leaseId: string; movedFromId: string; depositFen: Fen }[],
  { on, by, now }: By & { on: Day },
): Promise<void> {
  const month = monthOf(on);
  const held = await heldDeposits(
    tx,
    moved.map(({ movedFromId }) => movedFromId),
  );
  const tenants = await tenantsOf(
    tx,
    moved.map(({ leaseId }) => leaseId),
  );
  const entries = moved.flatMap(({ leaseId, movedFromId }) =>
    (held.get(movedFromId) ?? []).map(({ personId, heldFen }) =>
      depositMovedEntry({ leaseId, personId, fromLeaseId: movedFromId, month, effectiveOn: on, amountFen: heldFen }),
    ),
  );
  await postEntries(tx, entries, { madeBy: by, now });
  const lines = moved.flatMap(({ leaseId, movedFromId, depositFen }) => {
    const before = new Map(held.get(movedFromId)?.map(({ personId, heldFen }) => [personId, heldFen]));
    return depositShares(depositFen, tenants.get(leaseId) ?? []).flatMap(({ personId, shareFen }) => {
      const movedFen = before.get(personId) ?? 0;
      return shareFen === movedFen
        ? []
        : [depositLine(leaseId, personId, month, shareFen - movedFen, { depositFen, movedFen })];
    });
  });
  await addLines(tx, lines, { by, now });
}

async function tenantsOf(tx: Writer, leaseIds: readonly string[]): Promise<Map<string, Tenants>> {
  const rows: { leaseId: string; personId: string; weight: number }[] = [];
  await inChunks(leaseIds, async (ids) => {
    rows.push(
      ...(await tx
        .select()
        .from(leaseTenants)
        .where(inArray(leaseTenants.leaseId, ids))
        .orderBy(leaseTenants.personId)),
    );
  });
  return Map.groupBy(rows, (row) => row.leaseId);
}

/** Leases of which something is owed back, for lists: one pass over the deposits. */
export const withDeposit = sql`leases.id in (
  select legs.lease_id from ledger_legs legs where legs.account = 'deposit-liability'
  group by legs.lease_id having sum(legs.amount_fen) < 0
)`;
