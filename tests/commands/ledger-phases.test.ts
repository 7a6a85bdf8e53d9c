import { asc, eq, like, sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Writer } from "#db/client";
import { creditMoves, ledgerDecisions, ledgerEntries, ledgerLegs, ledgerProposals } from "#db/schema";
import { BrokenInvariant, NotFound } from "#lib/errors";
import { postEntries } from "#lib/ledger/commands";
import { postProposal, proposeEntry, proposeReversal, voidProposal } from "#lib/ledger/proposals";
import { ledgerFacts } from "#lib/ledger/queries";
import type { Entry } from "#lib/ledger/rules";
import { freshDatabase } from "#tests/support/database";
import {
  ANSWERS,
  type Answer,
  type Balances,
  type Books,
  firstDifference,
  type Op,
  steps,
} from "#tests/support/ledger-ops";
import { NOW } from "#tests/support/world";

const db = freshDatabase();
class Crash extends Error {}

/** The commands on the database; `world` sets one sequence's keys and money apart from another's. */
class DatabaseBooks implements Books {
  private readonly world: string;
  constructor(world: string) {
    this.world = world;
  }

  async run(step: Op, crash: boolean): Promise<Answer | "crashed"> {
    try {
      return await db().transaction(async (tx) => {
        const answer = await this.apply(tx, step);
        if (crash) throw new Crash();
        return answer;
      });
    } catch (error) {
      if (error instanceof Crash) return "crashed";
      if (error instanceof BrokenInvariant) {
        if (crash) return "crashed";
        return error.message.includes("other contents") ? "used" : "invalid";
      }
      throw error;
    }
  }

  async balances(): Promise<Balances> {
    const rows = await db()
      .reader.select({ account: ledgerLegs.account, fen: sql<number>`sum(${ledgerLegs.amountFen})`.mapWith(Number) })
      .from(ledgerLegs)
      .where(eq(ledgerLegs.personId, this.world))
      .groupBy(ledgerLegs.account);
    return Object.fromEntries(rows.filter((row) => row.fen !== 0).map((row) => [row.account, row.fen]));
  }

  private key(name: string): string {
    return `${this.world}:${name}`;
  }

  private entryOf(step: Extract<Op, { op: "enter" | "propose" }>): Entry {
    const leg = (account: Entry["legs"][number]["account"], amountFen: number) => ({
      account,
      personId: this.world,
      leaseId: "lease",
      amountFen,
    });
    return {
      key: this.key(step.key),
      kind: "payment",
      month: "2026-09",
      effectiveOn: step.on,
      reason: "test",
      legs: [leg(step.to, step.amountFen), leg(step.from, -step.amountFen)],
    };
  }

  private async apply(tx: Writer, step: Op): Promise<Answer> {
    if (step.op === "enter") {
      const known = await tx.$count(ledgerEntries, eq(ledgerEntries.key, this.key(step.key)));
      await postEntries(tx, [this.entryOf(step)], { madeBy: "system", now: NOW });
      return known > 0 ? "before" : "done";
    }
    if (step.op === "propose") {
      const made = await proposeEntry(tx, this.entryOf(step), { by: step.by, now: NOW });
      return made.ok ? (made.before ? "before" : "done") : (ANSWERS[made.reason] ?? "unknown");
    }
    if (step.op === "reverse") return this.reverse(tx, step);
    const id = await this.proposalId(tx, this.key(step.key));
    if (id === null) return "unknown";
    const given = { by: step.by, now: NOW };
    const decided =
      step.op === "void"
        ? await voidProposal(tx, id, { ...given, reason: "no" })
        : await postProposal(tx, id, { ...given, amountFen: step.amountFen ?? undefined });
    return decided.ok ? "done" : (ANSWERS[decided.reason] ?? "unknown");
  }

  private async reverse(tx: Writer, step: Extract<Op, { op: "reverse" }>): Promise<Answer> {
    const [original] = await tx
      .select()
      .from(ledgerEntries)
      .where(eq(ledgerEntries.key, this.key(step.key)));
    if (!original) return "unknown";
    const given = { by: step.by, now: NOW, effectiveOn: step.on, reason: "x" };
    const made = await proposeReversal(tx, original.id, given);
    if (!made.ok) return ANSWERS[made.reason] ?? "unknown";
    const decided = await postProposal(tx, made.proposalId, { by: "second", now: NOW });
    return decided.ok ? "done" : (ANSWERS[decided.reason] ?? "unknown");
  }

  private async proposalId(tx: Writer, key: string): Promise<string | null> {
    const [row] = await tx.select().from(ledgerProposals).where(eq(ledgerProposals.key, key));
    return row?.id ?? null;
  }
}

test("on a database too, any sequence of operations, retries and crashes ends as the plain model says", async () => {
  let worlds = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (given) => {
      expect(await firstDifference(new DatabaseBooks(`w${++worlds}`), given)).toBeNull();
    }),
    { numRuns: 120 },
  );
  const wrong = (await ledgerFacts()).filter(({ ok, name }) => !ok && !name.includes("agree"));
  expect(wrong).toEqual([]);
});

