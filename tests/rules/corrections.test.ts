import fc from "fast-check";
import { expect, test } from "vitest";
import { contentHash, decideDiscard, decidePosting } from "#lib/corrections/rules";
import { type Difference, type Settled, settlePerson } from "#lib/corrections/rules-difference";
import { correctionEntry } from "#lib/corrections/rules-entries";
import { type Decide, type Decided, type Known, recount, type StandingBill } from "#lib/corrections/rules-recount";
import { addMonths, lastDay } from "#lib/days";
import { grant, refuse } from "#lib/errors";
import { checkEntry } from "#lib/ledger/rules";

const MOST = 4;

/** A scheme so plain that one sees what it grants: `amount` a month for four months, from those who are `in`. */
const decide: Decide = ({ rentFen, facts, monthsUsed, mode, grantedThisMonth, versions }) => {
  const amountFen = Number(facts.amount) * (versions.plain === "2" ? 2 : 1);
  const failed = [
    ...(facts.in === true ? [] : ["plain/part:in"]),
    ...((monthsUsed["plain/part"] ?? 0) < MOST ? [] : ["plain/part:months-used"]),
    ...(grantedThisMonth.has("plain/part") ? ["plain/part:granted-once-a-month"] : []),
  ];
  const subsidyFen = failed.length === 0 ? amountFen : 0;
  const offsetFen = mode === "directOffset" ? Math.min(subsidyFen, rentFen) : 0;
  const parts = subsidyFen > 0 ? [{ part: "plain/part", amountFen: subsidyFen }] : [];
  const eligible = parts.length > 0;
  const surplusFen = subsidyFen - offsetFen;
  return grant({ eligible, subsidyFen, offsetFen, surplusFen, carriedFen: 0, carried: {}, parts, failed });
};

type Change = Partial<StandingBill>;

/** A person's months as they were settled one after the other, each by what was known then. */
function settled(months: readonly Change[]): StandingBill[] {
  let used = 0;
  return months.map((change, index) => {
    const month = change.month ?? addMonths("2026-01", index);
    const bill: StandingBill = {
      billId: `b${index}`,
      billNo: `ZD-${index}`,
      personId: "p",
      leaseId: "l",
      month,
      fromOn: `${month}-01`,
      toOn: lastDay(month),
      rentFen: 1000,
      subsidyFen: 0,
      offsetFen: 0,
      surplusFen: 0,
      eligible: false,
      parts: [],
      facts: { in: true, amount: 600 },
      monthsUsed: { "plain/part": used },
      plan: "plain",
      versions: { plain: "1" },
      failed: [],
      mode: "directOffset",
      sequence: 0,
      ...change,
    };
    const decided = decide({ ...bill, grantedThisMonth: new Set() });
    if (!decided.ok) throw new Error(decided.reason);
    used += decided.parts.length;
    const { ok: _, ...amounts } = decided;
    return { ...bill, ...amounts };
  });
}

function recounted(bills: readonly StandingBill[], known: Record<string, Known>) {
  const again = recount(bills, new Map(Object.entries(known)), decide);
  if (!again.ok) throw new Error(again.reason);
  return again.lines.map(({ bill, after }) => [bill.month, after.rentFen, after.subsidyFen, after.surplusFen]);
}

test("a month of which nothing new is known stands as it is, even where today's rules would decide it otherwise", () => {
  const bills = settled([{}, {}, {}]).map((bill) => ({ ...bill, subsidyFen: 1, offsetFen: 1 }));
  expect(recounted(bills, {})).toEqual([]);
});

test("a month that is no longer granted gives a month back, and a later month that had run out is granted", () => {
  const bills = settled([{}, {}, {}, {}, {}, {}]);
  expect(bills.map((bill) => bill.subsidyFen)).toEqual([600, 600, 600, 600, 0, 0]);
  expect(recounted(bills, { b1: { facts: { in: false, amount: 600 } } })).toEqual([
    ["2026-02", 1000, 0, 0],
    ["2026-05", 1000, 600, 0],
  ]);
});

