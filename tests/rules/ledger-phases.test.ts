import fc from "fast-check";
import { expect, test } from "vitest";
import { checkEntry, type Entry, requestHash, reversalOf } from "#lib/ledger/rules";
import { decidePosting, decideVoid, type Proposed, takeInOrder } from "#lib/ledger/rules-phases";
import { splitFen } from "#lib/money";
import {
  ANSWERS,
  type Answer,
  type Balances,
  type Books,
  firstDifference,
  type Op,
  steps,
} from "#tests/support/ledger-ops";

const leg = (account: Entry["legs"][number]["account"], amountFen: number) => ({
  account,
  personId: null,
  leaseId: null,
  amountFen,
});
const entryOf = (step: Extract<Op, { op: "enter" | "propose" }>): Entry => ({
  key: step.key,
  kind: "payment",
  month: "2026-09",
  effectiveOn: step.on,
  reason: "test",
  legs: [leg(step.to, step.amountFen), leg(step.from, -step.amountFen)],
});

/** The rules over plain maps: what the commands do, without a database. */
class MemoryBooks implements Books {
  private posted = new Map<string, Entry>();
  private proposals = new Map<string, Proposed>();
  private hashes = new Map<string, string>();

  async run(step: Op, crash: boolean): Promise<Answer | "crashed"> {
    const before = { posted: new Map(this.posted), proposals: new Map(this.proposals), hashes: new Map(this.hashes) };
    const answer = this.apply(step);
    if (!crash) return answer;
    Object.assign(this, before);
    return "crashed";
  }

  async balances(): Promise<Balances> {
    const sums: Balances = {};
    for (const { legs } of this.posted.values())
      for (const { account, amountFen } of legs) sums[account] = (sums[account] ?? 0) + amountFen;
    return Object.fromEntries(Object.entries(sums).filter(([, fen]) => fen !== 0));
  }

  private apply(step: Op): Answer {
    if (step.op === "enter" || step.op === "propose")
      return this.say(step.op, entryOf(step), "by" in step ? step.by : "");
    if (step.op === "reverse") return this.reverse(step);
    const proposed = this.proposals.get(step.key);
    if (!proposed) return "unknown";
    if (step.op === "void") {
      const decision = decideVoid(proposed, step.by, "no");
      if (!decision.ok) return ANSWERS[decision.reason] ?? "unknown";
      this.proposals.set(step.key, { ...proposed, outcome: "void" });
      return "done";
    }
    return this.post(step.key, proposed, step.by, step.amountFen ?? undefined);
  }

  private say(op: "enter" | "propose", entry: Entry, madeBy: string): Answer {
    const checked = checkEntry(entry);
    if (!checked.ok) return ANSWERS[checked.reason] ?? "unknown";
    const [hash, known] = [requestHash(entry), this.hashes.get(entry.key)];
    if (known !== undefined) return known === hash ? "before" : "used";
    this.hashes.set(entry.key, hash);
    if (op === "enter") this.posted.set(entry.key, entry);
    else this.proposals.set(entry.key, { entry, madeBy, outcome: null });
    return "done";
  }

  private post(key: string, proposed: Proposed, who: string, amountFen?: number): Answer {
    const decision = decidePosting(proposed, who, amountFen);
    if (!decision.ok) return ANSWERS[decision.reason] ?? "unknown";
    this.proposals.set(key, { ...proposed, outcome: "posted" });
    this.posted.set(key, decision.entry);
    return "done";
  }

  private reverse(step: Extract<Op, { op: "reverse" }>): Answer {
    const original = this.posted.get(step.key);
    if (!original) return "unknown";
    const made = reversalOf({ ...original, id: step.key }, { effectiveOn: step.on, reason: "x" });
    if (!made.ok) return ANSWERS[made.reason] ?? "unknown";
    const said = this.say("propose", made.entry, step.by);
    if (said === "used") return "used";
    const proposed = this.proposals.get(made.entry.key);
    return proposed ? this.post(made.entry.key, proposed, "second") : "unknown";
  }
}

test("any sequence of entries, proposals, approvals, rejections, reversals, retries and crashes ends as the plain model says", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (given) => {
      expect(await firstDifference(new MemoryBooks(), given)).toBeNull();
    }),
    { numRuns: 2000 },
  );
});

const proposal = (amountFen: number): Proposed => ({
  entry: entryOf({
    op: "propose",
    key: "hold",
    by: "anna",
    from: "bank",
    to: "tenant-credit",
    amountFen,
    on: "2026-09-01",
  }),
  madeBy: "anna",
  outcome: null,
});

test("a hold of 15 of which 13 is posted releases 2, and posting it again is refused", () => {
  const posted = decidePosting(proposal(15), "bo", 13);
  expect(posted).toMatchObject({ ok: true, releasedFen: 2, entry: { legs: [{ amountFen: 13 }, { amountFen: -13 }] } });
  expect(decidePosting({ ...proposal(15), outcome: "posted" }, "bo", 2)).toMatchObject({ reason: "proposal-decided" });
  expect(decidePosting(proposal(15), "bo", 16)).toMatchObject({
    reason: "proposal-amount-above",
    values: { heldFen: 15 },
  });
});

test("sources of 40, 40 and 21 asked for 100 give 40, 40 and 20; with 19 the whole group fails and nothing moves", () => {
  expect(takeInOrder([40, 40, 21], 100)).toEqual({ ok: true, taken: [40, 40, 20] });
  expect(takeInOrder([40, 40, 19], 100)).toEqual({
    ok: false,
    reason: "sources-too-small",
    values: { missingFen: 1, missing: 0.01 },
  });
});

test("what is taken sums to what was wanted, and no source gives more than it has", () => {
  const fen = fc.integer({ min: 0, max: 1_000_000 });
  fc.assert(
    fc.property(fc.array(fen, { maxLength: 6 }), fen, (sources, wanted) => {
      const decision = takeInOrder(sources, wanted);
      const has = sources.reduce((sum, one) => sum + one, 0);
      expect(decision.ok).toBe(has >= wanted);
      if (!decision.ok) return;
      expect(decision.taken.reduce((sum, one) => sum + one, 0)).toBe(wanted);
      for (const [index, part] of decision.taken.entries()) expect(part).toBeLessThanOrEqual(sources[index] ?? 0);
    }),
  );
});

test("1003 at 49:51 gives 491 and 512; 100.00 over three gives 33.33, 33.34 and 33.33 (MONEY: 5)", () => {
  expect(splitFen(1003, [49, 51])).toEqual([491, 512]);
  expect(splitFen(10000, [1, 1, 1])).toEqual([3333, 3334, 3333]);
});

test("nobody posts or rejects what they proposed, and a rejection says why", () => {
  expect(decidePosting(proposal(5), "anna")).toMatchObject({ reason: "maker-cannot-decide" });
  expect(decideVoid(proposal(5), "anna", "no")).toMatchObject({ reason: "maker-cannot-decide" });
  expect(decideVoid(proposal(5), "bo", " ")).toMatchObject({ reason: "reject-without-reason" });
});
