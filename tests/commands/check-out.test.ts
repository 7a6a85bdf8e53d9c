import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { auditLog, bills, leases, offers, units, waitEvents } from "#db/schema";
import type { Actor } from "#lib/actor";
import { runMonth } from "#lib/billing/commands";
import { dayAt } from "#lib/days";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { setUnitStatus } from "#lib/inventory/commands";
import { checkIn, checkOut, registerLease } from "#lib/leases/commands";
import { acceptOffer, declineOffer, expireOffers, withdrawOffer } from "#lib/offers/commands";
import { finishRound } from "#lib/rounds/commands";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { AFTER, granted, roundRow, termsFor } from "#tests/support/rounds";
import { offered, openOfferOf, openOfPlace, roundOver, type Talent, toldTo, unitOf } from "#tests/support/waiting";
import { buildComplex, later, makeStaff, makeTalent } from "#tests/support/world";

const db = freshDatabase();
let staff: readonly [Actor, Actor];
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SOON = later(HOUR, AFTER);
/** 2026-11-20 10:00 in the city. */
const LEAVING = new Date("2026-11-20T02:00:00Z");

beforeAll(async () => {
  await buildComplex(db());
  staff = [await makeStaff(db(), "operator"), await makeStaff(db(), "operator")];
});

const talents = (howMany: number) => Promise.all(Array.from({ length: howMany }, () => makeTalent(db())));
const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new Error(`nothing at ${index}`);
  return found;
};
const mine = async (talent: Talent) => {
  const offer = await openOfferOf(db(), talent);
  if (!offer) throw new Error("no open offer");
  return offer;
};
const decline = async (talent: Talent, now = SOON) =>
  declineOffer(talent, (await mine(talent)).id, { reason: "place", note: null }, { now });
let registered = 0;
/** Accepts and moves in on the day the leases begin. */
async function moveIn(talent: Talent): Promise<string> {
  const given = { now: SOON, leaseId: newId(), authorised: true };
  const { leaseId } = granted(await acceptOffer(talent, (await mine(talent)).id, given));
  granted(await registerLease(staff[0], leaseId, `备-${++registered}`, dayAt(SOON), { now: SOON }));
  granted(await checkIn(staff[0], leaseId, { identityChecked: true, early: true }, { now: SOON }));
  return leaseId;
}
const leave = (leaseId: string, given: Partial<Parameters<typeof checkOut>[2]> = {}, now = LEAVING) =>
  checkOut(staff[0], leaseId, { on: dayAt(now), toService: "vacant", ...given }, { now });