test("a month that is granted after all takes its month from the last that was granted", () => {
  const bills = settled([{ facts: { in: false, amount: 600 } }, {}, {}, {}, {}]);
  expect(recounted(bills, { b0: { facts: { in: true, amount: 600 } } })).toEqual([
    ["2026-01", 1000, 600, 0],
    ["2026-05", 1000, 0, 0],
  ]);
});

test("months that wait in a batch are used, so that a correction never grants one too many", () => {
  const bills = settled([{ facts: { in: false, amount: 600 } }, {}, {}, {}]);
  const known = new Map([["b0", { facts: { in: true, amount: 600 } }]]);
  const again = recount(bills, known, decide, { "plain/part": 1 });
  expect(again).toMatchObject({ ok: true, lines: [{ bill: { month: "2026-01" } }, { bill: { month: "2026-04" } }] });
});

test("a bill of which no day is left is granted nothing, and the month goes to the person's other room", () => {
  const bills = settled([{ rentFen: 500 }, { month: "2026-01", rentFen: 500 }]).map((bill, index) =>
    index === 0
      ? bill
      : { ...bill, subsidyFen: 0, offsetFen: 0, parts: [], eligible: false, monthsUsed: { "plain/part": 0 } },
  );
  expect(recounted(bills, { b0: { rentFen: 0, toOn: "2025-12-20" } })).toEqual([
    ["2026-01", 0, 0, 0],
    ["2026-01", 500, 600, 100],
  ]);
});

test("a month that only recounting reaches is decided by its own version: a reform does not leak into it", () => {
  const bills = settled([{ versions: { plain: "1" } }, {}, {}, {}, {}]);
  const known = { b0: { facts: { in: false, amount: 600 } }, b1: { versions: { plain: "2" } } };
  expect(recounted(bills, known)).toEqual([
    ["2026-01", 1000, 0, 0],
    ["2026-02", 1000, 1200, 200],
    ["2026-05", 1000, 600, 0],
  ]);
});

test("what a scheme refuses is said with the month it refused for", () => {
  const again = recount(settled([{}, {}]), new Map([["b1", { rentFen: 900 }]]), () => refuse("scheme-no-value"));
  expect(again).toEqual({ ok: false, reason: "scheme-no-value", values: { month: "2026-02" } });
});

test("a month that comes out the same is kept where it is decided by other facts, so that the next correction knows them", () => {
  const bills = settled([{ facts: { in: false, amount: 600 } }]);
  expect(recounted(bills, { b0: { facts: { in: false, amount: 700 } } })).toEqual([["2026-01", 1000, 0, 0]]);
  expect(recounted(bills, { b0: { versions: { plain: "2" } } })).toEqual([]);
});

const rent = (rentFen: number, subsidyFen: number, offsetFen = Math.min(rentFen, subsidyFen)) => ({
  rentFen,
  subsidyFen,
  offsetFen,
  surplusFen: subsidyFen - offsetFen,
});
const NOTHING = rent(0, 0);
let made = 0;
const difference = (change: Partial<Difference>): Difference => ({
  lineId: `c${++made}`,
  month: "2026-03",
  before: NOTHING,
  after: NOTHING,
  unpaidSurplusFen: 0,
  ...change,
});
const moved = ({ lineId: _, carried, ...settledLine }: Settled) => ({
  ...Object.fromEntries(Object.entries(settledLine).filter(([, fen]) => fen !== 0)),
  ...(Object.keys(carried).length > 0 ? { carried } : {}),
});

test("a master who had left gets the 350 back that they paid, and public finance its 1100", () => {
  const { lines } = settlePerson([difference({ before: rent(145000, 110000) })]);
  expect(lines.map(moved)).toEqual([{ rentFen: -145000, subsidyFen: -110000, creditFen: 35000 }]);
});

test("a doctor who had left owes the 150 that were paid out; where they were not paid out yet, nobody owes anything", () => {
  const before = rent(145000, 160000);
  const paid = settlePerson([difference({ before })]);
  expect(paid.lines.map(moved)).toEqual([{ rentFen: -145000, subsidyFen: -160000, claimFen: 15000 }]);
  expect(paid.claimFen).toBe(15000);
  const unpaid = settlePerson([difference({ before, unpaidSurplusFen: 15000 })]);
  expect(unpaid.lines.map(moved)).toEqual([{ rentFen: -145000, subsidyFen: -160000, withheldFen: 15000 }]);
});

