import { transaction, type Writer } from "#db/client";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { payByCredit } from "../billing/credit.ts";
import { type Day, dayAt, type Month } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import { openMonth } from "../ledger/periods.ts";
import { chargeUses, openUses, workOut } from "./charging.ts";

export type UsesCharged = { uses: number; amountFen: number; unlivedFen: number };

/**
 * Charges what was used up to the readings of a day, on the bills of the open month: each use once, whoever presses how
 * often. Refuses `charge-day-ahead` and `tariff-no-value`.
 */
export const chargeReadings = (
  actor: Actor,
  { upTo }: { upTo: Day },
  { now }: { now: Date },
): Promise<Decision<UsesCharged>> =>
  transaction(async (tx) => {
    authorize(actor, "reading.charge");
    if (upTo > dayAt(now)) return refuse("charge-day-ahead");
    const charged = await chargeOpenUses(tx, { upTo, month: await openMonth(tx, now), by: actor.userId, now });
    if (!charged.ok) return charged;
    if (charged.uses > 0) {
      await payByCredit(tx, { by: actor.userId, now });
      const { ok: _, ...detail } = charged;
      await audit(tx, actor, "reading.charge", "readings", upTo, now, detail);
    }
    return charged;
  });

/** The same in a transaction of the caller's, for one unit or all: what is open up to a day, on the bills of a month. */
export async function chargeOpenUses(
  tx: Writer,
  given: { upTo: Day; unitId?: string; month: Month; by: string; now: Date },
): Promise<Decision<UsesCharged>> {
  const spans = await openUses(tx, given);
  if (spans.length === 0) return grant({ uses: 0, amountFen: 0, unlivedFen: 0 });
  const worked = await workOut(tx, spans);
  if (!worked.ok) return worked;
  const { charges } = worked;
  await chargeUses(tx, charges, given);
  return grant({
    uses: charges.length,
    amountFen: charges.reduce((sum, charge) => sum + charge.amountFen, 0),
    unlivedFen: charges.reduce((sum, charge) => sum + charge.unlivedFen, 0),
  });
}
