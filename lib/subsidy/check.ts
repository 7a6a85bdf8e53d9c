import { asc } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { roomTypes } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { addMonths, dayAt, type Month, monthOf } from "../days.ts";
import { type Decision, grant } from "../errors.ts";
import { type Grounds, personGrounds } from "../people/preview.ts";
import { type Explanation, explain } from "./explanation.ts";
import { factsUsed } from "./facts-used.ts";
import { planInForce } from "./in-force.ts";
import type { Told } from "./rules.ts";
import { baseFacts, type FactForm } from "./rules-facts.ts";
import { schemesOf } from "./rules-plan.ts";
import { assessByPlan, type ByPlan, type Plan } from "./rules-together.ts";

/** Months ahead that can be tried. */
const AHEAD = 11;

export type RoomType = { id: string; nameZh: string; nameEn: string; rentFen: number };
/** One fact that the schemes ask for; a name only where a scheme declares it itself. */
export type AskedFact = FactForm & { id: string; named: { nameZh: string; nameEn: string } | null };
export type Checked = {
  month: Month;
  months: Month[];
  types: RoomType[];
  type: RoomType;
  net: ByPlan;
  explained: Explanation;
};
type Ask = { month?: Month; roomTypeId?: string };

/**
 * What the complex's schemes would say to one's own facts in a month and room of one's choice: every condition, nothing
 * is kept. Refuses `scheme-no-value`. Null: no complex is loaded.
 */
export async function checkMine(actor: Actor, ask: Ask, now = new Date()): Promise<Decision<Checked> | null> {
  authorize(actor, "entitlement.view", { personId: actor.personId });
  const months = monthsFrom(now);
  const month = months.find((one) => one === ask.month) ?? monthOf(dayAt(now));
  return checked(await reader(), await personGrounds(actor.personId ?? "", month), months, ask);
}

/** The same to facts that anybody types, without signing in. */
export async function checkFacts(facts: Told, ask: Ask, now = new Date()): Promise<Decision<Checked> | null> {
  const db = await reader();
  const months = monthsFrom(now);
  const month = months.find((one) => one === ask.month) ?? monthOf(dayAt(now));
  return checked(db, { plan: await planInForce(db, month), month, facts, monthsUsed: {} }, months, ask);
}

/** The facts that the schemes of today ask for, in the order of the profile, then those that schemes declare. */
export async function factsAsked(now = new Date()): Promise<AskedFact[]> {
  const plan = await planInForce(await reader(), monthOf(dayAt(now)));
  return askedIn(plan);
}

export function askedIn(plan: Plan): AskedFact[] {
  const schemes = schemesOf(plan);
  const used = new Set(schemes.flatMap(factsUsed));
  const declared = new Map(schemes.flatMap((scheme) => scheme.facts.map((fact) => [fact.id, fact] as const)));
  const own = Object.entries(baseFacts).filter(([id]) => used.has(id));
  return [
    ...own.map(([id, form]) => ({ id, ...form, named: null })),
    ...[...declared.values()]
      .filter(({ id }) => used.has(id) && !(id in baseFacts))
      .map(({ id, kind, choices, nullable, nameZh, nameEn }) => ({
        id,
        kind,
        choices,
        nullable,
        named: { nameZh, nameEn },
      })),
  ];
}

const monthsFrom = (now: Date): Month[] =>
  Array.from({ length: AHEAD + 1 }, (_, ahead) => addMonths(monthOf(dayAt(now)), ahead));

async function checked(
  db: Reader,
  { plan, month, facts, monthsUsed }: Omit<Grounds, "facts"> & { facts: Told },
  months: Month[],
  { roomTypeId }: Ask,
): Promise<Decision<Checked> | null> {
  const { id, nameZh, nameEn, rentFen } = roomTypes;
  const types = await db.select({ id, nameZh, nameEn, rentFen }).from(roomTypes).orderBy(asc(roomTypes.position));
  const type = types.find((one) => one.id === roomTypeId) ?? types.find((one) => one.id === "single") ?? types[0];
  if (!type) return null;
  const net = assessByPlan(plan, { month, rentFen: type.rentFen, facts, monthsUsed });
  if (!net.ok) return net;
  const explained = explain(plan, { month, rentFen: type.rentFen, facts, monthsUsed });
  return grant({ month, months, types, type, net, explained });
}
