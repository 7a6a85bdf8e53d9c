import { inArray } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { people } from "#db/schema";
import { dayAt, monthOf } from "../days.ts";
import { type Decision, grant, invariant } from "../errors.ts";
import { type Fen, splitFen } from "../money.ts";
import { planInForce } from "../subsidy/in-force.ts";
import { carriedIn } from "../subsidy/rules-carried.ts";
import { factsIn } from "../subsidy/rules-decision.ts";
import { assessByPlan } from "../subsidy/rules-together.ts";
import { monthsUsedBefore, settled } from "./preview.ts";

/**
 * A rent that one or several people pay together, with what all of them can expect. `parts` by `scheme/part`; what is left
 * above the rent is paid out (`surplusFen`) or kept for the next month (`keptFen`).
 */
export type SharedRent = { rentFen: Fen; parts: Record<string, Fen>; dueFen: Fen; surplusFen: Fen; keptFen: Fen };

const UNREGISTERED = { registrationNo: null, registeredOn: null };

/**
 * What people who share each rent in equal parts can expect to pay of it, once insurance has run long enough and the lease
 * is registered: everybody's subsidy against their own part. By rent in fen. Whoever asks has asked `authorize`.
 * Refuses with `scheme-no-value` where the scheme holds no value for the month.
 */
export async function sharedRents(
  db: Reader | Pick<Writer, "select">,
  personIds: readonly string[],
  rentsFen: Iterable<Fen>,
  now: Date,
): Promise<Decision<{ rents: Map<Fen, SharedRent> }>> {
  const month = monthOf(dayAt(now));
  const plan = await planInForce(db, month);
  const rows = await db
    .select()
    .from(people)
    .where(inArray(people.id, [...personIds]));
  invariant(rows.length === new Set(personIds).size, "whoever shares a rent is known");
  const sharing = [];
  for (const person of rows) {
    const facts = settled(factsIn(month, person, UNREGISTERED), month);
    sharing.push({ facts, monthsUsed: await monthsUsedBefore(db, person.id, month) });
  }
  const rents = new Map<Fen, SharedRent>();
  for (const rentFen of new Set(rentsFen)) {
    const total: SharedRent = { rentFen, parts: {}, dueFen: 0, surplusFen: 0, keptFen: 0 };
    const shares = splitFen(
      rentFen,
      sharing.map(() => 1),
    );
    for (const [index, { facts, monthsUsed }] of sharing.entries()) {
      const assessed = assessByPlan(plan, { month, rentFen: shares[index] ?? 0, facts, monthsUsed });
      if (!assessed.ok) return assessed;
      for (const { part, grantedFen } of assessed.parts) total.parts[part] = (total.parts[part] ?? 0) + grantedFen;
      total.dueFen += assessed.dueFen;
      total.surplusFen += assessed.surplusFen;
      total.keptFen += carriedIn(assessed).keptFen;
    }
    rents.set(rentFen, total);
  }
  return grant({ rents });
}
