import type { Writer } from "#db/client";
import { type Decision, grant, invariant } from "../errors.ts";
import { decideOffset } from "../subsidy/rules-decision.ts";
import { type Facts, unknownFacts } from "../subsidy/rules-facts.ts";
import type { Plan } from "../subsidy/rules-together.ts";
import { planAt } from "../subsidy/versions.ts";
import type { Learnt } from "./known.ts";
import { type Asked, type Decide, type Recounted, recount } from "./rules-recount.ts";

/**
 * Decides the past months of everybody whom something new is known of, person by person. Refuses like `recount`.
 * Only people of `known` are touched: nobody else's months can come out differently.
 */
export async function decideAgain(tx: Writer, { standing, known }: Learnt): Promise<Decision<{ lines: Recounted[] }>> {
  const concerned = new Set(standing.bills.filter((bill) => known.has(bill.billId)).map((bill) => bill.personId));
  const bills = standing.bills.filter((bill) => concerned.has(bill.personId));
  const decide = await deciderFor(
    tx,
    bills.map((bill) => ({ ...bill, ...known.get(bill.billId) })),
    bills,
  );
  const waiting = waitingParts(standing.waiting.filter((bill) => concerned.has(bill.personId)));
  const lines: Recounted[] = [];
  for (const [personId, its] of Map.groupBy(bills, (bill) => bill.personId)) {
    const again = recount(its, known, decide, waiting.get(personId));
    if (!again.ok) return again;
    lines.push(...again.lines);
  }
  return grant({ lines });
}

type Versioned = Pick<Asked, "plan" | "versions">;
const keyOf = ({ plan, versions }: Versioned): string => `${plan} ${JSON.stringify(Object.entries(versions).sort())}`;

/** What decides a month by any plan and versions that these bills were, or are to be, decided by. */
async function deciderFor(tx: Writer, ...bills: readonly Versioned[][]): Promise<Decide> {
  const plans = new Map<string, Plan>();
  for (const one of bills.flat()) {
    const key = keyOf(one);
    if (!plans.has(key)) plans.set(key, await planAt(tx, one.plan, one.versions));
  }
  return ({ facts, ...asked }) => {
    const plan = plans.get(keyOf(asked));
    invariant(plan, `plan ${asked.plan} was read before`);
    const told: Facts = { ...unknownFacts, ...facts };
    return decideOffset(plan, { ...asked, facts: told });
  };
}

function waitingParts(waiting: readonly { personId: string; parts: readonly string[] }[]) {
  const parts = new Map<string, Record<string, number>>();
  for (const { personId, parts: its } of waiting) {
    const counts = parts.get(personId) ?? {};
    for (const part of its) counts[part] = (counts[part] ?? 0) + 1;
    parts.set(personId, counts);
  }
  return parts;
}
