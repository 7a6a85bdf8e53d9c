import fc from "fast-check";
import type { Account } from "#lib/ledger/rules";

// What may happen to a ledger, and a model of it so plain that one sees it is right: both implementations (the pure
// rules in memory, the commands on a database) are run against the model, operation by operation.

const ACCOUNTS = ["bank", "tenant-receivable", "tenant-credit"] as const satisfies readonly Account[];
type Money = { from: Account; to: Account; amountFen: number; on: string };
export type Op =
  | ({ op: "enter"; key: string } & Money)
  | ({ op: "propose"; key: string; by: string } & Money)
  | { op: "post"; key: string; by: string; amountFen: number | null }
  | { op: "void"; key: string; by: string }
  | { op: "reverse"; key: string; by: string; on: string };
/** `crash`: all work of the operation is lost just before it would be kept. `retry`: it is asked for once more. */
export type Step = Op & { crash: boolean; retry: boolean };

const money = fc.record({
  from: fc.constantFrom(...ACCOUNTS),
  to: fc.constantFrom(...ACCOUNTS),
  // Mostly amounts that can be, some that cannot.
  amountFen: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 6 }) }, fc.constantFrom(0, 1.5)),
  on: fc.constantFrom("2026-09-01", "2026-09-02", "2026-09-03"),
});
const by = fc.constantFrom("anna", "bo", "chen");
const entered = fc.constantFrom("e0", "e1");
const proposed = fc.constantFrom("p0", "p1", "p2");
const amount = fc.option(fc.integer({ min: 0, max: 7 }), { freq: 2 });
const on = fc.constantFrom("2026-08-31", "2026-09-02", "2026-09-05");

const op: fc.Arbitrary<Op> = fc.oneof(
  fc.tuple(entered, money).map(([key, said]): Op => ({ op: "enter", key, ...said })),
  fc.tuple(proposed, by, money).map(([key, who, said]): Op => ({ op: "propose", key, by: who, ...said })),
  fc.tuple(proposed, by, amount).map(([key, who, fen]): Op => ({ op: "post", key, by: who, amountFen: fen })),
  fc.tuple(proposed, by).map(([key, who]): Op => ({ op: "void", key, by: who })),
  fc
    .tuple(fc.oneof(entered, proposed), by, on)
    .map(([key, who, day]): Op => ({ op: "reverse", key, by: who, on: day })),
);
export const steps = fc.array(
  fc.tuple(op, fc.boolean(), fc.boolean()).map(([one, crash, retry]): Step => ({ ...one, crash, retry })),
  { minLength: 3, maxLength: 14 },
);

/** What an operation answers: done, done before, or why not. */
export type Answer = "done" | "before" | "unknown" | "invalid" | "used" | "decided" | "own" | "amount" | "early";
export type Balances = Record<string, number>;
export type Books = { run(step: Op, crash: boolean): Promise<Answer | "crashed">; balances(): Promise<Balances> };

type Held = Money & { by: string; state: "pending" | "posted" | "void" };

/** The model: balances are added up by hand, and each rule is one line. */
export class NaiveBooks implements Books {
  private readonly held = new Map<string, Held>();
  private readonly reversed = new Map<string, string>();
  private readonly sums: Balances = {};

  async run(step: Op, crash: boolean): Promise<Answer | "crashed"> {
    return crash ? "crashed" : this.apply(step);
  }

  async balances(): Promise<Balances> {
    return Object.fromEntries(Object.entries(this.sums).filter(([, fen]) => fen !== 0));
  }

  private apply(step: Op): Answer {
    if (step.op === "enter" || step.op === "propose") return this.say(step);
    if (step.op === "reverse") return this.reverse(step.key, step.on);
    const held = this.held.get(step.key);
    if (!held) return "unknown";
    if (held.state !== "pending") return "decided";
    if (held.by === step.by) return "own";
    if (step.op === "void") {
      held.state = "void";
      return "done";
    }
    const amountFen = step.amountFen ?? held.amountFen;
    if (amountFen < 1 || amountFen > held.amountFen) return "amount";
    Object.assign(held, { state: "posted", amountFen });
    this.move(held.from, held.to, amountFen);
    return "done";
  }

  private readonly said = new Map<string, string>();

  private say(step: Extract<Op, { op: "enter" | "propose" }>): Answer {
    if (!(Number.isInteger(step.amountFen) && step.amountFen > 0)) return "invalid";
    const contents = [step.from, step.to, step.amountFen, step.on].join();
    const before = this.said.get(step.key);
    if (before !== undefined) return before === contents ? "before" : "used";
    this.said.set(step.key, contents);
    const { from, to, amountFen, on: day } = step;
    const state = step.op === "enter" ? "posted" : "pending";
    this.held.set(step.key, { from, to, amountFen, on: day, by: step.op === "enter" ? "system" : step.by, state });
    if (step.op === "enter") this.move(from, to, amountFen);
    return "done";
  }

  private reverse(key: string, day: string): Answer {
    const held = this.held.get(key);
    if (held?.state !== "posted") return "unknown";
    if (day < held.on) return "early";
    const before = this.reversed.get(key);
    if (before !== undefined) return before === day ? "decided" : "used";
    this.reversed.set(key, day);
    this.move(held.to, held.from, held.amountFen);
    return "done";
  }

  private move(from: string, to: string, fen: number): void {
    this.sums[to] = (this.sums[to] ?? 0) + fen;
    this.sums[from] = (this.sums[from] ?? 0) - fen;
  }
}

/** The refusals of the rules in the model's words. */
export const ANSWERS: Record<string, Answer> = {
  "entry-amount-zero": "invalid",
  "entry-amount-not-whole": "invalid",
  "entry-key-used": "used",
  "proposal-decided": "decided",
  "maker-cannot-decide": "own",
  "proposal-amount-wrong": "amount",
  "proposal-amount-above": "amount",
  "reversal-before-original": "early",
};

/** Runs the same steps through both and says where they first part. */
export async function firstDifference(real: Books, given: readonly Step[]): Promise<string | null> {
  const model = new NaiveBooks();
  for (const [index, { crash, retry, ...step }] of given.entries()) {
    for (const lost of retry ? [crash, false] : [crash]) {
      const [said, expected] = [await real.run(step, lost), await model.run(step, lost)];
      if (said !== expected) return `step ${index}: ${said}, the model says ${expected}`;
    }
  }
  const [has, should] = [await real.balances(), await model.balances()];
  const sorted = (sums: Balances) => JSON.stringify(Object.entries(sums).sort());
  if (sorted(has) !== sorted(should)) return `balances ${sorted(has)}, the model says ${sorted(should)}`;
  const sum = Object.values(has).reduce((total, fen) => total + fen, 0);
  return sum === 0 ? null : `${sum} fen over all accounts`;
}
