import { createHash } from "node:crypto";
import { type Decision, grant, refuse } from "../errors.ts";
import type { Fen } from "../money.ts";
import type { Carried } from "./rules-carried.ts";
import type { OffsetMode } from "./rules-decision.ts";
import type { Versions } from "./rules-plan.ts";

export const settlementStatuses = ["draft", "checked", "posted", "funded", "disbursed", "closed"] as const;
export type SettlementStatus = (typeof settlementStatuses)[number];

/** Approved, and in the books from then on. */
export const inBooks = (status: SettlementStatus): boolean => status !== "draft" && status !== "checked";

/** A batch as its officers see it: who made it, who checked it, and the hash of what it says. */
export type Batch = {
  status: SettlementStatus;
  madeBy: string;
  checkedBy: string | null;
  /** Of the lines as they stand in the books now. */
  contentHash: string;
  /** Lines that an officer holds back. */
  held?: number;
};

export type BatchLine = {
  billId: string;
  mode: OffsetMode;
  subsidyFen: Fen;
  offsetFen: Fen;
  surplusFen: Fen;
  carried?: Carried;
  failed: readonly string[];
  parts: readonly { part: string; amountFen: Fen }[];
};

/** SHA-256 (hex) over plan, versions and every line, in the order of bills: what was checked is what gets approved. */
export function contentHash(plan: string, versions: Versions, lines: readonly BatchLine[]): string {
  const hash = createHash("sha256").update(JSON.stringify([plan, Object.entries(versions).sort()]));
  for (const line of [...lines].sort((a, b) => (a.billId < b.billId ? -1 : 1))) {
    const parts = line.parts.map((part) => [part.part, part.amountFen]).sort();
    const { billId, mode, subsidyFen, offsetFen, surplusFen } = line;
    const carried = Object.entries(line.carried ?? {}).map(([scheme, { beforeFen, fen }]) => [scheme, beforeFen, fen]);
    const said = [billId, mode, subsidyFen, offsetFen, surplusFen, [...line.failed].sort(), parts];
    hash.update(JSON.stringify(carried.length > 0 ? [...said, carried.sort()] : said));
  }
  return hash.digest("hex");
}

/** The first pair of eyes. `seenHash` is the hash of what the officer was shown. */
export function decideCheck(batch: Batch, officerId: string, seenHash: string): Decision<{ status: "checked" }> {
  if (batch.status !== "draft") return refuse("settlement-not-draft");
  if (batch.madeBy === officerId) return refuse("maker-cannot-check");
  if (batch.contentHash !== seenHash) return refuse("settlement-changed");
  if (batch.held) return refuse("settlement-has-held", { count: batch.held });
  return grant({ status: "checked" });
}

/** The second pair of eyes: neither who made the batch nor who checked it (MONEY: 3). */
export function decideApproval(batch: Batch, officerId: string, seenHash: string): Decision<{ status: "posted" }> {
  if (inBooks(batch.status)) return refuse("settlement-posted");
  if (batch.status === "draft") return refuse("settlement-not-checked");
  if (batch.madeBy === officerId) return refuse("maker-cannot-approve");
  if (batch.checkedBy === officerId) return refuse("checker-cannot-approve");
  if (batch.contentHash !== seenHash) return refuse("settlement-changed");
  return grant({ status: "posted" });
}

/** A checked batch can be sent back until it is posted; afterwards only a correction changes it. */
export function decideReturn(batch: Batch, reason: string): Decision<{ status: "draft"; reason: string }> {
  if (inBooks(batch.status)) return refuse("settlement-posted");
  if (batch.status === "draft") return refuse("settlement-not-checked");
  if (reason.trim() === "") return refuse("return-without-reason");
  return grant({ status: "draft", reason: reason.trim() });
}

/**
 * Lines are held back (暂缓) from a batch that nobody has checked yet, with a reason, and go to a further batch of the
 * month. `chosen` of its `lines` are meant; `apart` says that the batch is that further one already. Refuses
 * `settlement-not-draft`, `settlement-changed`, `hold-without-reason`, `hold-nobody`, `hold-everybody`.
 */
export function decideHold(
  batch: Batch,
  seenHash: string,
  reason: string,
  given: { chosen: number; lines: number; apart: boolean },
): Decision<{ reason: string }> {
  if (batch.status !== "draft") return refuse("settlement-not-draft");
  if (batch.contentHash !== seenHash) return refuse("settlement-changed");
  if (reason.trim() === "") return refuse("hold-without-reason");
  if (given.chosen === 0) return refuse("hold-nobody");
  if (given.chosen === given.lines && !given.apart) return refuse("hold-everybody");
  return grant({ reason: reason.trim() });
}

/** What was held back goes on. Refuses `settlement-not-draft`, `settlement-changed`, `release-nobody`. */
export function decideRelease(batch: Batch, seenHash: string, chosen: number): Decision {
  if (batch.status !== "draft") return refuse("settlement-not-draft");
  if (batch.contentHash !== seenHash) return refuse("settlement-changed");
  return chosen === 0 ? refuse("release-nobody") : grant({});
}
