import { inArray } from "drizzle-orm";
import type { HealthFact, Reader } from "#db/client";
import { budgetMoves, ledgerLegs } from "#db/schema";
import { fact } from "../ledger/facts.ts";
import { fundOf } from "../ledger/rules-finance.ts";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";

const ACCOUNTS = ["budget-authority", "budget-appropriated", "budget-committed", "budget-spent"] as const;

/** By fund and year, the budget's moves are what the ledger's four budget accounts hold. */
export async function budgetAgrees(db: Reader): Promise<HealthFact> {
  const moves = await db
    .select({
      fund: budgetMoves.fund,
      year: budgetMoves.year,
      kind: budgetMoves.kind,
      fen: sumFen(budgetMoves.amountFen),
    })
    .from(budgetMoves)
    .groupBy(budgetMoves.fund, budgetMoves.year, budgetMoves.kind);
  const legs = await db
    .select({ account: ledgerLegs.account, fund: ledgerLegs.fund, fen: sumFen(ledgerLegs.amountFen) })
    .from(ledgerLegs)
    .where(inArray(ledgerLegs.account, [...ACCOUNTS]))
    .groupBy(ledgerLegs.account, ledgerLegs.fund);
  const said = new Map<string, { appropriated: Fen; committed: Fen; spent: Fen }>();
  for (const { fund, year, kind, fen } of moves) {
    const name = fundOf(fund, year);
    said.set(name, { appropriated: 0, committed: 0, spent: 0, ...said.get(name), [kind]: fen });
  }
  const held = new Map(legs.map(({ account, fund, fen }) => [`${fund} ${account}`, fen]));
  const wrong: string[] = [];
  for (const [fund, { appropriated, committed, spent }] of said) {
    const should = [-appropriated, appropriated - committed, committed - spent, spent];
    const has = ACCOUNTS.map((account) => held.get(`${fund} ${account}`) ?? 0);
    if (should.some((fen, at) => fen !== has[at])) wrong.push(fund);
    for (const account of ACCOUNTS) held.delete(`${fund} ${account}`);
  }
  for (const [name, fen] of held) if (fen !== 0) wrong.push(name);
  return fact("budgets agree with the ledger", wrong, `${said.size} funds by year`);
}
