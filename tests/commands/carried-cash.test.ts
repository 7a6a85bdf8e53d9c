import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { offsets, people } from "#db/schema";
import { runMonth } from "#lib/billing/commands";
import { approveSettlement, checkSettlement } from "#lib/subsidy/commands";
import { holdLines, releaseLines } from "#lib/subsidy/holding";
import { correcting, MAY } from "#tests/support/corrections";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { hashOf, type Officers, offsetOf, settleMonth } from "#tests/support/month";
import { batchOf, fund, payoutsOf, sendAll, tellAccount } from "#tests/support/payouts";
import { changedScheme, publishedVersion } from "#tests/support/schemes";
import { buildComplex, makeStaff, makeTalent } from "#tests/support/world";

// As in carried.test.ts: 500 and 600 a month against a rent of 900, of which 200 are kept. Who chose to be paid is paid 900.

const db = freshDatabase();
let by: Officers;
let cash: Awaited<ReturnType<typeof makeTalent>>;
let mover = "";
const { wrongFacts } = correcting(db, () => by);
const started = { startsOn: "2026-02-01", registeredOn: "2026-02-01", rentFen: 90000 };
const insured = { insuredMonthsAsOf: "2026-02", insuredMonths: 8, firstInsuredOn: "2025-06-01" };
const employed = (personId: string, employerKind: "enterprise" | "university") =>
  db().transaction((tx) => tx.update(people).set({ employerKind }).where(eq(people.id, personId)));

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  const carrying = changedScheme("changzhou", (json) => {
    json.surplus = "carried";
    json.version = "carried";
  });
  await publishedVersion(db(), carrying, "2026-01");
  cash = await makeTalent(db(), insured);
  await makeLease(db(), [{ personId: cash.personId, offsetMode: "cashToPerson" }], started);
  await tellAccount(cash);
});

test("who chose to be paid is paid what would have met the rent, out of what public finance paid for the month", async () => {
  await settleMonth(db(), by, "2026-02", MAY);
  expect(await offsetOf(db(), cash.personId, "2026-02")).toMatchObject({
    ...{ subsidyFen: 110000, offsetFen: 0, surplusFen: 90000, carriedFen: 20000 },
  });
  expect(await fund(db(), by.checker, (await batchOf(db(), "2026-02")).id, MAY, "2026-05-06")).toBe("funded");
  expect(await payoutsOf(db(), cash.personId)).toMatchObject([{ amountFen: 90000, status: "ready" }]);
  expect(await wrongFacts()).toEqual([]);
});

test("a month that grants nobody anything and pays out what was kept waits for no fund", async () => {
  await employed(cash.personId, "university");
  await settleMonth(db(), by, "2026-03", MAY);
  expect(await offsetOf(db(), cash.personId, "2026-03")).toMatchObject({
    subsidyFen: 0,
    surplusFen: 20000,
    carriedFen: -20000,
  });
  expect(await batchOf(db(), "2026-03")).toMatchObject({ status: "funded", fundedOn: "2026-05-06" });
  const payouts = await payoutsOf(db(), cash.personId);
  expect(payouts.map(({ month, amountFen }) => [month, amountFen]).sort()).toEqual([
    ["2026-02", 90000],
    ["2026-03", 20000],
  ]);
  expect(await sendAll(db(), by.checker, MAY)).toMatchObject({ ok: true });
  expect(await wrongFacts()).toEqual([]);
  await settleMonth(db(), by, "2026-04", MAY);
  expect(await batchOf(db(), "2026-04")).toMatchObject({ status: "closed" });
});

test("of two bills of a month what was carried is used once, whichever batch is approved first", async () => {
  await employed(cash.personId, "enterprise");
  ({ personId: mover } = await makeTalent(db(), insured));
  const first = { ...started, startsOn: "2026-05-01", registeredOn: "2026-05-01" };
  await makeLease(db(), [{ personId: mover }], {
    ...first,
    status: "ended",
    endsOn: "2026-06-15",
    endedOn: "2026-06-15",
  });
  await settleMonth(db(), by, "2026-05", MAY);
  expect(await offsetOf(db(), mover, "2026-05")).toMatchObject({ carriedFen: 20000 });
  await employed(mover, "university");
  await makeLease(db(), [{ personId: mover }], {
    ...started,
    startsOn: "2026-06-16",
    registeredOn: "2026-06-16",
    rentFen: 10000,
  });
  const run = await runMonth(by.operator, "2026-06", { now: MAY });
  if (!run.ok) throw new Error(run.reason);
  const lines = async () =>
    (await db().reader.select().from(offsets).where(eq(offsets.personId, mover)))
      .filter((line) => line.month === "2026-06")
      .map(({ id, carried, offsetFen }) => ({ id, offsetFen, carried: carried.changzhou }));
  const its = await lines();
  expect(its.reduce((sum, line) => sum + line.offsetFen, 0)).toBe(20000);
  const [users, others] = [its.filter((one) => one.offsetFen > 0), its.filter((one) => one.offsetFen === 0)];
  expect([users.length, others.length]).toEqual([1, 1]);
  // The line that uses it is held back: the other's batch goes first, and nothing of either is stale.
  const [id = ""] = run.settlementIds;
  const held = {
    settlementId: id,
    seenHash: await hashOf(db(), id),
    offsetIds: users.map((one) => one.id),
    reason: "待核",
  };
  expect(await holdLines(by.checker, held, { now: MAY })).toMatchObject({ ok: true });
  const settle = async (batch: string) => {
    const hash = await hashOf(db(), batch);
    expect(await checkSettlement(by.checker, batch, hash, { now: MAY })).toMatchObject({ ok: true });
    expect(await approveSettlement(by.approver, batch, hash, { now: MAY })).toMatchObject({ ok: true });
  };
  await settle(id);
  const apart = await batchOf(db(), "2026-06", 2);
  const released = { settlementId: apart.id, seenHash: apart.contentHash, offsetIds: users.map((one) => one.id) };
  expect(await releaseLines(by.checker, released, { now: MAY })).toMatchObject({ ok: true });
  await settle(apart.id);
  expect(await wrongFacts()).toEqual([]);
});
