import { asc, desc, inArray } from "drizzle-orm";
import { type Reader, reader, type Writer } from "#db/client";
import { complexes, schemeVersions } from "#db/schema";
import { dayAt, type Month, monthOf } from "../days.ts";
import { invariant } from "../errors.ts";
import { namesIn, type PlanNames } from "./rules-plan.ts";
import type { Plan } from "./rules-together.ts";
import type { Scheme } from "./scheme.ts";
import { planWith, schemeNamed } from "./schemes.ts";
import { keptScheme } from "./versions.ts";

type Db = Reader | Pick<Writer, "select">;

/**
 * The scheme of that name as it decides a month: of the versions published here the one whose own first month came last,
 * the later published of two for the same month; its file before the first of them. Throws NotFound.
 */
export async function schemeInForce(db: Db, name: string, month: Month): Promise<Scheme> {
  return inForceAmong(await publishedOf(db, [name]), name, month);
}

/** The schemes that the complex pays a month by, each in the version that decides it. */
export async function planInForce(db: Db, month: Month): Promise<Plan> {
  return (await plansInForce(db))(month);
}

/** The plan of any month, from one reading of what is published. */
export async function plansInForce(db: Db): Promise<(month: Month) => Plan> {
  const names = await planOfComplex(db);
  const published = await publishedOf(db, namesIn(names));
  return (month) => planWith(names, (name) => inForceAmong(published, name, month));
}

type Published = { id: string; schemeId: string; fromMonth: Month; content: Record<string, unknown> };

/** The versions published here, those in force last first. */
const publishedOf = (db: Db, names: readonly string[]): Promise<Published[]> =>
  db
    .select({
      id: schemeVersions.id,
      schemeId: schemeVersions.schemeId,
      fromMonth: schemeVersions.fromMonth,
      content: schemeVersions.content,
    })
    .from(schemeVersions)
    .where(inArray(schemeVersions.schemeId, [...names]))
    .orderBy(desc(schemeVersions.fromMonth), desc(schemeVersions.sequence));

function inForceAmong(published: readonly Published[], name: string, month: Month): Scheme {
  const one = published.find(({ schemeId, fromMonth }) => schemeId === name && fromMonth <= month);
  return one ? keptScheme(one) : schemeNamed(name);
}

/** As `planInForce` for this month, for what everybody may see. */
export const publicPlan = async (): Promise<Plan> => planInForce(await reader(), monthOf(dayAt(new Date())));

/** What the complex names. */
export async function planOfComplex(db: Db): Promise<PlanNames> {
  const [complex] = await db.select().from(complexes).orderBy(asc(complexes.id)).limit(1);
  invariant(complex, "no complex is loaded, so no scheme is known");
  return complex.plan ?? [complex.scheme];
}