describe("checking out", () => {
  test("ends the lease on its last day, frees the unit, tells the tenants and keeps a record", async () => {
    const [tenant] = (await talents(1)) as [Talent];
    const roundId = await roundOver(staff[0], ["b01-0101"], { terms: termsFor({ waitlistMonths: 0 }) });
    await offered(db(), staff, roundId, [{ people: [tenant], choices: ["b01-compact"] }]);
    const leaseId = await moveIn(tenant);
    expect(await leave(leaseId, { on: "2026-11-21" })).toMatchObject({
      problems: [{ field: "on", reason: "check-out-ahead" }],
    });
    expect(await leave(leaseId, { on: "2026-09-01" })).toMatchObject({
      problems: [{ field: "on", reason: "check-out-before-start", values: { startsOn: dayAt(SOON) } }],
    });
    expect(await leave(leaseId, { toService: "outOfOrder" })).toMatchObject({
      problems: [{ field: "reason", reason: "check-out-reason-missing" }],
    });
    const both = await Promise.all([leave(leaseId), leave(leaseId)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: "lease-not-active", values: { status: "ended" } });
    const [lease] = await db().reader.select().from(leases).where(eq(leases.id, leaseId));
    expect(lease).toMatchObject({ status: "ended", endedOn: "2026-11-20", checkedOutAt: LEAVING });
    expect(await unitOf(db(), "b01-0101")).toMatchObject({ status: "vacant", statusReason: null, statusAt: LEAVING });
    expect((await toldTo(db(), tenant))[0]).toBe("lease-checked-out");
    const audits = await db().reader.select().from(auditLog).where(eq(auditLog.entityId, leaseId));
    expect(audits.at(-1)).toMatchObject({ action: "lease.checkOut", detail: { endedOn: "2026-11-20", offerIds: [] } });
  });

  test("bills the month of leaving by the day and the month after not at all", async () => {
    const { personId } = await makeTalent(db());
    const unitId = "b02-0301";
    const leaseId = await makeLease(db(), [{ personId }], {
      leaseNo: "HT2026-90001",
      unitId,
      rentFen: 150000,
      startsOn: "2026-10-01",
      endsOn: "2027-09-30",
    });
    await db().transaction((tx) => tx.update(units).set({ status: "occupied" }).where(eq(units.id, unitId)));
    granted(await leave(leaseId, { on: "2026-11-10" }));
    for (const month of ["2026-10", "2026-11", "2026-12"]) granted(await runMonth(staff[0], month, { now: LEAVING }));
    const billed = await db().reader.select().from(bills).where(eq(bills.personId, personId)).orderBy(bills.month);
    expect(billed).toMatchObject([
      { month: "2026-10", rentFen: 150000 },
      // 1500 yuan for 10 of November's 30 days.
      { month: "2026-11", fromOn: "2026-11-01", toOn: "2026-11-10", rentFen: 50000 },
    ]);
    expect(billed).toHaveLength(2);
  });

  test("is for operators only, and an unknown lease is not found", async () => {
    const given = { on: "2026-11-20", toService: "vacant" as const };
    for (const role of ["officer", "admin", "auditor"] as const)
      await expect(checkOut(await makeStaff(db(), role), "x", given, { now: LEAVING })).rejects.toThrow(Forbidden);
    await expect(checkOut(await makeTalent(db()), "x", given, { now: LEAVING })).rejects.toThrow(Forbidden);
    await expect(leave("unknown")).rejects.toThrow(NotFound);
  });

  test("leaves a unit that must be mended out of order, with the reason beside it", async () => {
    const [tenant] = (await talents(1)) as [Talent];
    const roundId = await roundOver(staff[0], ["b02-0201"]);
    const waiter = await makeTalent(db());
    const ranked = await offered(db(), staff, roundId, [{ people: [tenant, waiter], choices: ["b02-compact"] }]);
    const leaseId = await moveIn(at(ranked, 0));
    granted(await leave(leaseId, { toService: "outOfOrder", reason: "墙面修补" }));
    expect(await unitOf(db(), "b02-0201")).toMatchObject({ status: "outOfOrder", statusReason: "墙面修补" });
    expect(await openOfferOf(db(), at(ranked, 1))).toBeNull();
  });
});

