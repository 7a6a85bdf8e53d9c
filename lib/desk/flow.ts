import { reader } from "#db/client";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import type { Month } from "../days.ts";
import { NotFound } from "../errors.ts";
import { monthRows, schemesOfMonth } from "./month-rows.ts";
import { allInBooks, sumsOf } from "./rules-figures.ts";
import { rentFlow, supportFlow } from "./rules-flow.ts";

/** The month as two flows of money. Throws NotFound for a month without bills. */
export async function monthFlow(actor: Actor, month: Month) {
  authorize(actor, "figures.view");
  const db = await reader();
  const rows = await monthRows(db, month);
  if (rows.length === 0) throw new NotFound();
  return {
    month,
    support: supportFlow(rows, await schemesOfMonth(db, month)),
    rent: rentFlow(rows),
    sums: sumsOf(rows),
    inBooks: allInBooks(rows),
  };
}
