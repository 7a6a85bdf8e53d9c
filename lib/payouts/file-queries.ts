import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { auditLog, payoutAnswers, payoutFiles, payouts, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { NotFound } from "../errors.ts";
import { PAYOUTS_PER_PAGE, rowsOf } from "./queries.ts";

const FILES_SHOWN = 24;

/** The files for the bank, the latest first, each with what became of what is in it. */
export async function payoutFileList(actor: Actor) {
  authorize(actor, "payout.list");
  const db = await reader();
  const of = (status: string) =>
    sql<number>`coalesce(sum(case when ${payouts.status} = ${status} then 1 else 0 end), 0)`.mapWith(Number);
  return db
    .select({
      id: payoutFiles.id,
      fileNo: payoutFiles.fileNo,
      rows: payoutFiles.rows,
      amountFen: payoutFiles.amountFen,
      madeAt: payoutFiles.madeAt,
      maker: users.name,
      sent: of("sent"),
      paid: of("paid"),
      returned: of("returned"),
    })
    .from(payoutFiles)
    .leftJoin(payouts, eq(payouts.fileId, payoutFiles.id))
    .leftJoin(users, eq(users.id, payoutFiles.madeBy))
    .groupBy(payoutFiles.id, users.name)
    .orderBy(desc(payoutFiles.madeAt), desc(payoutFiles.id))
    .limit(FILES_SHOWN);
}

/** One file and everybody who took it; its payouts are those of `payoutsFor` with its `fileId`. */
export async function payoutFileFor(actor: Actor, id: string) {
  authorize(actor, "payout.list");
  const db = await reader();
  const [file] = await db
    .select({ file: payoutFiles, maker: users.name })
    .from(payoutFiles)
    .leftJoin(users, eq(users.id, payoutFiles.madeBy))
    .where(eq(payoutFiles.id, id));
  if (!file) throw new NotFound();
  const taken = await db
    .select({ id: auditLog.id, at: auditLog.at, by: users.name, detail: auditLog.detail })
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.actorId))
    .where(and(eq(auditLog.entity, "payout-file"), eq(auditLog.entityId, id), eq(auditLog.action, "payout.export")))
    .orderBy(desc(auditLog.at));
  return {
    ...file.file,
    maker: file.maker,
    taken: taken.map(({ detail, ...one }) => ({ ...one, format: String(detail.format ?? "") })),
  };
}

/** The bank's answers that were read in, the latest first. */
export async function answerList(actor: Actor) {
  authorize(actor, "payout.list");
  const rows = await (await reader())
    .select()
    .from(payoutAnswers)
    .orderBy(desc(payoutAnswers.madeAt), desc(payoutAnswers.id))
    .limit(FILES_SHOWN);
  return rows.map(({ lines, ...answer }) => ({ ...answer, lines: lines.length, ...countsOf(lines) }));
}

/** One answer of a bank, fifty lines a page, what is wrong or came back first; with the people that its payouts go to. */
export async function answerFor(actor: Actor, id: string, { state, page = 1 }: { state?: State; page?: number } = {}) {
  authorize(actor, "payout.list");
  const db = await reader();
  const [answer] = await db.select().from(payoutAnswers).where(eq(payoutAnswers.id, id));
  if (!answer) throw new NotFound();
  const found = answer.lines
    .filter((line) => state === undefined || line.state === state)
    .sort((a, b) => answerStates.indexOf(a.state) - answerStates.indexOf(b.state) || a.line - b.line);
  const pages = Math.max(1, Math.ceil(found.length / PAYOUTS_PER_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  const shown = found.slice((at - 1) * PAYOUTS_PER_PAGE, at * PAYOUTS_PER_PAGE);
  const ids = [...new Set(shown.flatMap((line) => line.payoutId ?? []))];
  const rows = ids.length === 0 ? [] : await rowsOf(db).where(inArray(payouts.id, ids));
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const lines = shown.map((line) => ({ ...line, payout: rowOf.get(line.payoutId ?? "") ?? null }));
  return { ...answer, lines, counts: countsOf(answer.lines), page: at, pages };
}

/** What is wrong, or came back, is looked at first. */
export const answerStates = ["wrong", "returned", "paid", "known", "skipped"] as const;
type State = (typeof payoutAnswers.$inferSelect)["lines"][number]["state"];

function countsOf(lines: readonly { state: State }[]): Record<State, number> {
  const counts = { paid: 0, returned: 0, known: 0, skipped: 0, wrong: 0 };
  for (const { state } of lines) counts[state] += 1;
  return counts;
}
