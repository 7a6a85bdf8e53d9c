import { reader } from "#db/client";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import type { Month } from "../days.ts";
import { NotFound } from "../errors.ts";
import { schemeNamed } from "../subsidy/schemes.ts";
import { monthRows } from "./month-rows.ts";
import { allInBooks, sumsOf } from "./rules-figures.ts";
import { rentFlow, supportFlow } from "./rules-flow.ts";

/** The month as two flows of money. Throws NotFound for a month without bills. */
export async function monthFlow(actor: Actor, month: Month) {
  authorize(actor, "figures.view");
  const rows = await monthRows(await reader(), month);
  if (rows.length === 0) throw new NotFound();
  const ids = new Set(rows.flatMap((row) => (row.decision?.parts ?? []).map((part) => part.scheme)));
  return {
    month,
    support: supportFlow(rows, [...ids].sort().map(schemeNamed)),
    rent: rentFlow(rows),
    sums: sumsOf(rows),
    inBooks: allInBooks(rows),
  };
}
