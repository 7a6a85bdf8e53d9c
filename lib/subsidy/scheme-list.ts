import { reader } from "#db/client";
import { schemeNames } from "#seeds/schemes";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { dayAt, monthOf } from "../days.ts";
import { planInForce } from "./in-force.ts";
import { schemesOf } from "./rules-plan.ts";
import type { Scheme } from "./scheme.ts";
import { schemeNamed } from "./schemes.ts";

/** The schemes that the complex pays by this month, in the version that decides it, then those of other cities. */
export async function schemeList(actor: Actor, now = new Date()): Promise<{ scheme: Scheme; inForce: boolean }[]> {
  authorize(actor, "settlement.list");
  const own = schemesOf(await planInForce(await reader(), monthOf(dayAt(now))));
  const others = schemeNames().filter((name) => !own.some((scheme) => scheme.id === name));
  return [
    ...own.map((scheme) => ({ scheme, inForce: true })),
    ...others.map((name) => ({ scheme: schemeNamed(name), inForce: false })),
  ];
}