describe("a place that comes free", () => {
  test("goes at once to who waits longest for its kind: the oldest round first, finished or not, and then on", async () => {
    const old = await roundOver(staff[0], ["b01-0102"]);
    const [resident, oldWaiter] = (await offered(db(), staff, old, [
      { people: await talents(2), choices: ["b01-single"] },
    ])) as [Talent, Talent];
    const leaseId = await moveIn(resident);
    granted(await finishRound(staff[0], old, { now: SOON }));
    const young = await roundOver(staff[0], ["b01-0202"]);
    const [holder, youngWaiter] = (await offered(
      db(),
      staff,
      young,
      [{ people: await talents(2), choices: ["b01-single"] }],
      SOON,
    )) as [Talent, Talent];
    await moveIn(holder);

    const { offerIds } = granted(await leave(leaseId));
    const offer = await mine(oldWaiter);
    expect(offerIds).toEqual([offer.id]);
    expect(offer).toMatchObject({ unitId: "b01-0102", roundId: old, offeredAt: LEAVING });
    const code = (await roundRow(db(), old)).code;
    expect(await unitOf(db(), "b01-0102")).toMatchObject({ status: "held", statusReason: code });
    const events = await db().reader.select().from(waitEvents).where(eq(waitEvents.roundId, old));
    expect(events.map(({ kind }) => kind)).toContain("vacancy");

    // Nobody of the old round is left: whoever waits in the younger one is next.
    granted(await decline(oldWaiter, LEAVING));
    expect(await mine(youngWaiter)).toMatchObject({ unitId: "b01-0102", roundId: young });
    granted(await finishRoundOf(young, youngWaiter));
    expect(await unitOf(db(), "b01-0102")).toMatchObject({ status: "vacant", statusReason: null });
  });

  /** The last in line lets it run out; the round can then be finished. */
  async function finishRoundOf(roundId: string, last: Talent) {
    const { expiresAt } = await mine(last);
    await expireOffers({ now: expiresAt });
    return finishRound(staff[0], roundId, { now: expiresAt });
  }

  test("of a finished round that is declined and finds nobody is vacant again, not held for ever", async () => {
    const roundId = await roundOver(staff[0], ["b02-0102"]);
    const [resident, waiter] = (await offered(db(), staff, roundId, [
      { people: await talents(2), choices: ["b02-single"] },
    ])) as [Talent, Talent];
    const leaseId = await moveIn(resident);
    granted(await finishRound(staff[0], roundId, { now: SOON }));
    granted(await leave(leaseId));
    granted(await decline(waiter, LEAVING));
    expect(await unitOf(db(), "b02-0102")).toMatchObject({ status: "vacant", statusReason: null, bedGender: null });
  });

  test("goes to nobody once the lists are served no more", async () => {
    const roundId = await roundOver(staff[0], ["b02-0202"], { terms: termsFor({ waitlistMonths: 1 }) });
    const [resident, waiter] = (await offered(db(), staff, roundId, [
      { people: await talents(2), choices: ["b02-single"] },
    ])) as [Talent, Talent];
    const leaseId = await moveIn(resident);
    const { waitlistUntil } = await roundRow(db(), roundId);
    granted(await leave(leaseId, {}, waitlistUntil ?? LEAVING));
    expect(await openOfferOf(db(), waiter)).toBeNull();
    expect(await unitOf(db(), "b02-0202")).toMatchObject({ status: "vacant" });
  });

  test("by an operator's hand goes to who waits as well, and after it was mended to whom it was taken from", async () => {
    const roundId = await roundOver(staff[0], ["b01-0301"]);
    const [first, second] = (await offered(db(), staff, roundId, [
      { people: await talents(2), choices: ["b01-compact"] },
    ])) as [Talent, Talent];
    const given = { reason: "漏水", place: "outOfService" } as const;
    granted(await withdrawOffer(staff[0], (await mine(first)).id, given, { now: SOON }));
    granted(await setUnitStatus(staff[0], "b01-0301", "vacant", "已修好", { now: later(DAY, SOON) }));
    expect(await mine(first)).toMatchObject({ unitId: "b01-0301" });
    expect(await openOfferOf(db(), second)).toBeNull();
    expect(await unitOf(db(), "b01-0301")).toMatchObject({ status: "held" });
    expect(await openOfPlace(db(), "b01-0301")).toHaveLength(1);
  });
});

test("of a room let by the bed the others stay, its gender with them, and the empty room is free for anybody", async () => {
  const roundId = await roundOver(staff[0], ["b01-0103"], { modes: { "b01-0103": "female" } });
  const [one, two, third] = (await offered(db(), staff, roundId, [
    { people: await talents(3), choices: ["b01-double-f"] },
  ])) as [Talent, Talent, Talent];
  const [leaseOne, leaseTwo] = [await moveIn(one), await moveIn(two)];
  expect(await leave(leaseOne, { toService: "outOfOrder", reason: "换床" })).toMatchObject({
    problems: [{ field: "toService", reason: "check-out-others-live-there" }],
  });
  granted(await leave(leaseOne));
  const bed = await mine(third);
  expect(bed.bed).toBe(await bedOf(leaseOne));
  expect(await unitOf(db(), "b01-0103")).toMatchObject({ status: "occupied", bedGender: "female" });
  granted(await decline(third, LEAVING));
  expect(await unitOf(db(), "b01-0103")).toMatchObject({ status: "occupied", bedGender: "female" });
  granted(await leave(leaseTwo));
  expect(await unitOf(db(), "b01-0103")).toMatchObject({ status: "vacant", bedGender: null });
  const open = await db().reader.select().from(offers).where(eq(offers.unitId, "b01-0103"));
  expect(open.filter(({ status }) => status === "open")).toEqual([]);
});

const bedOf = async (leaseId: string) =>
  at(await db().reader.select({ bed: leases.bed }).from(leases).where(eq(leases.id, leaseId)), 0).bed;
