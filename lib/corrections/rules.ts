import { createHash } from "node:crypto";
import type { Day, Month } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import type { Fen } from "../money.ts";
import type { Carried } from "../subsidy/rules-carried.ts";
import type { FactValue } from "../subsidy/rules-facts.ts";
import type { Amounts } from "./rules-recount.ts";

export const correctionCauses = ["earlyLeaver", "lateFact", "schemeChange", "rentChange", "byHand"] as const;
export type CorrectionCause = (typeof correctionCauses)[number];
export const correctionStatuses = ["draft", "posted", "discarded"] as const;
export type CorrectionStatus = (typeof correctionStatuses)[number];

/** What somebody said should have been known, as the correction keeps it. */
export type CorrectionGiven =
  | { cause: "earlyLeaver"; leaseId: string; endedOn: Day }
  | {
      cause: "lateFact";
      personId: string;
      fact: string;
      value: FactValue;
      fromMonth: Month;
      toMonth: Month;
      /** It holds from now on too: the person's own record is corrected with it. */
      still: boolean;
    }
  | { cause: "schemeChange"; schemeId: string; version: string }
  | { cause: "rentChange"; leaseId: string; fromOn: Day; rentFen: Fen }
  | { cause: "byHand"; personId: string; fromMonth: Month; toMonth: Month };

/** A correction as it is kept: what caused it, and the rest of what was entered. */
export const givenOf = ({ cause, given }: { cause: CorrectionCause; given: object }): CorrectionGiven =>
  ({ cause, ...given }) as CorrectionGiven;

/** A line as the table has it, as far as it says what is posted. */
export type LineRow = {
  billId: string;
  toOn: Day | null;
  rentBeforeFen: Fen;
  rentAfterFen: Fen;
  subsidyBeforeFen: Fen;
  subsidyAfterFen: Fen;
  offsetBeforeFen: Fen;
  offsetAfterFen: Fen;
  surplusBeforeFen: Fen;
  surplusAfterFen: Fen;
  carriedBeforeFen?: Fen;
  carriedAfterFen?: Fen;
  carriedBefore?: Carried;
  carried?: Carried;
  parts: readonly { part: string; amountFen: Fen }[];
  facts: Readonly<Record<string, FactValue>>;
};

export const beforeOf = (line: LineRow): Amounts => ({
  rentFen: line.rentBeforeFen,
  subsidyFen: line.subsidyBeforeFen,
  offsetFen: line.offsetBeforeFen,
  surplusFen: line.surplusBeforeFen,
  carriedFen: line.carriedBeforeFen ?? 0,
  carried: line.carriedBefore ?? {},
});
export const afterOf = (line: LineRow): Amounts => ({
  rentFen: line.rentAfterFen,
  subsidyFen: line.subsidyAfterFen,
  offsetFen: line.offsetAfterFen,
  surplusFen: line.surplusAfterFen,
  carriedFen: line.carriedAfterFen ?? 0,
  carried: line.carried ?? {},
});

/** SHA-256 (hex) over what was said and every line, in the order of bills: what was seen is what gets posted. */
export function contentHash(given: object, lines: readonly LineRow[]): string {
  const hash = createHash("sha256").update(JSON.stringify(Object.entries(given).sort()));
  for (const line of [...lines].sort((a, b) => (a.billId < b.billId ? -1 : 1))) {
    const parts = line.parts.map(({ part, amountFen }) => [part, amountFen]).sort();
    const facts = Object.entries(line.facts).sort();
    const [before, after] = [amounts(beforeOf(line)), amounts(afterOf(line))];
    hash.update(JSON.stringify([line.billId, before, after, line.toOn, parts, facts]));
  }
  return hash.digest("hex");
}

function amounts({ rentFen, subsidyFen, offsetFen, surplusFen, carried = {} }: Amounts) {
  const moved = Object.entries(carried).map(([scheme, { beforeFen, fen }]) => [scheme, beforeFen, fen]);
  const said = [rentFen, subsidyFen, offsetFen, surplusFen];
  return moved.length > 0 ? [...said, moved.sort()] : said;
}

type Correction = { status: CorrectionStatus; madeBy: string; contentHash: string };

/**
 * Another officer posts it. `seenHash` is the hash of what they were shown, `contentHash` that of the lines as they are kept,
 * `freshHash` that of the same months decided again just now: where another correction, or a month that has been settled
 * since, makes them come out otherwise, it has to be drafted anew. Refuses `correction-decided`, `maker-cannot-decide`,
 * `correction-changed`, `correction-stale`.
 */
export function decidePosting(
  correction: Correction,
  by: string,
  { seenHash, freshHash }: { seenHash: string; freshHash: string },
): Decision<{ status: "posted" }> {
  if (correction.status !== "draft") return refuse("correction-decided");
  if (correction.madeBy === by) return refuse("maker-cannot-decide");
  if (correction.contentHash !== seenHash) return refuse("correction-changed");
  if (correction.contentHash !== freshHash) return refuse("correction-stale");
  return grant({ status: "posted" });
}

/**
 * Any officer discards it with a reason, who made it too: nothing has been moved. Refuses `correction-decided`,
 * `discard-without-reason`.
 */
export function decideDiscard(
  correction: Correction,
  reason: string,
): Decision<{ status: "discarded"; reason: string }> {
  if (correction.status !== "draft") return refuse("correction-decided");
  if (reason.trim() === "") return refuse("discard-without-reason");
  return grant({ status: "discarded", reason: reason.trim() });
}

/** Months that are corrected: whole, in order, billed. Refuses `month-wrong` (`month`) and `months-out-of-order`. */
export function decideMonths(fromMonth: Month, toMonth: Month): Decision {
  return fromMonth > toMonth ? refuse("months-out-of-order") : grant({});
}
