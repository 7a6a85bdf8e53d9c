import type { Day, Month } from "../days.ts";
import { type Decision, grant, invariant, refuse } from "../errors.ts";
import type { Fen } from "../money.ts";

/**
 * The life of a payout (拨付发放): ready → sent in a file → paid, or sent back by the bank (退票) before or after that.
 * What came back is paid again by the next attempt, which begins at ready. A correction that withholds what was not sent
 * makes it less, or drops it. Nothing else ever happens to one.
 */
export type PayoutStatus = "ready" | "sent" | "paid" | "returned" | "dropped";
export type Payout = {
  status: PayoutStatus;
  amountFen: Fen;
  attempt: number;
  /** The day it was sent, null while it is ready. */
  sentOn: Day | null;
  paidOn: Day | null;
  reference: string | null;
  returnedOn: Day | null;
  returnReason: string | null;
};
export type Paid = { on: Day; reference: string };
export type Returned = { on: Day; reason: string };

/** What a batch is once its payouts stand so; only the last attempt of each counts. None left: closed. */
export function settlementStatusOf(last: readonly PayoutStatus[]): "funded" | "disbursed" | "closed" {
  if (last.some((status) => status === "ready" || status === "returned")) return "funded";
  return last.some((status) => status === "sent") ? "disbursed" : "closed";
}

/**
 * The bank has paid it. Said again with the same day and reference it is `before`. Refuses `payout-not-sent`,
 * `payout-returned`, `payout-paid-otherwise`, `payout-without-reference`, `payout-day-in-future`, `payout-before-sent`.
 */
export function decidePaid(payout: Payout, { on, reference }: Paid, today: Day): Decision<{ before: boolean }> {
  const said = reference.trim();
  if (payout.status === "ready" || payout.status === "dropped") return refuse("payout-not-sent");
  if (payout.status === "returned") return refuse("payout-returned");
  if (payout.status === "paid") {
    const same = payout.paidOn === on && payout.reference === said;
    return same ? grant({ before: true }) : refuse("payout-paid-otherwise", { on: payout.paidOn ?? "" });
  }
  if (said === "") return refuse("payout-without-reference");
  if (on > today) return refuse("payout-day-in-future");
  if (payout.sentOn !== null && on < payout.sentOn) return refuse("payout-before-sent", { on: payout.sentOn });
  return grant({ before: false });
}

/**
 * The bank has sent it back, with its reason. `booked`: it was booked as paid before, so the books take it back. Said
 * again with the same day it is `before`. Refuses `payout-not-sent`, `payout-returned-otherwise`,
 * `payout-return-without-reason`, `payout-day-in-future`, `payout-before-sent`, `payout-return-before-paid`.
 */
export function decideReturned(
  payout: Payout,
  { on, reason }: Returned,
  today: Day,
): Decision<{ before: boolean; booked: boolean }> {
  if (payout.status === "ready" || payout.status === "dropped") return refuse("payout-not-sent");
  const booked = payout.paidOn !== null;
  if (payout.status === "returned") {
    if (payout.returnedOn === on) return grant({ before: true, booked });
    return refuse("payout-returned-otherwise", { on: payout.returnedOn ?? "" });
  }
  if (reason.trim() === "") return refuse("payout-return-without-reason");
  if (on > today) return refuse("payout-day-in-future");
  if (payout.sentOn !== null && on < payout.sentOn) return refuse("payout-before-sent", { on: payout.sentOn });
  if (payout.paidOn !== null && on < payout.paidOn) return refuse("payout-return-before-paid", { on: payout.paidOn });
  return grant({ before: false, booked });
}

/**
 * A returned one is paid again. `later` is its next attempt, where there is one: asked again it is that one.
 * `accountChanged`: the person's account is another than the one it came back from; `sameAccount`: the officer has
 * made sure that the account is right (the bank was to blame). `owedFen`: what of it is still owed, corrections counted.
 * Refuses `payout-not-returned`, `payout-nothing-owed`, `payout-account-missing`, `payout-account-unchanged`.
 */