test("paid in cash, the rent that comes back nets the support that goes back: only 150 are owed", () => {
  const { lines, claimFen } = settlePerson([difference({ before: rent(145000, 160000, 0) })]);
  expect(lines.map(moved)).toEqual([{ rentFen: -145000, subsidyFen: -160000, claimFen: 15000 }]);
  expect(claimFen).toBe(15000);
});

test("support that was wrongly granted is claimed; rent that was billed too little is charged", () => {
  const wrong = settlePerson([difference({ before: rent(145000, 110000), after: rent(145000, 0) })]);
  expect(wrong.lines.map(moved)).toEqual([{ subsidyFen: -110000, claimFen: 110000 }]);
  const low = settlePerson([difference({ before: rent(145000, 80000), after: rent(150000, 70000) })]);
  expect(low.lines.map(moved)).toEqual([{ rentFen: 5000, subsidyFen: -10000, chargeFen: 5000, claimFen: 10000 }]);
});

test("support granted too little is the tenant's credit, what is above the rent is paid out", () => {
  const { lines } = settlePerson([difference({ before: rent(145000, 110000), after: rent(145000, 160000) })]);
  expect(lines.map(moved)).toEqual([{ subsidyFen: 50000, creditFen: 35000, payoutFen: 15000 }]);
});

test("what one month gives back nets what another claims, so that nobody gets money and owes it at once", () => {
  const { lines, claimFen } = settlePerson([
    difference({ month: "2026-06", before: rent(145000, 110000), after: rent(145000, 0) }),
    difference({ month: "2026-03", before: rent(145000, 0), after: rent(145000, 80000) }),
  ]);
  expect(lines.map(moved)).toEqual([
    { subsidyFen: 80000, setOffFen: 80000 },
    { subsidyFen: -110000, claimFen: 110000 },
  ]);
  expect(claimFen).toBe(30000);
});

test("support granted anew first clears what an earlier correction claims; rent that comes back does not", () => {
  const open = [
    { clawbackId: "old", restFen: 30000 },
    { clawbackId: "new", restFen: 90000 },
  ];
  const support = settlePerson([difference({ before: rent(145000, 0), after: rent(145000, 110000) })], open);
  expect(support.lines.map(moved)).toEqual([{ subsidyFen: 110000, clearedFen: 110000 }]);
  expect(support.cleared).toEqual([
    { clawbackId: "old", amountFen: 30000 },
    { clawbackId: "new", amountFen: 80000 },
  ]);
  const less = settlePerson([difference({ before: rent(145000, 0), after: rent(100000, 0) })], open);
  expect(less.lines.map(moved)).toEqual([{ rentFen: -45000, creditFen: 45000 }]);
});

const fen = fc.integer({ min: 0, max: 2000 });
const amounts = fc
  .tuple(fen, fen, fc.boolean())
  .map(([rentFen, subsidyFen, cash]) => rent(rentFen, subsidyFen, cash ? 0 : undefined));
const differences = fc.array(
  fc
    .tuple(amounts, amounts, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(5))
    .map(([before, after, share, month]) =>
      difference({
        before,
        after,
        unpaidSurplusFen: Math.floor(before.surplusFen * share),
        month: `2026-0${month + 1}`,
      }),
    ),
  { minLength: 1, maxLength: 6 },
);
const claims = fc.array(
  fc.integer({ min: 1, max: 2000 }).map((restFen) => ({ clawbackId: `k${restFen}`, restFen })),
  { maxLength: 2 },
);

