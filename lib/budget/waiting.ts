import { and, asc, eq, isNull } from "drizzle-orm";
import { ledgerDecisions, ledgerProposals } from "#db/schema";
import { monthOf } from "../days.ts";
import type { WaitingSource } from "../desk/waiting.ts";
import { appropriationIn } from "../ledger/rules-finance.ts";
import { fundsKnown } from "./funds.ts";

/** Budgets that somebody proposed and another officer has to decide. */
export const waitingBudgets: WaitingSource = async (db, actor) => {
  const rows = await db
    .select({ proposal: ledgerProposals })
    .from(ledgerProposals)
    .leftJoin(ledgerDecisions, eq(ledgerDecisions.proposalId, ledgerProposals.id))
    .where(and(eq(ledgerProposals.kind, "budget"), isNull(ledgerDecisions.proposalId)))
    .orderBy(asc(ledgerProposals.madeAt));
  const names = rows.length > 0 ? await fundsKnown(db, monthOf(rows[0]?.proposal.effectiveOn ?? "")) : new Map();
  return rows.map(({ proposal }) => {
    const said = appropriationIn(proposal.legs as Parameters<typeof appropriationIn>[0]);
    return {
      kind: "budget" as const,
      id: proposal.id,
      href: `/officer/budget?year=${said.year}`,
      values: { year: String(said.year), fund: names.get(said.fund)?.nameZh ?? said.fund },
      amountFen: said.amountFen,
      since: proposal.madeAt,
      byId: proposal.madeBy,
      mine: actor.role === "officer" && proposal.madeBy !== actor.userId,
    };
  });
};
