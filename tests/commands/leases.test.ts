import { desc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { auditLog, leases, leaseTenants, outbox, units } from "#db/schema";
import type { Actor } from "#lib/actor";
import { dayAt } from "#lib/days";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { checkIn, loadLeases, registerLease } from "#lib/leases/commands";
import { leaseCounts, leaseFor, leasesFor, myLease } from "#lib/leases/queries";
import { acceptOffer } from "#lib/offers/commands";
import { freshDatabase } from "#tests/support/database";
import { AFTER, apply, granted, offeredRound, openedRound, openOffers } from "#tests/support/rounds";
import { buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let staff: Actor;
let colleague: Actor;
type Talent = Awaited<ReturnType<typeof makeTalent>>;
/** 2026-10-01 10:00 in the city, the first day of the leases signed here. */
const MOVE_IN = new Date("2026-10-01T02:00:00Z");
const CHECKED = { identityChecked: true };

beforeAll(async () => {
  await buildComplex(db());
  staff = await makeStaff(db(), "operator");
  colleague = await makeStaff(db(), "operator");
});

const unitStatus = async (unitId: string) =>
  (await db().reader.select({ status: units.status }).from(units).where(eq(units.id, unitId)))[0]?.status;

/** A lease signed through a round, and its tenant. */
async function signed(unitId: string, roomTypeId: string): Promise<{ talent: Talent; leaseId: string }> {
  const talent = await makeTalent(db());
  const roundId = await openedRound(staff, [unitId]);
  await apply(roundId, [talent], [`${unitId.slice(0, 3)}-${roomTypeId}`]);
  await offeredRound([staff, colleague], roundId);
  const [offer] = await openOffers(db(), roundId);
  const given = { now: AFTER, leaseId: newId(), authorised: true };
  const { leaseId } = granted(await acceptOffer(talent, offer?.id ?? "", given));
  return { talent, leaseId };
}

const register = (leaseId: string, no: string, registeredOn = "2026-09-25", by: Actor = staff) =>
  registerLease(by, leaseId, no, registeredOn, { now: MOVE_IN });

describe("registering a lease", () => {
  test("keeps number and day, tells the tenant, and allows a correction that the audit remembers", async () => {
    const { talent, leaseId } = await signed("b01-0101", "compact");
    granted(await register(leaseId, " 常备2026-001 "));
    granted(await register(leaseId, "常备2026-001"));
    granted(await register(leaseId, "常备2026-002", "2026-09-26"));
    expect(await leaseFor(staff, leaseId)).toMatchObject({
      registrationNo: "常备2026-002",
      registeredOn: "2026-09-26",
    });
    const written = await db()
      .reader.select()
      .from(auditLog)
      .where(eq(auditLog.entityId, leaseId))
      .orderBy(auditLog.id);
    expect(written.map(({ detail }) => detail)).toMatchObject([
      { registrationNo: "常备2026-001", before: { registrationNo: null } },
      { registrationNo: "常备2026-002", before: { registrationNo: "常备2026-001" } },
    ]);
    const told = await db().reader.select().from(outbox).where(eq(outbox.personId, talent.personId));
    expect(told.filter(({ kind }) => kind === "lease-registered")).toHaveLength(2);
  });

  test("refuses an empty number, a day to come, a number that is taken and an ended lease", async () => {
    const { leaseId } = await signed("b01-0201", "compact");
    expect(await register(leaseId, " ", "2026-10-02")).toMatchObject({
      problems: [
        { field: "registrationNo", reason: "lease-registration-missing" },
        { field: "registeredOn", reason: "lease-registered-ahead" },
      ],
    });
    expect(await register(leaseId, "常备2026-002")).toMatchObject({
      problems: [{ field: "registrationNo", reason: "lease-registration-taken" }],
    });
    await db().transaction((tx) => tx.update(leases).set({ status: "ended" }).where(eq(leases.id, leaseId)));
    expect(await register(leaseId, "常备2026-003")).toMatchObject({ reason: "lease-ended" });
  });
});

describe("checking in", () => {
  test("needs the first day, the registration and the identity card, and then fills the unit", async () => {
    const { talent, leaseId } = await signed("b01-0102", "single");
    const at = (now: Date, given = CHECKED) => checkIn(staff, leaseId, given, { now });
    expect(await at(AFTER)).toMatchObject({ reason: "lease-not-begun" });
    expect(await at(MOVE_IN)).toMatchObject({ reason: "lease-registration-missing" });
    granted(await register(leaseId, "常备2026-010"));
    expect(await at(MOVE_IN, { identityChecked: false })).toMatchObject({
      problems: [{ field: "identityChecked", reason: "check-in-identity-unchecked" }],
    });
    expect(await unitStatus("b01-0102")).toBe("reserved");
    const both = await Promise.all([at(MOVE_IN), at(MOVE_IN)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: "lease-not-signed" });
    expect(await unitStatus("b01-0102")).toBe("occupied");
    expect(await myLease(talent)).toMatchObject({ id: leaseId, status: "active", checkedInAt: MOVE_IN });
    const [told] = await db()
      .reader.select()
      .from(outbox)
      .where(eq(outbox.personId, talent.personId))
      .orderBy(desc(outbox.id))
      .limit(1);
    expect(told?.kind).toBe("lease-checked-in");
  });
});

test("a check-in before the term needs both sides' word, and then the lease and its rent begin that day", async () => {
  const { talent, leaseId } = await signed("b01-0202", "single");
  granted(await registerLease(staff, leaseId, "常备2026-011", "2026-09-11", { now: AFTER }));
  expect(await checkIn(staff, leaseId, CHECKED, { now: AFTER })).toMatchObject({ reason: "lease-not-begun" });
  const agreed = await myLease(talent);
  granted(await checkIn(staff, leaseId, { ...CHECKED, early: true }, { now: AFTER }));
  expect(await myLease(talent)).toMatchObject({ status: "active", startsOn: dayAt(AFTER), endsOn: agreed?.endsOn });
  expect(agreed?.startsOn).not.toBe(dayAt(AFTER));
});

describe("taking over running leases", () => {
  const row = (unitId: string, tenants: { personId: string; weight: number }[]) => ({
    id: newId(),
    unitId,
    startsOn: "2026-01-01",
    endsOn: "2026-12-31",
    rentFen: 190000,
    registrationNo: null,
    registeredOn: null,
    tenants,
  });

  test("makes them active with their tenants, occupies the units, and writes one audit row", async () => {
    const [one, two] = [await makeTalent(db()), await makeTalent(db())];
    const shares = [one, two].map(({ personId }) => ({ personId, weight: 1 }));
    const [shared, alone] = [row("b02-0103", shares), row("b02-0203", shares.slice(0, 1))];
    expect(granted(await loadLeases([shared, alone], { now: NOW })).count).toBe(2);
    expect(await unitStatus("b02-0103")).toBe("occupied");
    expect(await leaseFor(two, shared.id)).toMatchObject({
      status: "active",
      leaseNo: expect.stringMatching(/^HT2026-\d{5}$/),
      depositFen: 190000,
      tenants: [{ offsetMode: "directOffset" }, { offsetMode: "directOffset" }],
    });
    const audits = await db().reader.select().from(auditLog).where(eq(auditLog.action, "lease.load"));
    expect(audits).toMatchObject([{ actorId: "system", detail: { count: 2 } }]);
  });

  test("takes none of them when one unit is not vacant", async () => {
    const { personId } = await makeTalent(db());
    const rows = [row("b02-0303", [{ personId, weight: 1 }]), row("b02-0103", [{ personId, weight: 1 }])];
    expect(await loadLeases(rows, { now: NOW })).toMatchObject({
      reason: "lease-units-not-vacant",
      values: { count: 1 },
    });
    expect(await unitStatus("b02-0303")).toBe("vacant");
    expect(await db().reader.select().from(leaseTenants).where(eq(leaseTenants.personId, personId))).toEqual([]);
  });
});

test("a lease is its tenants' own: others do not find it, other roles may not act on it", async () => {
  const { talent, leaseId } = await signed("b02-0101", "compact");
  const stranger = await makeTalent(db());
  expect((await leaseFor(talent, leaseId)).tenants.map(({ name }) => name)).toEqual([talent.name]);
  expect((await leaseFor(staff, leaseId)).tenants.map(({ name }) => name)).toEqual([
    expect.stringMatching(/^测试\d+$/),
  ]);
  await expect(leaseFor(stranger, leaseId)).rejects.toThrow(NotFound);
  await expect(leaseFor(stranger, "unknown")).rejects.toThrow(NotFound);
  await expect(leaseFor(staff, "unknown")).rejects.toThrow(NotFound);
  await expect(checkIn(staff, "unknown", CHECKED, { now: MOVE_IN })).rejects.toThrow(NotFound);
  expect(await myLease(stranger)).toBeNull();
  for (const other of [talent, await makeStaff(db(), "officer"), await makeStaff(db(), "auditor")]) {
    await expect(register(leaseId, "X", "2026-09-25", other)).rejects.toThrow(Forbidden);
    await expect(checkIn(other, leaseId, CHECKED, { now: MOVE_IN })).rejects.toThrow(Forbidden);
  }
  await expect(leasesFor(talent, { filter: "all", now: NOW })).rejects.toThrow(Forbidden);
});

test("the desk finds leases by what waits, by number, by room and by name", async () => {
  const { talent, leaseId } = await signed("b02-0102", "single");
  const { leaseNo } = await leaseFor(staff, leaseId);
  const ids = async (filter: "toCheckIn" | "ending" | "all", query = "") =>
    (await leasesFor(staff, { filter, query, now: new Date("2026-11-01T02:00:00Z") })).rows.map(({ id }) => id);
  expect(await ids("toCheckIn")).toContain(leaseId);
  expect(await ids("ending")).not.toContain(leaseId);
  expect(await ids("ending")).toHaveLength(2);
  for (const query of [leaseNo, leaseNo.toLowerCase(), "2-0102", "2栋 0102", talent.name ?? ""])
    expect(await ids("all", query), query).toEqual([leaseId]);
  expect(await ids("all", "%")).toHaveLength((await ids("all")).length);
  expect(await leaseCounts(staff, new Date("2026-11-01T02:00:00Z"))).toMatchObject({ ending: 2 });
});
