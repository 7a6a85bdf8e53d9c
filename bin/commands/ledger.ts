import { parseArgs } from "node:util";
import { system } from "#lib/actor";
import { isMonth } from "#lib/days";
import { trialBalanceFor } from "#lib/ledger/queries";
import { type Account, accounts } from "#lib/ledger/rules";
import { accountStatement, LEGS_PER_PAGE, latestLedgerMonth } from "#lib/ledger/statement";
import { Failed, UsageError } from "../failures.ts";

const yuan = (fen: number): string => (fen / 100).toFixed(2).padStart(16);

/** Prints the trial balance, or an account's statement of one month (the latest unless one is named), in yuan. */
export async function run(args: string[]): Promise<void> {
  const [code, month, ...more] = parseArgs({ args, options: {}, allowPositionals: true }).positionals;
  if (more.length > 0) throw new UsageError("ledger takes an account and a month at most");
  if (month !== undefined && !isMonth(month)) throw new UsageError(`"${month}" is not a month; write it as 2026-09`);
  if (code === undefined) return trial();
  const account = accounts.find((one) => one.code === code)?.code;
  if (!account) {
    throw new UsageError(`there is no account "${code}"; there are ${accounts.map((one) => one.code).join(", ")}`);
  }
  const shown = month ?? (await latestLedgerMonth(system));
  if (shown === null) process.stdout.write("Nothing is booked yet.\n");
  else await statement(account, shown);
}

async function trial(): Promise<void> {
  const { rows, sumFen } = await trialBalanceFor(system);
  const line = (name: string, debit: number, credit: number, balance: number) =>
    process.stdout.write(`${name.padEnd(28)}${yuan(debit)}${yuan(credit)}${yuan(balance)}\n`);
  process.stdout.write(
    `${"account".padEnd(28)}${"debit".padStart(16)}${"credit".padStart(16)}${"balance".padStart(16)}\n`,
  );
  for (const row of rows) line(row.account, row.debitFen, row.creditFen, row.balanceFen);
  const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + pick(row), 0);
  line(
    "sum",
    sum((row) => row.debitFen),
    sum((row) => row.creditFen),
    sumFen,
  );
  if (sumFen !== 0) throw new Failed(`The books are off by ${sumFen} fen.`);
}

async function statement(account: Account, month: string): Promise<void> {
  const first = await accountStatement(system, account, { month });
  process.stdout.write(`${account}, ${month}\n${"opening".padEnd(52)}${yuan(first.openingFen)}\n`);
  for (let page = 1; page <= Math.ceil(first.legs / LEGS_PER_PAGE); page++) {
    const { lines } = await accountStatement(system, account, { month, page });
    for (const { on, kind, entryId, amountFen, balanceFen } of lines) {
      process.stdout.write(`${on}  ${kind.padEnd(18)}${entryId} ${yuan(amountFen)}${yuan(balanceFen)}\n`);
    }
  }
  process.stdout.write(`${"closing".padEnd(52)}${yuan(first.closingFen)}\n`);
}
