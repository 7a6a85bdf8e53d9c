import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { schemeFiles, schemeVersions } from "#db/schema";
import { type Decision, grant, invariant, NotFound, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { namesIn, type PlanNames, planNames, schemesOf, type Versions } from "./rules-plan.ts";
import type { Plan } from "./rules-together.ts";
import { parseScheme, type Scheme } from "./scheme.ts";
import { planWith, schemeNamed } from "./schemes.ts";

type Db = Reader | Pick<Writer, "select">;

/** A plan of schemes that are read one after the other. */
export async function planOf(names: PlanNames, named: (name: string) => Promise<Scheme>): Promise<Plan> {
  const schemes = new Map<string, Scheme>();
  for (const name of namesIn(names)) schemes.set(name, await named(name));
  return planWith(names, (name) => {
    const scheme = schemes.get(name);
    invariant(scheme, `scheme ${name} was just read`);
    return scheme;
  });
}

/** A plan as it stood when something was decided by it, from what the decision keeps. Throws NotFound. */
export const planAt = (db: Db, text: string, versions: Versions): Promise<Plan> =>
  planOf(planNames(text), (name) => schemeAt(db, name, versions[name] ?? ""));

/** One version of a scheme: published here, or as its file said when it decided. Throws NotFound. */
export async function schemeAt(db: Db, name: string, version: string): Promise<Scheme> {
  for (const table of [schemeVersions, schemeFiles]) {
    const [row] = await db
      .select({ id: table.id, content: table.content })
      .from(table)
      .where(and(eq(table.schemeId, name), eq(table.version, version)));
    if (row) return keptScheme(row);
  }
  const file = schemeNamed(name);
  if (file.version !== version) throw new NotFound(`no version ${version} of scheme "${name}"`);
  return file;
}

/**
 * The schemes of a plan that have not decided anything in this version before: `keepSchemes` keeps what they say.
 * Refuses `scheme-version-reused` (`scheme`, `version`) where a file has changed since it last decided and still has
 * the same version.
 */
export async function decideKeeping(db: Db, plan: Plan): Promise<Decision<{ unkept: Scheme[] }>> {
  const unkept: Scheme[] = [];
  for (const scheme of schemesOf(plan)) {
    const { id, version } = scheme;
    const standing = await keptHash(db, id, version);
    if (standing === null) unkept.push(scheme);
    else if (standing !== schemeHash(scheme)) return refuse("scheme-version-reused", { scheme: id, version });
  }
  return grant({ unkept });
}

export async function keepSchemes(tx: Writer, unkept: readonly Scheme[], now: Date): Promise<void> {
  for (const scheme of unkept) {
    const { id: schemeId, version } = scheme;
    const row = { id: newId(), schemeId, version, content: scheme, contentHash: schemeHash(scheme), keptAt: now };
    await tx.insert(schemeFiles).values(row).onConflictDoNothing();
  }
}

/** SHA-256 (hex) over a scheme's content, whatever order its fields came in. */
export const schemeHash = (content: object): string =>
  createHash("sha256").update(JSON.stringify(content, sorted)).digest("hex");

const sorted = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

async function keptHash(db: Db, schemeId: string, version: string): Promise<string | null> {
  for (const table of [schemeVersions, schemeFiles]) {
    const [row] = await db
      .select({ hash: table.contentHash })
      .from(table)
      .where(and(eq(table.schemeId, schemeId), eq(table.version, version)));
    if (row) return row.hash;
  }
  return null;
}

// A version never changes, and a month asks for the same few again and again.
const read = new Map<string, Scheme>();

/** What a row keeps, as a scheme. */
export function keptScheme({ id, content }: { id: string; content: Record<string, unknown> }): Scheme {
  let scheme = read.get(id);
  if (!scheme) {
    const decision = parseScheme(content);
    invariant(decision.ok, `scheme version ${id} is kept as it was checked`);
    scheme = decision.scheme;
    read.set(id, scheme);
  }
  return scheme;
}
