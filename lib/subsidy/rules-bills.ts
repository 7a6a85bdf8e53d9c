import type { Month } from "../days.ts";
import { type Decision, grant, invariant } from "../errors.ts";
import type { Fen } from "../money.ts";
import { type Balance, lessDrawn } from "./rules-carried.ts";
import {
  decideOffset,
  factsIn,
  type KnownPerson,
  type OffsetDecision,
  type OffsetMode,
  type Registration,
} from "./rules-decision.ts";
import type { Facts } from "./rules-facts.ts";
import { partsOf } from "./rules-plan.ts";
import type { Plan } from "./rules-together.ts";

export type BillToDecide = { id: string; leaseId: string; personId: string; rentFen: Fen };
export type LeaseToDecide = Registration & {
  leaseId: string;
  tenants: readonly { personId: string; mode: OffsetMode }[];
};

/** What has to be known of the people before their bills are decided, by person. */
export type Grounds = {
  people: ReadonlyMap<string, KnownPerson>;
  /** Months granted besides the month that is decided, by `scheme/part`. */
  used: ReadonlyMap<string, Readonly<Record<string, number>>>;
  /** Parts that other bills of the same month have been granted. */
  granted: ReadonlyMap<string, ReadonlySet<string>>;
  /** What stands of surpluses that were carried and nothing that waits has taken. */
  balances: ReadonlyMap<string, Balance>;
};

export type DecidedBill = OffsetDecision & {
  billId: string;
  personId: string;
  leaseId: string;
  month: Month;
  mode: OffsetMode;
  facts: Facts;
  monthsUsed: Record<string, number>;
};

/**
 * Decides what each bill of a month is granted by a plan; a person with two bills gets each part once, in the order
 * of the bills, and what was carried once: what the first bill keeps is for the next month. Refuses like `decideOffset`.
 * @throws BrokenInvariant for a bill whose tenant or lease is not among what is given
 */
export function decideBills(
  plan: Plan,
  month: Month,
  bills: readonly BillToDecide[],
  leases: readonly LeaseToDecide[],
  { people, used, granted: before, balances: standing }: Grounds,
): Decision<{ decided: DecidedBill[] }> {
  const leaseOf = new Map(leases.map((lease) => [lease.leaseId, lease]));
  const parts = partsOf(plan).map((part) => part.id);
  const granted = new Map<string, ReadonlySet<string>>(before);
  const balances = new Map<string, Balance>(standing);
  const decided: DecidedBill[] = [];
  for (const { id: billId, personId, leaseId, rentFen } of bills) {
    const [person, lease] = [people.get(personId), leaseOf.get(leaseId)];
    invariant(person && lease, `bill ${billId} has no tenant or no lease`);
    const facts = factsIn(month, person, lease);
    const its = used.get(personId) ?? {};
    const monthsUsed = Object.fromEntries(parts.map((part) => [part, its[part] ?? 0]));
    const mode = lease.tenants.find((tenant) => tenant.personId === personId)?.mode ?? "cashToPerson";
    const grantedThisMonth = granted.get(personId);
    const balance = balances.get(personId) ?? {};
    const one = decideOffset(plan, { month, rentFen, facts, monthsUsed, mode, grantedThisMonth, balance });
    if (!one.ok) return one;
    if (one.carriedFen < 0) balances.set(personId, lessDrawn(balance, [one.carried]));
    const { ok: _, ...offset } = one;
    if (offset.parts.length > 0)
      granted.set(personId, new Set([...(grantedThisMonth ?? []), ...offset.parts.map((part) => part.part)]));
    decided.push({ billId, personId, leaseId, month, mode, facts, monthsUsed, ...offset });
  }
  return grant({ decided });
}