const entry = (key: string, amountFen: number): Entry => ({
  key,
  kind: "refund",
  month: "2026-09",
  effectiveOn: "2026-09-05",
  reason: "test",
  legs: [
    { account: "tenant-credit", personId: "p", leaseId: "l", amountFen },
    { account: "bank", personId: "p", leaseId: "l", amountFen: -amountFen },
  ],
});
const within = <T>(work: (tx: Writer) => Promise<T>) => db().transaction(work);
const propose = (key: string, fen: number) =>
  within((tx) => proposeEntry(tx, entry(key, fen), { by: "anna", now: NOW }));

test("a hold of 15 of which 13 is posted releases 2: three rows say so, and posting again is refused", async () => {
  const made = await propose("hold", 15);
  if (!made.ok) throw new Error(made.reason);
  const post = () => within((tx) => postProposal(tx, made.proposalId, { by: "bo", now: NOW, amountFen: 13 }));
  expect(await post()).toMatchObject({ ok: true, releasedFen: 2 });
  expect(await post()).toMatchObject({ ok: false, reason: "proposal-decided" });
  const [decision] = await db()
    .reader.select()
    .from(ledgerDecisions)
    .where(eq(ledgerDecisions.proposalId, made.proposalId));
  expect(decision).toMatchObject({ outcome: "posted", releasedFen: 2, decidedBy: "bo" });
  const [posted] = await db().reader.select().from(ledgerEntries).where(eq(ledgerEntries.key, "hold"));
  expect(posted).toMatchObject({ madeBy: "anna", approvedBy: "bo" });
});

test("a proposal that does not balance burns no key, and the same key with other contents is refused", async () => {
  const crooked = entry("burned", 5);
  crooked.legs = crooked.legs.slice(0, 1);
  const tried = await within((tx) => proposeEntry(tx, crooked, { by: "anna", now: NOW }));
  expect(tried).toMatchObject({ reason: "entry-too-few-legs" });
  expect(await propose("burned", 5)).toMatchObject({ ok: true, before: false });
  expect(await propose("burned", 5)).toMatchObject({ ok: true, before: true });
  expect(await propose("burned", 6)).toMatchObject({ ok: false, reason: "entry-key-used" });
  expect(await propose("hold", 6)).toMatchObject({ ok: false, reason: "entry-key-used" });
});

test("two who decide at once decide once", async () => {
  const made = await propose("race", 5);
  if (!made.ok) throw new Error(made.reason);
  const both = await Promise.all([
    within((tx) => postProposal(tx, made.proposalId, { by: "bo", now: NOW })),
    within((tx) => voidProposal(tx, made.proposalId, { by: "chen", now: NOW, reason: "no" })),
  ]);
  expect(both.map((one) => one.ok).sort()).toEqual([false, true]);
});

test("an entry is reversed once, on a stated day that is not before it, and by two people", async () => {
  const [posted] = await db().reader.select().from(ledgerEntries).where(eq(ledgerEntries.key, "hold"));
  const id = posted?.id ?? "";
  const reverse = (effectiveOn: string, by = "anna") =>
    within((tx) => proposeReversal(tx, id, { by, now: NOW, effectiveOn, reason: "wrong person" }));
  expect(await reverse("2026-09-04")).toMatchObject({ reason: "reversal-before-original" });
  const made = await reverse("2026-09-05");
  if (!made.ok) throw new Error(made.reason);
  expect(await reverse("2026-09-06")).toMatchObject({ reason: "entry-key-used" });
  const own = await within((tx) => postProposal(tx, made.proposalId, { by: "anna", now: NOW }));
  expect(own).toMatchObject({ reason: "maker-cannot-decide" });
  const part = await within((tx) => postProposal(tx, made.proposalId, { by: "bo", now: NOW, amountFen: 3 }));
  expect(part).toMatchObject({ reason: "proposal-amount-wrong" });
  expect(await within((tx) => postProposal(tx, made.proposalId, { by: "bo", now: NOW }))).toMatchObject({ ok: true });
  await expect(
    within((tx) => proposeReversal(tx, "nowhere", { by: "a", now: NOW, effectiveOn: "2026-09-05", reason: "x" })),
  ).rejects.toThrow(NotFound);
  expect((await ledgerFacts()).find((one) => one.name === "reversals and approvals hold")?.ok).toBe(true);
});

test("the database itself refuses to change or remove what was proposed, decided or moved, and a maker who decides", async () => {
  const [proposal] = await db().reader.select().from(ledgerProposals).where(like(ledgerProposals.key, "hold")).limit(1);
  for (const table of [ledgerProposals, ledgerDecisions]) {
    await expect(within((tx) => tx.delete(table))).rejects.toThrow();
  }
  await expect(within((tx) => tx.update(ledgerProposals).set({ reason: "other" }))).rejects.toThrow();
  await expect(within((tx) => tx.update(ledgerDecisions).set({ reason: "other" }))).rejects.toThrow();
  const open = await propose("own", 5);
  if (!open.ok) throw new Error(open.reason);
  const own = { proposalId: open.proposalId, outcome: "void" as const, releasedFen: 5, reason: "x", decidedBy: "anna" };
  await expect(within((tx) => tx.insert(ledgerDecisions).values({ ...own, decidedAt: NOW }))).rejects.toThrow();
  expect(proposal?.madeBy).toBe("anna");
  expect(await db().reader.select().from(creditMoves).orderBy(asc(creditMoves.id))).toEqual([]);
});