test("whatever differs, every fen is owed to somebody once: entries balance, and nobody gets and owes at once", () => {
  fc.assert(
    fc.property(differences, claims, (given, open) => {
      const { lines, cleared, claimFen } = settlePerson(given, open);
      const total = (pick: (line: Settled) => number) => lines.reduce((sum, line) => sum + pick(line), 0);
      for (const line of lines) {
        const party = {
          leaseId: "l",
          personId: "p",
          month: "2026-09",
          effectiveOn: "2026-03-01",
          reason: "x",
          settlesId: null,
        };
        const entry = correctionEntry(party, line);
        if (entry) expect(checkEntry(entry)).toMatchObject({ ok: true });
        for (const [name, moves] of Object.entries(line)) {
          if (typeof moves === "number" && name !== "rentFen" && name !== "subsidyFen")
            expect(moves).toBeGreaterThanOrEqual(0);
        }
      }
      const gets = total((line) => line.creditFen);
      if (claimFen > 0) expect(gets + total((line) => line.payoutFen)).toBe(0);
      expect(claimFen).toBeGreaterThanOrEqual(0);
      expect(cleared.reduce((sum, one) => sum + one.amountFen, 0)).toBe(total((line) => line.clearedFen));
      const owes = given.reduce(
        (sum, { before, after }) => sum + after.rentFen - before.rentFen - (after.subsidyFen - before.subsidyFen),
        0,
      );
      const withheld = total((line) => line.withheldFen);
      const out = gets + total((line) => line.payoutFen) + total((line) => line.clearedFen);
      expect(total((line) => line.chargeFen) + claimFen + withheld - out).toBe(owes);
    }),
    { numRuns: 500 },
  );
});

type Event =
  | { kind: "fact"; month: number; facts: { in: boolean; amount: number } }
  | { kind: "left"; month: number; rentFen: number }
  | { kind: "reform" }
  | { kind: "correct" };
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    kind: fc.constant("fact" as const),
    month: fc.nat(6),
    facts: fc.record({ in: fc.boolean(), amount: fc.constantFrom(300, 600, 1100) }),
  }),
  fc.record({ kind: fc.constant("left" as const), month: fc.nat(6), rentFen: fc.constantFrom(0, 400) }),
  fc.constant({ kind: "reform" as const }),
  fc.constant({ kind: "correct" as const }),
);

test("facts, leavers, reforms and corrections in any order end as if everything had been known from the beginning", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ in: fc.boolean(), amount: fc.constantFrom(300, 600, 1100) }), {
        minLength: 1,
        maxLength: 7,
      }),
      fc.constantFrom("directOffset" as const, "cashToPerson" as const),
      fc.array(event, { minLength: 1, maxLength: 8 }),
      (months, mode, events) => {
        let standing = settled(months.map((facts) => ({ facts, mode })));
        const first = standing;
        let known = new Map<string, Known>();
        const learn = (month: number, news: Known) => {
          const billId = `b${month}`;
          if (month < months.length) known.set(billId, { ...known.get(billId), ...news });
        };
        const truth = new Map<string, Known>();
        const owed = { rentFen: 0, subsidyFen: 0, nets: 0 };
        const correct = () => {
          const again = recount(standing, known, decide);
          if (!again.ok) throw new Error(again.reason);
          const given = again.lines.map(({ bill, after }) => difference({ month: bill.month, before: bill, after }));
          for (const line of settlePerson(given).lines) {
            owed.rentFen += line.rentFen;
            owed.subsidyFen += line.subsidyFen;
            owed.nets += line.chargeFen + line.claimFen - line.creditFen - line.payoutFen - line.setOffFen;
          }
          const after = new Map<string, Decided>(again.lines.map((line) => [line.bill.billId, line.after]));
          // Versions are kept apart from lines: a reform that changed nothing in a month holds there too.
          standing = standing.map((bill) => ({
            ...bill,
            ...after.get(bill.billId),
            versions: known.get(bill.billId)?.versions ?? bill.versions,
          }));
          known = new Map();
        };
        for (const one of events) {
          if (one.kind === "correct") correct();
          else if (one.kind === "reform") {
            for (const [index] of months.entries()) learn(index, { versions: { plain: "2" } });
            for (const bill of first) truth.set(bill.billId, { ...truth.get(bill.billId), versions: { plain: "2" } });
          } else {
            const news: Known = one.kind === "fact" ? { facts: one.facts } : { rentFen: one.rentFen };
            learn(one.month, news);
            if (one.month < months.length) truth.set(`b${one.month}`, { ...truth.get(`b${one.month}`), ...news });
          }
        }
        correct();
        // The model: every month decided once, in order, by all that is known.
        let used = 0;
        const model = first.map((bill) => {
          const { rentFen, facts, versions } = { ...bill, ...truth.get(bill.billId) };
          const asked = {
            ...bill,
            rentFen,
            facts,
            versions,
            monthsUsed: { "plain/part": used },
            grantedThisMonth: new Set<string>(),
          };
          const decided = rentFen === 0 ? null : decide(asked);
          const [subsidyFen, offsetFen] = decided?.ok ? [decided.subsidyFen, decided.offsetFen] : [0, 0];
          if (subsidyFen > 0) used += 1;
          return { rentFen, subsidyFen, offsetFen };
        });
        expect(standing.map(({ rentFen, subsidyFen, offsetFen }) => ({ rentFen, subsidyFen, offsetFen }))).toEqual(
          model,
        );
        const sum = (rows: readonly { rentFen: number; subsidyFen: number }[], name: "rentFen" | "subsidyFen") =>
          rows.reduce((total, row) => total + row[name], 0);
        expect(owed.rentFen).toBe(sum(model, "rentFen") - sum(first, "rentFen"));
        expect(owed.subsidyFen).toBe(sum(model, "subsidyFen") - sum(first, "subsidyFen"));
        expect(owed.nets).toBe(owed.rentFen - owed.subsidyFen);
      },
    ),
    { numRuns: 1000 },
  );
});

