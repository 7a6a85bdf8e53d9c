import { and, eq, inArray } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { ledgerEntries, ledgerLegs, people } from "#db/schema";
import { draftCorrection } from "#lib/corrections/commands";
import type { CorrectionGiven } from "#lib/corrections/rules";
import { standingBills } from "#lib/corrections/standing";
import { daysInMonth, monthsBetween } from "#lib/days";
import { newId } from "#lib/ids";
import { checkOut } from "#lib/leases/commands";
import { decideOffset, factsIn } from "#lib/subsidy/rules-decision";
import type { Facts } from "#lib/subsidy/rules-facts";
import { schemeAt } from "#lib/subsidy/versions";
import { readScheme } from "#seeds/schemes";
import { correcting, MAY, publishRentAmounts } from "#tests/support/corrections";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { type Officers, settleMonth } from "#tests/support/month";
import { buildComplex, makeStaff, makeTalent } from "#tests/support/world";

// Any order of what becomes known too late, and of the corrections for it, against a model that knows it all at once.

const db = freshDatabase();
let by: Officers;
const { post, wrongFacts } = correcting(db, () => by);
const MONTHS = ["2026-01", "2026-02", "2026-03", "2026-04"];
const RENT = 145000;
const RUNS = 20;
const tenants: { personId: string; leaseId: string }[] = [];
const versions: { version: string; fromMonth: string }[] = [];

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  for (let index = 0; index < RUNS; index++) {
    const degree = (["doctor", "master", "bachelor"] as const)[index % 3];
    // Some are insured for the seventh month only in the course of these months.
    const insured = { insuredMonthsAsOf: "2026-01", insuredMonths: 3 + (index % 5), firstInsuredOn: "2025-06-01" };
    const { personId } = await makeTalent(db(), { degree, ...insured });
    const mode = index % 4 === 0 ? ("cashToPerson" as const) : ("directOffset" as const);
    const values = { startsOn: "2026-01-01", registeredOn: "2026-01-05", unitId: unitOf(index), bed: 10 + index };
    tenants.push({ personId, leaseId: await makeLease(db(), [{ personId, offsetMode: mode }], values) });
  }
  for (const month of MONTHS) await settleMonth(db(), by, month, MAY);
}, 120_000);

const unitOf = (index: number): string => `b0${1 + (index % 2)}-0102`;

type Event =
  | { kind: "home"; value: boolean; from: number; to: number }
  | { kind: "degree"; value: "doctor" | "bachelor" | null; from: number; to: number }
  | { kind: "insured"; value: number; from: number; to: number }
  | { kind: "left"; day: string }
  | { kind: "reform"; fromMonth: number; fen: number }
  | { kind: "correct"; backwards: boolean };
const span = { from: fc.nat(3), to: fc.nat(3) };
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constant("home" as const), value: fc.boolean(), ...span }),
  fc.record({
    kind: fc.constant("degree" as const),
    value: fc.constantFrom("doctor" as const, "bachelor" as const, null),
    ...span,
  }),
  fc.record({ kind: fc.constant("insured" as const), value: fc.nat(9), ...span }),
  fc.record({
    kind: fc.constant("left" as const),
    day: fc.constantFrom("2026-01-31", "2026-02-10", "2026-03-20", "2026-04-15"),
  }),
  fc.record({ kind: fc.constant("reform" as const), fromMonth: fc.nat(3), fen: fc.constantFrom(40000, 55000, 90000) }),
  fc.record({ kind: fc.constant("correct" as const), backwards: fc.boolean() }),
);

async function correctNow(given: CorrectionGiven): Promise<void> {
  const draft = { correctionId: newId(), given, reason: "核查" };
  const drafted = await draftCorrection(by.checker, draft, { now: MAY });
  if (drafted.ok) expect(await post(drafted.correctionId)).toMatchObject({ ok: true });
  else expect(["correction-nothing-changes", "months-not-settled"]).toContain(drafted.reason);
}

