import { and, asc, eq, inArray } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { bankImports, bankRows } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { type Decision, grant, NotFound, refuse } from "../errors.ts";
import { paymentOf, setPosted, takenNumbers } from "./bank-rows.ts";
import { bookPayments } from "./payments.ts";

type Given = { now: Date };
type Row = typeof bankRows.$inferSelect;
export type Confirmed = { importId: string; posted: number; waiting: number; before: boolean };

/**
 * Books what the preview matched, and of what it suggested the rows in `accept`; the rest waits to be matched by hand.
 * All of it or nothing, and once: confirming again, or two at once, gives the same answer. A row that was booked some
 * other way since is left out. Refuses `import-has-wrong-rows` (`count`), `import-discarded`.
 */
export const confirmImport = (
  actor: Actor,
  importId: string,
  { accept, now }: Given & { accept: readonly string[] },
): Promise<Decision<Confirmed>> =>
  transaction(async (tx) => {
    authorize(actor, "bank.import");
    const [found] = await tx.select().from(bankImports).where(eq(bankImports.id, importId));
    if (!found) throw new NotFound();
    if (found.status === "discarded") return refuse("import-discarded");
    if (found.status === "confirmed") return grant({ importId, ...(await countsOf(tx, importId)), before: true });
    const rows = await tx.select().from(bankRows).where(eq(bankRows.importId, importId)).orderBy(asc(bankRows.line));
    const wrong = rows.filter((row) => row.state === "wrong").length;
    if (wrong > 0) return refuse("import-has-wrong-rows", { count: wrong });
    const open = rows.filter((row) => ["matched", "suggested", "unmatched"].includes(row.state));
    const taken = await takenNumbers(
      tx,
      open.map((row) => row.transactionNo),
    );
    const fresh = open.filter((row) => !taken.has(row.transactionNo));
    const accepted = new Set(accept);
    const book = fresh.filter((row) => row.state === "matched" || (row.state === "suggested" && accepted.has(row.id)));
    const booked = await bookPayments(tx, actor, book.flatMap(paymentOf), { now });
    if (!booked.ok) return booked;
    const by = { settledBy: actor.userId, settledAt: now };
    const known = open.filter((row) => taken.has(row.transactionNo)).map((row) => row.id);
    await inChunks(known, (ids) =>
      tx
        .update(bankRows)
        .set({ state: "duplicate", reason: "row-recorded-before", ...by })
        .where(inArray(bankRows.id, ids)),
    );
    const bookIds = new Set(book.map((row) => row.id));
    await setPosted(tx, [...bookIds], by);
    const rest = fresh.filter((row) => !bookIds.has(row.id)).map((row) => row.id);
    await inChunks(rest, (ids) => tx.update(bankRows).set({ state: "waiting" }).where(inArray(bankRows.id, ids)));
    const set = { status: "confirmed" as const, confirmedBy: actor.userId, confirmedAt: now };
    await tx.update(bankImports).set(set).where(eq(bankImports.id, importId));
    await audit(tx, actor, "bank.import", "import", importId, now, { posted: book.length, waiting: rest.length });
    return grant({ importId, posted: book.length, waiting: rest.length, before: false });
  });

async function countsOf(tx: Writer, importId: string): Promise<{ posted: number; waiting: number }> {
  const count = (state: Row["state"]) =>
    tx.$count(bankRows, and(eq(bankRows.importId, importId), eq(bankRows.state, state)));
  return { posted: await count("posted"), waiting: await count("waiting") };
}

/** Throws a preview away, so that the mended file can be read in. Refuses `import-confirmed`. */
export const discardImport = (
  actor: Actor,
  importId: string,
  { now }: Given,
): Promise<Decision<{ importId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "bank.import");
    const [found] = await tx.select().from(bankImports).where(eq(bankImports.id, importId));
    if (!found) throw new NotFound();
    if (found.status === "confirmed") return refuse("import-confirmed");
    await tx.update(bankImports).set({ status: "discarded" }).where(eq(bankImports.id, importId));
    if (found.status === "preview") await audit(tx, actor, "bank.import", "import", importId, now, { discarded: true });
    return grant({ importId });
  });