const draft = { status: "draft" as const, madeBy: "anna", contentHash: "h" };
const asShown = { seenHash: "h", freshHash: "h" };

test("a correction is posted once, by somebody else than who made it, as it was shown and as it still comes out", () => {
  expect(decidePosting(draft, "bo", asShown)).toMatchObject({ ok: true });
  expect(decidePosting(draft, "anna", asShown)).toMatchObject({ reason: "maker-cannot-decide" });
  expect(decidePosting(draft, "bo", { ...asShown, seenHash: "other" })).toMatchObject({ reason: "correction-changed" });
  expect(decidePosting(draft, "bo", { ...asShown, freshHash: "other" })).toMatchObject({ reason: "correction-stale" });
  expect(decidePosting({ ...draft, status: "posted" }, "bo", asShown)).toMatchObject({ reason: "correction-decided" });
  expect(decideDiscard(draft, " ")).toMatchObject({ reason: "discard-without-reason" });
  expect(decideDiscard({ ...draft, status: "posted" }, "x")).toMatchObject({ reason: "correction-decided" });
});

test("the hash of a correction changes with every amount, part and fact, and not with the order of its lines", () => {
  const line = { ...lineOf(rent(1, 1), rent(1, 0)), billId: "a", toOn: null, parts: [], facts: { in: true } };
  const other = { ...line, billId: "b" };
  const hash = contentHash({ cause: "byHand" }, [line, other]);
  expect(contentHash({ cause: "byHand" }, [other, line])).toBe(hash);
  for (const change of [
    lineOf(rent(1, 1), rent(2, 0)),
    lineOf(rent(2, 1), rent(1, 0)),
    { toOn: "2026-03-01" },
    { parts: [{ part: "x/y", amountFen: 1 }] },
    { facts: { in: false } },
  ]) {
    expect(contentHash({ cause: "byHand" }, [{ ...line, ...change }, other])).not.toBe(hash);
  }
  expect(contentHash({ cause: "lateFact" }, [line, other])).not.toBe(hash);
});

type Four = ReturnType<typeof rent>;
const lineOf = (before: Four, after: Four) => ({
  rentBeforeFen: before.rentFen,
  rentAfterFen: after.rentFen,
  subsidyBeforeFen: before.subsidyFen,
  subsidyAfterFen: after.subsidyFen,
  offsetBeforeFen: before.offsetFen,
  offsetAfterFen: after.offsetFen,
  surplusBeforeFen: before.surplusFen,
  surplusAfterFen: after.surplusFen,
});
