import { createHash } from "node:crypto";
import type { Day, Month } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import type { Fen } from "../money.ts";
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
  | { cause: "schemeChange"; schemeId: string; version: string; fromMonth: Month | null }
  | { cause: "rentChange"; leaseId: string; fromMonth: Month; toMonth: Month }
  | { cause: "byHand"; personId: string; fromMonth: Month; toMonth: Month };

export type HashedLine = {
  billId: string;
  sequence: number;
  before: Amounts;
  after: Amounts;
  toOn: Day | null;
  parts: readonly { part: string; amountFen: Fen }[];
  facts: Readonly<Record<string, FactValue>>;
};

/** SHA-256 (hex) over what was said and every line, in the order of bills: what was seen is what gets posted. */
export function contentHash(given: object, lines: readonly HashedLine[]): string {
  const hash = createHash("sha256").update(JSON.stringify(Object.entries(given).sort()));
  for (const line of [...lines].sort((a, b) => (a.billId < b.billId ? -1 : 1))) {
    const parts = line.parts.map(({ part, amountFen }) => [part, amountFen]).sort();
    const facts = Object.entries(line.facts).sort();
    hash.update(JSON.stringify([line.billId, amounts(line.before), amounts(line.after), line.toOn, parts, facts]));
  }
  return hash.digest("hex");
}

const amounts = ({ rentFen, subsidyFen, offsetFen, surplusFen }: Amounts) => [rentFen, subsidyFen, offsetFen, surplusFen];

type Correction = { status: CorrectionStatus; madeBy: string; contentHash: string };

/**
 * Another officer posts it. `seenHash` is the hash of what they were shown; `contentHash` that of the lines as they lie in
 * the books now. Refuses `correction-decided`, `maker-cannot-decide`, `correction-changed`.
 */
export function decidePosting(correction: Correction, by: string, seenHash: string): Decision<{ status: "posted" }> {
  if (correction.status !== "draft") return refuse("correction-decided");
  if (correction.madeBy === by) return refuse("maker-cannot-decide");
  if (correction.contentHash !== seenHash) return refuse("correction-changed");
  return grant({ status: "posted" });
}

/**
 * Any officer discards it with a reason, who made it too: nothing has been moved. Refuses `correction-decided`,
 * `discard-without-reason`.
 */
export function decideDiscard(correction: Correction, reason: string): Decision<{ status: "discarded"; reason: string }> {
  if (correction.status !== "draft") return refuse("correction-decided");
  if (reason.trim() === "") return refuse("discard-without-reason");
  return grant({ status: "discarded", reason: reason.trim() });
}

/** What stood when it was drafted stands no more: it was corrected meanwhile. Refuses `correction-stale` (`month`). */
export function decideStillStands(
  lines: readonly { month: Month; before: Amounts; sequence: number; standing: (Amounts & { sequence: number }) | undefined }[],
): Decision {
  const moved = lines.find(({ before, sequence, standing }) => {
    if (!standing || standing.sequence !== sequence) return true;
    return JSON.stringify(amounts(before)) !== JSON.stringify(amounts(standing));
  });
  return moved ? refuse("correction-stale", { month: moved.month }) : grant({});
}

/** Months that are corrected: whole, in order, billed. Refuses `month-wrong` (`month`) and `months-out-of-order`. */
export function decideMonths(fromMonth: Month, toMonth: Month): Decision {
  return fromMonth > toMonth ? refuse("months-out-of-order") : grant({});
}
