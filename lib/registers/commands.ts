import { and, asc, eq, inArray } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { people, registerFacts, registerImports, registerRows } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { type Day, monthOf } from "../days.ts";
import { type Decision, grant, NotFound, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { tell } from "../notices/commands.ts";
import { laterImport } from "./preview.ts";
import { columnValue, type RegisterField } from "./rules.ts";

type Given = { now: Date };
type Row = typeof registerRows.$inferSelect;
export type Taken = { importId: string; applied: number; stale: number; before: boolean };

/**
 * Takes a previewed list over: each person's facts become what the register says, with what stood before kept for ever,
 * and each of them is told. A person who has changed since the preview is left alone (`stale`): the next list says it
 * again. Once: confirming again gives the same answer. Refuses `register-has-wrong-rows` (`count`), `import-discarded`,
 * `register-older` (`on`).
 */
export const confirmRegister = (actor: Actor, importId: string, { now }: Given): Promise<Decision<Taken>> =>
  transaction(async (tx) => {
    authorize(actor, "register.import");
    const found = await findImport(tx, importId);
    if (found.status === "discarded") return refuse("import-discarded");
    const rows = await tx
      .select()
      .from(registerRows)
      .where(eq(registerRows.importId, importId))
      .orderBy(asc(registerRows.line));
    const counted = (state: Row["state"]) => rows.filter((row) => row.state === state).length;
    if (found.status === "confirmed") {
      return grant({ importId, applied: counted("applied"), stale: counted("stale"), before: true });
    }
    if (counted("wrong") > 0) return refuse("register-has-wrong-rows", { count: counted("wrong") });
    const later = await laterImport(tx, found.register, found.asOf);
    if (later) return refuse("register-older", { on: later });
    const changing = rows.filter((row) => row.state === "change");
    const versions = await versionsOf(tx, changing);
    const fresh = changing.filter((row) => versions.get(row.personId ?? "") === row.version);
    for (const row of fresh) await apply(tx, row, found.asOf, now);
    await keepFacts(tx, importId, fresh, now);
    const values = { register: found.register, on: found.asOf };
    const told = fresh.flatMap((row) => row.personId ?? []);
    await tell(tx, told, { kind: "register-changed", values, at: now });
    await setStates(tx, fresh, "applied");
    const stale = changing.filter((row) => !fresh.includes(row));
    await setStates(tx, stale, "stale");
    const set = { status: "confirmed" as const, confirmedBy: actor.userId, confirmedAt: now };
    await tx.update(registerImports).set(set).where(eq(registerImports.id, importId));
    const detail = { register: found.register, applied: fresh.length, stale: stale.length };
    await audit(tx, actor, "register.import", "registerImport", importId, now, detail);
    return grant({ importId, applied: fresh.length, stale: stale.length, before: false });
  });

/** Throws a preview away, so that the mended list can be read in. Refuses `import-confirmed`. */
export const discardRegister = (
  actor: Actor,
  importId: string,
  { now }: Given,
): Promise<Decision<{ importId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "register.import");
    const found = await findImport(tx, importId);
    if (found.status === "confirmed") return refuse("import-confirmed");
    await tx.update(registerImports).set({ status: "discarded" }).where(eq(registerImports.id, importId));
    if (found.status === "preview") {
      await audit(tx, actor, "register.import", "registerImport", importId, now, { discarded: true });
    }
    return grant({ importId });
  });

async function findImport(tx: Writer, id: string) {
  const [found] = await tx.select().from(registerImports).where(eq(registerImports.id, id));
  if (!found) throw new NotFound();
  return found;
}

async function versionsOf(tx: Writer, rows: readonly Row[]): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  await inChunks(
    rows.flatMap((row) => row.personId ?? []),
    async (ids) => {
      const found = await tx
        .select({ id: people.id, version: people.version })
        .from(people)
        .where(inArray(people.id, ids));
      for (const { id, version } of found) versions.set(id, version);
    },
  );
  return versions;
}

async function apply(tx: Writer, row: Row, asOf: Day, now: Date): Promise<void> {
  const set = Object.fromEntries(
    row.changes.map(({ field, after }) => [field, columnValue(field as RegisterField, after ?? "")]),
  );
  const counted = "insuredMonths" in set ? { insuredMonthsAsOf: monthOf(asOf) } : {};
  await tx
    .update(people)
    .set({ ...set, ...counted, version: row.version + 1, updatedAt: now })
    .where(and(eq(people.id, row.personId ?? ""), eq(people.version, row.version)));
}

function keepFacts(tx: Writer, importId: string, rows: readonly Row[], now: Date): Promise<void> {
  const facts = rows.flatMap((row) =>
    row.changes.map(({ field, before, after }) => ({
      id: newId(),
      importId,
      personId: row.personId ?? "",
      field,
      before,
      after,
      at: now,
    })),
  );
  return inChunks(facts, (chunk) => tx.insert(registerFacts).values(chunk));
}

const setStates = (tx: Writer, rows: readonly Row[], state: Row["state"]): Promise<void> =>
  inChunks(
    rows.map((row) => row.id),
    (ids) => tx.update(registerRows).set({ state }).where(inArray(registerRows.id, ids)),
  );
