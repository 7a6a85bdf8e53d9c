import { reader } from "#db/client";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import type { Fen } from "../money.ts";
import { carriedBalances } from "./carried.ts";

/** What stands of a talent's own surpluses, kept for their next month. */
export async function myCarried(actor: Actor): Promise<Fen> {
  authorize(actor, "entitlement.view", { personId: actor.personId });
  const personId = actor.personId ?? "";
  const balance = (await carriedBalances(await reader(), [personId])).get(personId) ?? {};
  return Object.values(balance).reduce((sum, fen) => sum + fen, 0);
}
