import { inArray } from "drizzle-orm";
import { people } from "#db/schema";
import { dayAt, monthOf } from "../days.ts";
import { invariant } from "../errors.ts";
import { type Fen, splitFen } from "../money.ts";
import { monthsUsedBefore, settled } from "../people/preview.ts";
import { planInForce } from "../subsidy/in-force.ts";
import { factsIn } from "../subsidy/rules-decision.ts";
import { assessByPlan } from "../subsidy/rules-together.ts";
import type { Db, HomeTenant } from "./homes.ts";

const UNREGISTERED = { registrationNo: null, registeredOn: null };

/**
 * What a household as a whole would pay for each rent a month, once insurance has run long enough and the new lease is
 * registered: everybody's subsidy against their own share. By rent in fen.
 * @throws BrokenInvariant where the scheme holds no value for this month
 */
export async function netRents(
  db: Db,
  tenants: readonly HomeTenant[],
  rents: Iterable<Fen>,
  now: Date,
): Promise<Map<Fen, Fen>> {
  const month = monthOf(dayAt(now));
  const plan = await planInForce(db, month);
  const ids = tenants.map(({ personId }) => personId);
  const rows = new Map((await db.select().from(people).where(inArray(people.id, ids))).map((row) => [row.id, row]));
  const known = [];
  for (const { personId, weight } of tenants) {
    const person = rows.get(personId);
    invariant(person, "tenants are people");
    const facts = settled(factsIn(month, person, UNREGISTERED), month);
    known.push({ weight, facts, monthsUsed: await monthsUsedBefore(db, personId, month) });
  }
  const nets = new Map<Fen, Fen>();
  for (const rentFen of new Set(rents)) {
    const shares = splitFen(
      rentFen,
      known.map(({ weight }) => weight),
    );
    const due = known.map(({ facts, monthsUsed }, index) => {
      const assessed = assessByPlan(plan, { month, rentFen: shares[index] ?? 0, facts, monthsUsed });
      invariant(assessed.ok, "the scheme holds a value for this month");
      return assessed.dueFen;
    });
    nets.set(
      rentFen,
      due.reduce((sum, one) => sum + one, 0),
    );
  }
  return nets;
}
