import { eq } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { correctionLines, corrections } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { nextNumbers } from "../counters.ts";
import { dayAt, type Month, monthOf } from "../days.ts";
import { type Decision, grant, refuse, refuseFields } from "../errors.ts";
import { newId } from "../ids.ts";
import { bookingMonth, closedMonths } from "../ledger/periods.ts";
import { decideAgain } from "./deciding.ts";
import { learn } from "./known.ts";
import { type CorrectionGiven, contentHash, decideMonths } from "./rules.ts";
import { correctionNo } from "./rules-clawback.ts";
import type { Recounted } from "./rules-recount.ts";

export type Draft = {
  /** Made with the form, so that sending it twice drafts once. */
  correctionId: string;
  given: CorrectionGiven;
  reason: string;
};

/**
 * Decides past months again and keeps what comes out differently, as a draft that moves nothing. Refuses
 * `correction-without-reason`, `months-out-of-order`, `months-not-settled`, `lease-not-ended`, `correction-nothing-changes`,
 * `correction-waits` (`no`) while another draft has one of these people, `scheme-no-value` and what else a scheme refuses.
 */
export const draftCorrection = (
  actor: Actor,
  draft: Draft,
  { now }: { now: Date },
): Promise<Decision<{ correctionId: string; before: boolean }>> =>
  transaction(async (tx) => {
    authorize(actor, "correction.draft");
    const { correctionId, given } = draft;
    const reason = draft.reason.trim();
    if (reason === "") return refuseFields([{ field: "reason", reason: "correction-without-reason" }]);
    if ("fromMonth" in given) {
      const months = decideMonths(given.fromMonth, given.toMonth);
      if (!months.ok) return months;
    }
    if ((await tx.$count(corrections, eq(corrections.id, correctionId))) > 0)
      return grant({ correctionId, before: true });
    const again = await decideGiven(tx, given);
    if (!again.ok) return again;
    // A reform that changes nobody's past months is posted too: from then on it holds in them.
    if (again.lines.length === 0 && given.cause !== "schemeChange") return refuse("correction-nothing-changes");
    const waits = await anotherDraft(tx, again.lines);
    if (waits) return refuse("correction-waits", { no: waits });
    const month = bookingMonth(monthOf(dayAt(now)), await closedMonths(tx));
    const no = await writeDraft(tx, actor, { ...draft, reason }, again.lines, { month, now });
    await audit(tx, actor, "correction.draft", "correction", correctionId, now, {
      no,
      cause: given.cause,
      lines: again.lines.length,
    });
    return grant({ correctionId, before: false });
  });

/** The number of a draft that has one of these people: what it comes to depends on what becomes of that one. */
async function anotherDraft(tx: Writer, lines: readonly Recounted[]): Promise<string | null> {
  const persons = new Set(lines.map(({ bill }) => bill.personId));
  const rows = await tx
    .selectDistinct({ no: corrections.correctionNo, personId: correctionLines.personId })
    .from(correctionLines)
    .innerJoin(corrections, eq(corrections.id, correctionLines.correctionId))
    .where(eq(corrections.status, "draft"));
  return rows.find((row) => persons.has(row.personId))?.no ?? null;
}

async function writeDraft(
  tx: Writer,
  actor: Actor,
  { correctionId, given, reason }: Draft,
  lines: readonly Recounted[],
  { month, now }: { month: Month; now: Date },
): Promise<string> {
  const rows = lines.map((line) => lineRow(correctionId, line));
  const no = correctionNo(month, await nextNumbers(tx, `correction:${month}`));
  const { cause, ...said } = given;
  await tx.insert(corrections).values({
    id: correctionId,
    correctionNo: no,
    cause,
    reason,
    given: said,
    month,
    status: "draft",
    contentHash: contentHash({ cause, ...said }, rows),
    madeBy: actor.userId,
    madeAt: now,
  });
  await inChunks(rows, (chunk) => tx.insert(correctionLines).values(chunk));
  return no;
}

/** What a correction comes to as everything stands now. */
export async function decideGiven(tx: Writer, given: CorrectionGiven): Promise<Decision<{ lines: Recounted[] }>> {
  const learnt = await learn(tx, given);
  return learnt.ok ? decideAgain(tx, learnt) : learnt;
}

/** `sequence` 0: it is a draft. */
export const lineRow = (correctionId: string, { bill, after }: Recounted) => ({
  id: newId(),
  correctionId,
  billId: bill.billId,
  personId: bill.personId,
  leaseId: bill.leaseId,
  month: bill.month,
  sequence: 0,
  toOn: after.toOn,
  rentBeforeFen: bill.rentFen,
  rentAfterFen: after.rentFen,
  subsidyBeforeFen: bill.subsidyFen,
  subsidyAfterFen: after.subsidyFen,
  offsetBeforeFen: bill.offsetFen,
  offsetAfterFen: after.offsetFen,
  surplusBeforeFen: bill.surplusFen,
  surplusAfterFen: after.surplusFen,
  carriedBeforeFen: bill.carriedFen ?? 0,
  carriedAfterFen: after.carriedFen ?? 0,
  carriedBefore: { ...bill.carried },
  carried: { ...after.carried },
  eligible: after.eligible,
  parts: [...after.parts],
  facts: { ...after.facts },
  monthsUsed: { ...after.monthsUsed },
  plan: after.plan,
  versions: { ...after.versions },
  failed: [...after.failed],
});
