import { RECEIPT_START } from "../applications/rules.ts";
import { type Decision, grant, type Problem, refuse, refuseFields } from "../errors.ts";
import { type Round, type RoundStatus, roundStatuses } from "./rules.ts";

// A category may have an order of its own: whom it names comes first there, everybody else follows in the common order.

/** A line of what was typed or pasted, from 1, and the receipt number that stands in it. */
export type ReceiptLine = { line: number; receiptNo: string };

export const MOST_LISTED = 5000;
export const PRIORITY_REASON_MOST = 500;

/** Signs that look like a hyphen; NFKC turns only the full-width one into it. */
const HYPHENS = /[‐‑‒–—―−﹣]/g;
/** Blanks, what cannot be seen, and the quotes and equals signs with which sheets keep text as text. */
const AROUND = /[\s\u200b-\u200d\u2060\ufeff"'=]/g;

/**
 * The receipt numbers in a text, one a line, in capitals: blank lines do not count, blanks and full-width forms are
 * passed over. A row pasted from a sheet may have other cells beside the number; they are left out.
 */
export function receiptLines(text: string): ReceiptLine[] {
  return text.split(/\r\n|[\n\r\u2028]/).flatMap((row, index) => {
    const cells = row
      .normalize("NFKC")
      .replace(HYPHENS, "-")
      .split(/[\t,;、]/)
      .map((cell) => cell.replace(AROUND, "").toUpperCase())
      .filter((cell) => cell !== "");
    const numbers = cells.filter((cell) => cell.startsWith(RECEIPT_START));
    return (numbers.length > 0 ? numbers : cells.slice(0, 1)).map((receiptNo) => ({ line: index + 1, receiptNo }));
  });
}

/**
 * Whether an order can be set now: once applications are in, and before it is frozen with the roster. Live choosing and
 * exchanges go by the common order alone.
 */
export function canSetPriority({ status, mechanism }: Pick<Round, "status" | "mechanism">): Decision {
  if (mechanism === "live") return refuse("round-priority-in-live");
  if (mechanism === "exchange") return refuse("round-priority-in-exchange");
  return status === "closed" || status === "rosterNotice" ? grant({}) : refuse("round-priority-not-now", { status });
}

/** Own orders are public with the roster: from its notice on. */
export const ownOrdersPublished = (status: RoundStatus): boolean =>
  roundStatuses.indexOf(status) >= roundStatuses.indexOf("rosterNotice");

/** What the list needs to know of an application of the round: whether it stands, and wishes for the category. */
export type Listable = { applicationId: string; stands: boolean; wishes: boolean };
/** What is set of a category: no reason and nobody where it goes by the common order. */
export type OwnOrderSet = { reason: string | null; applicationIds: readonly string[] };

const COMMON_ORDER: OwnOrderSet = { reason: null, applicationIds: [] };

/**
 * The order that the lines ask for, or that none is asked for: then the category goes by the common order again. Refused
 * at the field `receipts`, a problem for each kind of fault with the lines that have it and the first number; at `reason` where none is given
 * to publish. `applications` are those of the round by receipt number in capitals.
 */
export function decidePriority(
  before: OwnOrderSet,
  lines: readonly ReceiptLine[],
  applications: ReadonlyMap<string, Listable>,
  reason: string,
): Decision<OwnOrderSet> {
  const told = reason.trim();
  if (lines.length === 0)
    return before.reason === null
      ? refuseFields([{ field: "receipts", reason: "round-priority-empty" }])
      : grant(COMMON_ORDER);
  if (lines.length > MOST_LISTED)
    return refuseFields([{ field: "receipts", reason: "round-priority-too-long", values: { most: MOST_LISTED } }]);
  const problems = faultsOf(lines, applications);
  if (told === "") problems.push({ field: "reason", reason: "round-priority-reason-missing" });
  if (told.length > PRIORITY_REASON_MOST)
    problems.push({ field: "reason", reason: "roster-reason-too-long", values: { most: PRIORITY_REASON_MOST } });
  if (problems.length > 0) return refuseFields(problems);
  const applicationIds = lines.flatMap(({ receiptNo }) => applications.get(receiptNo)?.applicationId ?? []);
  return grant({ reason: told, applicationIds });
}

export const sameOrder = (a: OwnOrderSet, b: OwnOrderSet): boolean =>
  a.reason === b.reason &&
  a.applicationIds.length === b.applicationIds.length &&
  a.applicationIds.every((id, index) => id === b.applicationIds[index]);

/** The kinds of fault that lines have, that of the first faulty line first. */
function faultsOf(lines: readonly ReceiptLine[], applications: ReadonlyMap<string, Listable>): Problem[] {
  const before = new Set<string>();
  const faulty = lines.flatMap((one) => {
    const twice = before.has(one.receiptNo);
    before.add(one.receiptNo);
    const reason = twice ? "round-priority-twice" : faultOf(applications.get(one.receiptNo));
    return reason === null ? [] : [{ ...one, reason }];
  });
  return [...Map.groupBy(faulty, ({ reason }) => reason)].map(([reason, of]) => ({
    field: "receipts",
    reason,
    values: { lines: numbered(of), receiptNo: of[0]?.receiptNo.slice(0, 40) ?? "", count: of.length },
  }));
}

function faultOf(application: Listable | undefined): string | null {
  if (!application) return "round-priority-unknown";
  if (!application.stands) return "round-priority-not-standing";
  return application.wishes ? null : "round-priority-not-wished";
}

const LINES_NAMED = 12;

const numbered = (lines: readonly ReceiptLine[]): string =>
  [...lines.slice(0, LINES_NAMED).map(({ line }) => line), ...(lines.length > LINES_NAMED ? ["…"] : [])].join(", ");