export function decideAgain(
  payout: Payout,
  given: { later: string | null; owedFen: Fen; hasAccount: boolean; accountChanged: boolean; sameAccount: boolean },
): Decision<{ attempt: number; amountFen: Fen; before: string | null }> {
  if (payout.status !== "returned") return refuse("payout-not-returned");
  const [attempt, amountFen] = [payout.attempt + 1, Math.min(payout.amountFen, given.owedFen)];
  if (given.later !== null) return grant({ attempt, amountFen, before: given.later });
  if (amountFen <= 0) return refuse("payout-nothing-owed");
  if (!given.hasAccount) return refuse("payout-account-missing");
  if (!given.accountChanged && !given.sameAccount) return refuse("payout-account-unchanged");
  return grant({ attempt, amountFen, before: null });
}

/**
 * Public finance has paid one fund's share of a batch. `recorded` is what was recorded of it before: the same again is
 * `before`. Refuses `settlement-not-posted`, `funding-recorded`, `settlement-funded`, `funding-amount-differs`
 * (`expected` in yuan), `funding-without-reference`, `funding-day-in-future`, `funding-before-approval`.
 */
export function decideFunding(
  batch: { status: string; approvedOn: Day | null; expectedFen: Fen },
  given: { amountFen: Fen; paidOn: Day; reference: string },
  recorded: { amountFen: Fen; paidOn: Day; reference: string } | null,
  today: Day,
): Decision<{ before: boolean }> {
  if (batch.status === "draft" || batch.status === "checked") return refuse("settlement-not-posted");
  if (recorded) {
    const same =
      recorded.amountFen === given.amountFen &&
      recorded.paidOn === given.paidOn &&
      recorded.reference === given.reference.trim();
    return same ? grant({ before: true }) : refuse("funding-recorded", { on: recorded.paidOn });
  }
  if (batch.status !== "posted") return refuse("settlement-funded");
  if (given.amountFen !== batch.expectedFen) {
    return refuse("funding-amount-differs", { expectedFen: batch.expectedFen, expected: batch.expectedFen / 100 });
  }
  if (given.reference.trim() === "") return refuse("funding-without-reference");
  if (given.paidOn > today) return refuse("funding-day-in-future");
  if (batch.approvedOn !== null && given.paidOn < batch.approvedOn) {
    return refuse("funding-before-approval", { on: batch.approvedOn });
  }
  return grant({ before: false });
}

/** `FF202609-00001` (发放): counted from 1 within the month that is paid for. */
export const payoutNo = (month: Month, sequence: number): string =>
  numbered(`FF${month.replace("-", "")}`, sequence, 5);
/** `BF2026-0001` (拨付): files are counted within the year in which they are made. */
export const payoutFileNo = (year: string, sequence: number): string => numbered(`BF${year}`, sequence, 4);

function numbered(series: string, sequence: number, width: number): string {
  invariant(Number.isSafeInteger(sequence) && sequence >= 1, `counted from 1, got ${sequence}`);
  return `${series}-${String(sequence).padStart(width, "0")}`;
}

/** What waits to be sent, or came back: what a correction can withhold. */
export type Unsent = { id: string; amountFen: Fen; status: "ready" | "returned" };
export type Withheld = { id: string; amountFen: Fen; status: "ready" | "returned"; restFen: Fen };

/**
 * What a correction withholds of a bill's payouts that are not with the bank: of those that are ready first, in their
 * order, then of those that came back. `restFen` is what is left of each; untouched ones are not in the answer. More than
 * they hold was never made into payouts, and is not missed here.
 */
export function withholdFrom(unsent: readonly Unsent[], withheldFen: Fen): Withheld[] {
  let left = withheldFen;
  const order = [
    ...unsent.filter((one) => one.status === "ready"),
    ...unsent.filter((one) => one.status === "returned"),
  ];
  return order.flatMap((one) => {
    const taken = Math.min(one.amountFen, left);
    left -= taken;
    return taken > 0 ? [{ ...one, restFen: one.amountFen - taken }] : [];
  });
}

/** What a fund settles for a correction: all that the correction came to, once, on a day that can be. */
export function decideCorrectionFunding(
  expectedFen: Fen,
  given: { amountFen: Fen; paidOn: Day; reference: string },
  recorded: { amountFen: Fen; paidOn: Day; reference: string } | null,
  on: { postedOn: Day; today: Day },
): Decision<{ before: boolean }> {
  const batch = { status: "posted", approvedOn: on.postedOn, expectedFen };
  return decideFunding(batch, given, recorded, on.today);
}
