import { createHash } from "node:crypto";
import { and, eq, gt, inArray, ne } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { people, registerImports, registerRows } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { type Day, dayAt } from "../days.ts";
import { type Decision, grant, refuse, refuseFields } from "../errors.ts";
import { newId } from "../ids.ts";
import { lookupHash } from "../secrets.ts";
import { readTableFile } from "../table-file.ts";
import { changesOf, findColumns, type Register, type RegisterLine, readLine, sameName } from "./rules.ts";

type Given = { now: Date };
type Person = typeof people.$inferSelect;
type Row = typeof registerRows.$inferInsert;
export type RegisterFile = { register: Register; asOf: Day; file: { name: string; bytes: Uint8Array } };

/**
 * Reads a register's list and keeps what it would change of the people whom we know; nothing is changed yet, and of
 * anybody else nothing is kept but their count. The same file again is the same import (`before`). Refuses what
 * `readTableFile` does, `register-columns-missing`, `file-without-rows`, `register-as-of-in-future` at its field, and
 * `register-older` (`on`) where a later list of the same register has been taken over.
 */
export async function previewRegister(
  actor: Actor,
  { register, asOf, file }: RegisterFile,
  { now }: Given,
): Promise<Decision<{ importId: string; before: boolean }>> {
  authorize(actor, "register.import");
  if (asOf > dayAt(now)) return refuseFields([{ field: "asOf", reason: "register-as-of-in-future" }]);
  const read = await readTableFile(file.bytes);
  if (!read.ok) return read;
  const found = findColumns(read.rows, register);
  if (!found.ok) return found;
  const below = read.rows.slice(found.at + 1);
  if (below.length === 0) return refuse("file-without-rows");
  const lines = below.map((row) => readLine(row, found.columns, asOf));
  const fileHash = createHash("sha256").update(`${register} ${asOf}\0`).update(file.bytes).digest("hex");
  return transaction(async (tx) => {
    const [known] = await tx
      .select({ id: registerImports.id })
      .from(registerImports)
      .where(and(eq(registerImports.fileHash, fileHash), ne(registerImports.status, "discarded")));
    if (known) return grant({ importId: known.id, before: true });
    const later = await laterImport(tx, register, asOf);
    if (later) return refuse("register-older", { on: later });
    const id = newId();
    const { rows, unknown } = await rowsOf(tx, id, lines, asOf);
    const fileName = file.name.replace(/[\p{C}\\/]/gu, "").slice(0, 120) || register;
    const said = { id, register, fileName, fileHash, format: read.format, encoding: read.encoding, asOf };
    const changed = rows.filter((row) => row.state === "change").length;
    const counts = { rows: lines.length, unknown, changed };
    await tx.insert(registerImports).values({ ...said, ...counts, madeBy: actor.userId, madeAt: now });
    await inChunks(rows, (chunk) => tx.insert(registerRows).values(chunk));
    await audit(tx, actor, "register.import", "registerImport", id, now, { register, asOf, ...counts });
    return grant({ importId: id, before: false });
  });
}

/** The day of the latest list of the register that was taken over after `asOf`. */
export async function laterImport(tx: Writer, register: Register, asOf: Day): Promise<Day | null> {
  const rows = await tx
    .select({ asOf: registerImports.asOf })
    .from(registerImports)
    .where(
      and(
        eq(registerImports.register, register),
        eq(registerImports.status, "confirmed"),
        gt(registerImports.asOf, asOf),
      ),
    );
  return (
    rows
      .map((row) => row.asOf)
      .toSorted()
      .at(-1) ?? null
  );
}

async function rowsOf(tx: Writer, importId: string, lines: readonly RegisterLine[], asOf: Day) {
  const hashes = new Map(
    lines.flatMap((line) => (line.ok ? [[line.line, lookupHash(line.residentId, "resident-id")] as const] : [])),
  );
  const known = await peopleBy(tx, [...hashes.values()]);
  const firstLine = new Map<string, number>();
  let unknown = 0;
  const rows: Row[] = [];
  for (const line of lines) {
    const base = { id: newId(), importId, line: line.line, reason: "", reasonValues: {}, changes: [], version: 0 };
    if (!line.ok) {
      rows.push({ ...base, lastFour: line.lastFour, state: "wrong", reason: line.reason, reasonValues: line.values });
      continue;
    }
    const hash = hashes.get(line.line) ?? "";
    const twice = firstLine.get(hash);
    firstLine.set(hash, twice ?? line.line);
    const lastFour = line.residentId.slice(-4);
    const person = known.get(hash);
    if (!person) {
      unknown += 1;
      continue;
    }
    const about = { ...base, lastFour, personId: person.id, version: person.version };
    if (twice !== undefined) {
      rows.push({ ...about, state: "wrong", reason: "register-twice", reasonValues: { line: twice } });
    } else if (!sameName(person.name ?? "", line.name)) {
      rows.push({ ...about, state: "differs", reason: "register-name-differs" });
    } else {
      const changes = changesOf(line.says, person, asOf);
      rows.push({ ...about, state: changes.length > 0 ? "change" : "same", changes });
    }
  }
  return { rows, unknown };
}

async function peopleBy(tx: Writer, hashes: readonly string[]): Promise<Map<string, Person>> {
  const found = new Map<string, Person>();
  await inChunks([...new Set(hashes)], async (some) => {
    for (const row of await tx.select().from(people).where(inArray(people.residentIdHash, some))) {
      found.set(row.residentIdHash ?? "", row);
    }
  });
  return found;
}
