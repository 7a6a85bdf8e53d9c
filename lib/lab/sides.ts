import { and, asc, eq, gt } from "drizzle-orm";
import type { Reader } from "#db/client";
import { schemeDrafts, schemeVersions } from "#db/schema";
import type { Month } from "../days.ts";
import { invariant, NotFound } from "../errors.ts";
import { plansInForce } from "../subsidy/in-force.ts";
import { schemesOf } from "../subsidy/rules-plan.ts";
import type { Plan } from "../subsidy/rules-together.ts";
import type { PlanOfMonth } from "../subsidy/rules-whatif.ts";
import { parseScheme, type Scheme } from "../subsidy/scheme.ts";
import { schemeNamed } from "../subsidy/schemes.ts";
import { asVersionOf } from "./rules-rows.ts";

/** What is compared: what is in force, a draft in its place from its month on, or another city's scheme from the first month on. */
export type Side = { kind: "live" } | { kind: "draft"; id: string } | { kind: "scheme"; name: string };

/** `live`, `draft:<id>`, `scheme:<name>`; null for anything else. */
export function readSide(text = ""): Side | null {
  if (text === "live") return { kind: "live" };
  const at = text.indexOf(":");
  const [kind, rest] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)];
  if (kind === "draft" && rest) return { kind, id: rest };
  return kind === "scheme" && rest ? { kind, name: rest } : null;
}

export const sideText = (side: Side): string =>
  side.kind === "live" ? "live" : side.kind === "draft" ? `draft:${side.id}` : `scheme:${side.name}`;

/** `name` in both languages is null for what is in force: the page has words for it. */
export type NamedPlan = {
  side: Side;
  name: { nameZh: string; nameEn: string } | null;
  fromMonth: Month | null;
  planOf: PlanOfMonth;
};

/** The plans of a side for the months from `first` on. `unsaved` stands for what a draft says. Throws NotFound. */
export async function plansOf(db: Reader, side: Side, first: Month, unsaved?: Changed): Promise<NamedPlan> {
  const live = await plansInForce(db);
  if (side.kind === "live") return { side, name: null, fromMonth: null, planOf: live };
  if (side.kind === "scheme") {
    const { nameZh, nameEn } = schemeNamed(side.name);
    const [own] = schemesOf(live(first));
    invariant(own, "a complex pays by some scheme");
    const scheme = asVersionOf(schemeNamed(side.name), own.id);
    return {
      side,
      name: { nameZh, nameEn },
      fromMonth: first,
      planOf: remembered((month) => replaced(live(month), scheme)),
    };
  }
  const [draft] = await db.select().from(schemeDrafts).where(eq(schemeDrafts.id, side.id));
  if (!draft) throw new NotFound();
  const { fromMonth, scheme } = unsaved ?? { fromMonth: draft.fromMonth, scheme: draftScheme(draft) };
  const until = await nextVersionAfter(db, draft.schemeId, fromMonth);
  const planOf = remembered((month) =>
    month < fromMonth || (until !== null && month >= until) ? live(month) : replaced(live(month), scheme),
  );
  return { side, name: { nameZh: draft.name, nameEn: draft.name }, fromMonth, planOf };
}

/** What a form says of a draft before it is saved. */
export type Changed = { fromMonth: Month; scheme: Scheme };

/** What a draft says, as a scheme. */
export function draftScheme({ id, content }: { id: string; content: Record<string, unknown> }): Scheme {
  const decision = parseScheme(content);
  invariant(decision.ok, `draft ${id} is kept as it was checked`);
  return decision.scheme;
}

/** The month in which a version that is published already takes over. */
async function nextVersionAfter(db: Reader, schemeId: string, fromMonth: Month): Promise<Month | null> {
  const [next] = await db
    .select({ fromMonth: schemeVersions.fromMonth })
    .from(schemeVersions)
    .where(and(eq(schemeVersions.schemeId, schemeId), gt(schemeVersions.fromMonth, fromMonth)))
    .orderBy(asc(schemeVersions.fromMonth))
    .limit(1);
  return next?.fromMonth ?? null;
}

const replaced = (plan: Plan, scheme: Scheme): Plan => {
  const put = (one: Scheme) => (one.id === scheme.id ? scheme : one);
  return plan.map((step) => ("bestOf" in step ? { bestOf: step.bestOf.map(put) } : put(step)));
};

function remembered(planOf: PlanOfMonth): PlanOfMonth {
  const known = new Map<Month, Plan>();
  return (month) => {
    const plan = known.get(month) ?? planOf(month);
    known.set(month, plan);
    return plan;
  };
}