/** What each month should come to, decided once, in order, by everything that is known in the end. */
async function model(
  tenant: { personId: string },
  facts: readonly CorrectionGiven[],
  left: string | null,
  mode: "directOffset" | "cashToPerson",
) {
  const [person] = await db().reader.select().from(people).where(eq(people.id, tenant.personId));
  if (!person) throw new Error("nobody");
  const used: Record<string, number> = {};
  const rows = [];
  for (const month of MONTHS) {
    const last = left ?? "9999-12-31";
    const lived = last < `${month}-01` ? 0 : last.startsWith(month) ? Number(last.slice(8)) : daysInMonth(month);
    const rentFen = Math.round((RENT * lived) / daysInMonth(month));
    let told: Facts = factsIn(month, person, { registrationNo: "BA", registeredOn: "2026-01-05" });
    for (const one of facts) {
      if (one.cause !== "lateFact" || month < one.fromMonth || month > one.toMonth) continue;
      const later = typeof one.value === "number" ? monthsBetween(one.fromMonth, month) : 0;
      told = { ...told, [one.fact]: typeof one.value === "number" ? one.value + later : one.value };
    }
    const published = versions.filter((one) => one.fromMonth <= month);
    const latest = published.reduce<(typeof versions)[number] | null>(
      (a, b) => (a === null || b.fromMonth >= a.fromMonth ? b : a),
      null,
    );
    const scheme = latest ? await schemeAt(db().reader, "changzhou", latest.version) : readScheme("changzhou");
    const decided = decideOffset([scheme], { month, rentFen, facts: told, monthsUsed: used, mode });
    if (!decided.ok) throw new Error(decided.reason);
    const granted = rentFen > 0 ? decided : { subsidyFen: 0, offsetFen: 0, parts: [] };
    for (const { part } of granted.parts) used[part] = (used[part] ?? 0) + 1;
    rows.push([month, rentFen, granted.subsidyFen, granted.offsetFen]);
  }
  return rows;
}

async function sums(personId: string) {
  const kinds = inArray(ledgerEntries.kind, ["rent", "offset", "correction", "charge"]);
  const rows = await db()
    .reader.select({ account: ledgerLegs.account, fen: ledgerLegs.amountFen })
    .from(ledgerLegs)
    .innerJoin(ledgerEntries, eq(ledgerEntries.id, ledgerLegs.entryId))
    .where(and(eq(ledgerLegs.personId, personId), kinds));
  const of = (account: string) => rows.filter((row) => row.account === account).reduce((sum, row) => sum + row.fen, 0);
  return [0 - of("rent-revenue"), of("public-finance-receivable")];
}

let next = 0;

test("late facts, leavers, reforms and corrections in any order end as if everything had been known at once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 2, maxLength: 8 }), async (events) => {
      // A failing sequence is not shrunk on the same person: what is posted stays posted.
      const index = next++;
      const tenant = tenants[index];
      if (!tenant) return;
      const { personId, leaseId } = tenant;
      const facts: CorrectionGiven[] = [];
      let left: string | null = null;
      let pending: CorrectionGiven[] = [];
      const correctAll = async (backwards: boolean) => {
        // Of facts the later word counts, so they keep their order; everything else may come before or after.
        const ordered = [
          ...pending.filter((one) => one.cause === "lateFact"),
          ...pending.filter((one) => one.cause !== "lateFact"),
        ];
        const rest = ordered.filter((one) => one.cause !== "lateFact");
        for (const given of backwards
          ? [...rest.toReversed(), ...ordered.filter((one) => one.cause === "lateFact")]
          : ordered)
          await correctNow(given);
        pending = [];
      };
      for (const one of events) {
        if (one.kind === "correct") await correctAll(one.backwards);
        else if (one.kind === "left") {
          if (left !== null) continue;
          left = one.day;
          await checkOut(by.operator, leaseId, { on: left, toService: "vacant" }, { now: MAY });
          pending.push({ cause: "earlyLeaver", leaseId, endedOn: left });
        } else if (one.kind === "reform") {
          const fromMonth = MONTHS[one.fromMonth] ?? "2026-01";
          const amounts = { doctor: one.fen + 10000, master: one.fen, bachelor: one.fen };
          const version = await publishRentAmounts(db(), fromMonth, amounts);
          versions.push({ version, fromMonth });
          pending.push({ cause: "schemeChange", schemeId: "changzhou", version });
        } else {
          const [from, to] = [Math.min(one.from, one.to), Math.max(one.from, one.to)];
          const months = { fromMonth: MONTHS[from] ?? "", toMonth: MONTHS[to] ?? "" };
          const fact = { home: "ownsLocalHome", degree: "degree", insured: "insuredMonths" }[one.kind];
          const given: CorrectionGiven = {
            cause: "lateFact",
            personId,
            fact,
            value: one.value,
            ...months,
            still: false,
          };
          facts.push(given);
          pending.push(given);
        }
      }
      await correctAll(false);
      const mode = index % 4 === 0 ? "cashToPerson" : "directOffset";
      const expected = await model(tenant, facts, left, mode);
      const { bills } = await standingBills(db().reader, [personId]);
      expect(bills.map((bill) => [bill.month, bill.rentFen, bill.subsidyFen, bill.offsetFen])).toEqual(expected);
      const total = (column: number) => expected.reduce((sum, row) => sum + Number(row[column]), 0);
      expect(await sums(personId)).toEqual([total(1), total(2)]);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  expect(await wrongFacts()).toEqual([]);
}, 180_000);
