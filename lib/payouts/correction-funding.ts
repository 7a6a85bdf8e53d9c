import { desc, eq } from "drizzle-orm";
import { reader, transaction } from "#db/client";
import { corrections, fundings } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type CorrectionShare, correctionShares, spendOnCorrection } from "../budget/corrected.ts";
import { type FundName, fundsKnown } from "../budget/funds.ts";
import { type Day, dayAt, monthOf } from "../days.ts";
import { type Decision, grant, NotFound, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { postEntries } from "../ledger/commands.ts";
import { correctionFundingEntry } from "../ledger/rules-finance.ts";
import type { Fen } from "../money.ts";
import { decideCorrectionFunding } from "./rules.ts";

export type CorrectionFundingGiven = {
  correctionId: string;
  fund: string;
  /** Below zero where public finance took it back, usually out of its next payment. */
  amountFen: Fen;
  paidOn: Day;
  reference: string;
};

const sum = (shares: readonly CorrectionShare[]): Fen => shares.reduce((total, share) => total + share.fen, 0);

/**
 * A fund has settled what a posted correction changed: paid the rest, or taken back what was too much. The same again is
 * `before`. Refuses `funding-fund-unknown` and what `decideCorrectionFunding` does.
 */
export const recordCorrectionFunding = (
  actor: Actor,
  given: CorrectionFundingGiven,
  { now }: { now: Date },
): Promise<Decision<{ before: boolean }>> =>
  transaction(async (tx) => {
    authorize(actor, "settlement.fund");
    const { correctionId, fund, amountFen, paidOn } = given;
    const [correction] = await tx.select().from(corrections).where(eq(corrections.id, correctionId));
    if (!correction?.decidedAt || correction.status !== "posted") throw new NotFound();
    const shares = (await correctionShares(tx, correctionId)).filter((share) => share.fund === fund);
    const expectedFen = sum(shares);
    if (expectedFen === 0) return refuse("funding-fund-unknown");
    const recorded = await tx.select().from(fundings).where(eq(fundings.correctionId, correctionId));
    const before = recorded.find((one) => one.fund === fund) ?? null;
    const days = { postedOn: dayAt(correction.decidedAt), today: dayAt(now) };
    const decision = decideCorrectionFunding(expectedFen, given, before, days);
    if (!decision.ok || decision.before) return decision;
    const row = { id: newId(), correctionId, fund, amountFen, paidOn, reference: given.reference.trim() };
    await tx.insert(fundings).values({ ...row, recordedBy: actor.userId, recordedAt: now });
    const by = { by: actor.userId, now };
    const entry = correctionFundingEntry({ correctionId, fund, month: correction.month, paidOn, parts: shares });
    await postEntries(tx, [entry], { madeBy: actor.userId, now });
    await spendOnCorrection(tx, shares, paidOn, by);
    await audit(tx, actor, "settlement.fund", "correction", correctionId, now, { fund, amountFen, paidOn });
    return grant({ before: false });
  });

export type CorrectionToFund = {
  correctionId: string;
  no: string;
  fund: FundName;
  amountFen: Fen;
  postedAt: Date;
};

/** What corrections changed and public finance has not settled yet, the latest first. */
export async function correctionsToFund(actor: Actor, now = new Date()): Promise<CorrectionToFund[]> {
  authorize(actor, "payout.list");
  const db = await reader();
  const names = await fundsKnown(db, monthOf(dayAt(now)));
  const settled = new Set(
    (await db.select().from(fundings)).map((funding) => `${funding.correctionId} ${funding.fund}`),
  );
  const posted = await db
    .select()
    .from(corrections)
    .where(eq(corrections.status, "posted"))
    .orderBy(desc(corrections.decidedAt));
  const sums = Map.groupBy(await correctionShares(db), (share) => share.correctionId);
  return posted.flatMap(({ id, correctionNo, decidedAt }) =>
    [...Map.groupBy(sums.get(id) ?? [], (share) => share.fund)].flatMap(([fund, shares]) => {
      const amountFen = sum(shares);
      if (amountFen === 0 || settled.has(`${id} ${fund}`)) return [];
      const name = names.get(fund) ?? { id: fund, nameZh: fund, nameEn: fund };
      return [{ correctionId: id, no: correctionNo, fund: name, amountFen, postedAt: decidedAt ?? now }];
    }),
  );
}
