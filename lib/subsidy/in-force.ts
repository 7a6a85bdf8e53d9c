import { and, asc, desc, eq, lte } from "drizzle-orm";
import { type Reader, reader, type Writer } from "#db/client";
import { complexes, schemeVersions } from "#db/schema";
import { dayAt, type Month, monthOf } from "../days.ts";
import { invariant } from "../errors.ts";
import type { PlanNames } from "./rules-plan.ts";
import type { Plan } from "./rules-together.ts";
import type { Scheme } from "./scheme.ts";
import { schemeNamed } from "./schemes.ts";
import { keptScheme, planOf } from "./versions.ts";

type Db = Reader | Pick<Writer, "select">;

/**
 * The scheme of that name as it decides a month: of the versions published here the one whose own first month came last,
 * the later published of two for the same month; its file before the first of them. Throws NotFound.
 */
export async function schemeInForce(db: Db, name: string, month: Month): Promise<Scheme> {
  const [published] = await db
    .select({ id: schemeVersions.id, content: schemeVersions.content })
    .from(schemeVersions)
    .where(and(eq(schemeVersions.schemeId, name), lte(schemeVersions.fromMonth, month)))
    .orderBy(desc(schemeVersions.fromMonth), desc(schemeVersions.sequence))
    .limit(1);
  return published ? keptScheme(published) : schemeNamed(name);
}

/** The schemes that the complex pays a month by, each in the version that decides it. */
export async function planInForce(db: Db, month: Month): Promise<Plan> {
  return planOf(await planOfComplex(db), (name) => schemeInForce(db, name, month));
}

/** As `planInForce` for this month, for what everybody may see. */
export const publicPlan = async (): Promise<Plan> => planInForce(await reader(), monthOf(dayAt(new Date())));

/** What the complex names. */
export async function planOfComplex(db: Db): Promise<PlanNames> {
  const [complex] = await db.select().from(complexes).orderBy(asc(complexes.id)).limit(1);
  invariant(complex, "no complex is loaded, so no scheme is known");
  return complex.plan ?? [complex.scheme];
}
