import { asc, eq } from "drizzle-orm";
import { transaction } from "#db/client";
import { complexes, schemeVersions } from "#db/schema";
import { schemeNames } from "#seeds/schemes";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, NotFound, refuse } from "../errors.ts";
import { namesIn, planNames } from "./rules-plan.ts";

/**
 * The schemes that the complex pays by from the next month's run on, in one line: `changzhou`, `suzhou-sip+suzhou|wuxi`.
 * What is decided keeps the plan that decided it. Refuses `plan-scheme-unknown` (`scheme`, `known`) and
 * `plan-scheme-twice` (`scheme`).
 */
export const setPlan = (actor: Actor, text: string, { now }: { now: Date }): Promise<Decision<{ plan: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "plan.set");
    const published = await tx.selectDistinct({ name: schemeVersions.schemeId }).from(schemeVersions);
    const known = [...new Set([...schemeNames(), ...published.map((row) => row.name)])];
    const names = planNames(text);
    const every = text.split(/[+|]/);
    const unknown = every.find((name) => !known.includes(name));
    if (unknown !== undefined) return refuse("plan-scheme-unknown", { scheme: unknown, known: known.join(", ") });
    const twice = every.find((name, at) => every.indexOf(name) < at);
    if (twice !== undefined) return refuse("plan-scheme-twice", { scheme: twice });
    const [complex] = await tx.select({ id: complexes.id }).from(complexes).orderBy(asc(complexes.id)).limit(1);
    if (!complex) throw new NotFound("no complex has been loaded");
    const plan = names.map((step) => (typeof step === "string" ? step : { bestOf: [...step.bestOf] }));
    const [first = ""] = namesIn(names);
    await tx.update(complexes).set({ scheme: first, plan }).where(eq(complexes.id, complex.id));
    await audit(tx, actor, "plan.set", "complex", complex.id, now, { plan: text });
    return grant({ plan: text });
  });
