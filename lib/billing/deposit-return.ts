import { eq } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { creditMoves, depositReturns } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { dayAt, type Month, monthOf } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { findLease, type LeaseRow } from "../leases/record.ts";
import { postEntries } from "../ledger/commands.ts";
import { openMonth } from "../ledger/periods.ts";
import { depositReturnedEntry } from "../ledger/rules.ts";
import { chargeOpenUses } from "../meters/charge.ts";
import { type Fen, yuanText } from "../money.ts";
import { tellEach } from "../notices/commands.ts";
import { payByCredit, setAsideOverpaid } from "./credit.ts";
import { heldDeposits } from "./deposits.ts";
import { addLines } from "./lines.ts";
import { type DeductionGiven, type DepositPart, decideDepositReturn } from "./rules-deposit.ts";

type By = { by: string; now: Date };
export type DepositReturned = { leaseId: string; backFen: Fen; keptFen: Fen; damageFen: Fen; before: boolean };

/**
 * Gives the deposit of a lease that has ended back, once: what is deducted is kept, with its reasons; what the deductions
 * come to above the deposit is charged on the month's bills; the rest is the people's credit, which pays what they have open
 * and can be refunded. The same again is the same return (`before`). Refuses `deposit-lease-running`,
 * `deposit-returned-before`, `tariff-no-value`, and what `decideDepositReturn` does.
 */
export const returnDeposit = (
  actor: Actor,
  leaseId: string,
  given: { deductions: readonly DeductionGiven[] },
  { now }: { now: Date },
): Promise<Decision<DepositReturned>> =>
  transaction(async (tx) => {
    authorize(actor, "deposit.return");
    const lease = await findLease(tx, leaseId);
    if (lease.status !== "ended") return refuse("deposit-lease-running");
    const [known] = await tx.select().from(depositReturns).where(eq(depositReturns.leaseId, leaseId));
    if (known) {
      const keptFen = known.depositFen - known.returnedFen;
      const damageFen = sumOf(known.deductions) - keptFen;
      const same = JSON.stringify(known.deductions.map(said)) === JSON.stringify(given.deductions.map(said));
      const answer = { leaseId, backFen: known.returnedFen, keptFen, damageFen, before: true };
      return same ? grant(answer) : refuse("deposit-returned-before");
    }
    const held = (await heldDeposits(tx, [leaseId])).get(leaseId) ?? [];
    const decision = decideDepositReturn(held, given.deductions);
    if (!decision.ok) return decision;
    const month = await openMonth(tx, now);
    // What was used up to the last day is charged first, so that the deposit's rest pays it.
    const uses = { upTo: lease.endedOn ?? dayAt(now), unitId: lease.unitId, month, by: actor.userId, now };
    const used = await chargeOpenUses(tx, uses);
    if (!used.ok) return used;
    const deductions = given.deductions.map(({ kind, amountFen, reason }) => ({
      kind,
      amountFen,
      reason: reason.trim(),
    }));
    const { parts, depositFen, keptFen, backFen, damageFen } = decision;
    const row = { id: newId(), leaseId, depositFen, deductions, returnedFen: backFen };
    await tx.insert(depositReturns).values({ ...row, madeBy: actor.userId, madeAt: now });
    await bookReturn(tx, lease, parts, { by: actor.userId, now });
    await chargeDamage(tx, lease, parts, deductions, { month, by: actor.userId, now });
    for (const { personId } of parts) {
      await setAsideOverpaid(tx, { personId, by: actor.userId, now });
      await payByCredit(tx, { personId, by: actor.userId, now });
    }
    await tellReturned(tx, lease, parts, deductions, now);
    await audit(tx, actor, "deposit.return", "lease", leaseId, now, { depositFen, keptFen, backFen, damageFen });
    return grant({ leaseId, backFen, keptFen, damageFen, before: false });
  });

const said = ({ kind, amountFen, reason }: DeductionGiven) => [kind, amountFen, reason.trim()];
const sumOf = (deductions: readonly DeductionGiven[]): Fen => deductions.reduce((sum, one) => sum + one.amountFen, 0);

/** Each person's part leaves the deposits; what is given back is their credit under the lease. */
async function bookReturn(tx: Writer, lease: LeaseRow, parts: readonly DepositPart[], { by, now }: By): Promise<void> {
  const effectiveOn = dayAt(now);
  const month = monthOf(effectiveOn);
  const entries = parts.map(({ personId, heldFen, keptFen }) =>
    depositReturnedEntry({ leaseId: lease.id, personId, month, effectiveOn, heldFen, keptFen }),
  );
  await postEntries(tx, entries, { madeBy: by, now });
  const moves = parts
    .filter(({ backFen }) => backFen > 0)
    .map(({ personId, backFen }) => ({
      id: newId(),
      kind: "deposit" as const,
      personId,
      leaseId: lease.id,
      amountFen: backFen,
      movedOn: effectiveOn,
      movedAt: now,
    }));
  if (moves.length > 0) await tx.insert(creditMoves).values(moves);
}

/** What the deductions come to above the deposit: a line on each one's bill of the month, with the same reasons. */
async function chargeDamage(
  tx: Writer,
  lease: LeaseRow,
  parts: readonly DepositPart[],
  deductions: readonly DeductionGiven[],
  { month, by, now }: By & { month: Month },
): Promise<void> {
  const reason = reasonsOf(deductions);
  const detail = { deductedFen: sumOf(deductions), depositFen: parts.reduce((sum, one) => sum + one.heldFen, 0) };
  const lines = parts
    .filter(({ damageFen }) => damageFen > 0)
    .map(({ personId, damageFen }) => ({
      key: `damage:${lease.id}:${personId}`,
      leaseId: lease.id,
      personId,
      month,
      kind: "damage" as const,
      amountFen: damageFen,
      contra: "other-revenue" as const,
      reason,
      detail,
    }));
  await addLines(tx, lines, { by, now });
}

const reasonsOf = (deductions: readonly DeductionGiven[]): string =>
  deductions.map(({ amountFen, reason }) => `${reason} ¥${yuanText(amountFen)}`).join("；");

async function tellReturned(
  tx: Writer,
  lease: LeaseRow,
  parts: readonly DepositPart[],
  deductions: readonly DeductionGiven[],
  now: Date,
): Promise<void> {
  const reasons = reasonsOf(deductions);
  const notices = parts.map(({ personId, heldFen, keptFen, backFen }) => {
    const values = { leaseNo: lease.leaseNo, deposit: yuanText(heldFen), back: yuanText(backFen) };
    return keptFen === 0
      ? { personId, kind: "deposit-returned", values, at: now }
      : { personId, kind: "deposit-deducted", values: { ...values, kept: yuanText(keptFen), reasons }, at: now };
  });
  await tellEach(tx, notices);
}
