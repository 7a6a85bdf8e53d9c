import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { applications } from "#db/schema";
import type { Actor } from "#lib/actor";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { checkOutPreview } from "#lib/leases/check-out-preview";
import { acceptOffer, declineOffer, leaveWaiting, withdrawOffer } from "#lib/offers/commands";
import { myWaitIn, myWaiting, offerFor, waitingOf, waitingSheet } from "#lib/offers/queries";
import { freshDatabase } from "#tests/support/database";
import { AFTER, granted, termsFor } from "#tests/support/rounds";
import { offered, openOfferOf, roundOver, type Talent } from "#tests/support/waiting";
import { buildComplex, later, makeStaff, makeTalent } from "#tests/support/world";

const db = freshDatabase();
let staff: readonly [Actor, Actor];
const HOUR = 3_600_000;
const hours = (count: number) => later(count * HOUR, AFTER);

beforeAll(async () => {
  await buildComplex(db());
  staff = [await makeStaff(db(), "operator"), await makeStaff(db(), "operator")];
});

const talents = (howMany: number) => Promise.all(Array.from({ length: howMany }, () => makeTalent(db())));
const mine = async (talent: Talent) => {
  const offer = await openOfferOf(db(), talent);
  if (!offer) throw new Error("no open offer");
  return offer;
};
const decline = async (talent: Talent, now: Date) =>
  granted(await declineOffer(talent, (await mine(talent)).id, { reason: "rent", note: null }, { now }));
const applicationIdOf = async ({ personId }: Talent) => {
  const [row] = await db()
    .reader.select({ id: applications.id })
    .from(applications)
    .where(eq(applications.personId, personId));
  return row?.id ?? "";
};

test("everybody sees their place now, where they began, and each thing that moved them, without a name", async () => {
  const roundId = await roundOver(staff[0], ["b01-0102"]);
  const wish = { people: await talents(5), choices: ["b01-single"] };
  const [first, second, third, fourth, fifth] = (await offered(db(), staff, roundId, [wish])) as [
    Talent,
    Talent,
    Talent,
    Talent,
    Talent,
  ];
  const wait = async (talent: Talent) => (await myWaiting(talent))[0];
  expect(await myWaiting(first)).toEqual([]);
  expect(await wait(fifth)).toMatchObject({
    start: 4,
    place: 4,
    waiting: 4,
    moves: [],
    status: "waiting",
    leads: true,
  });

  await decline(first, hours(1));
  granted(await leaveWaiting(third, await applicationIdOf(third), "b01-single", { now: hours(2) }));
  await decline(second, hours(3));
  granted(
    await withdrawOffer(
      staff[0],
      (await mine(fourth)).id,
      { reason: "水管爆裂", place: "outOfService" },
      { now: hours(4) },
    ),
  );
  const last = await wait(fifth);
  expect(last).toMatchObject({ start: 4, place: 2, waiting: 2, offerId: null, category: { id: "b01-single" } });
  expect(last?.moves.map(({ kind, place, at }) => [kind, place, at.getTime()])).toEqual([
    ["returned", 2, hours(4).getTime()],
    ["offered", 1, hours(3).getTime()],
    ["left", 2, hours(2).getTime()],
    ["offered", 3, hours(1).getTime()],
  ]);
  expect(JSON.stringify(last)).not.toContain(fourth.name ?? "no name");
  expect(await wait(second)).toMatchObject({ status: "out", place: null, start: 1 });
  expect((await wait(second))?.moves.map(({ kind, mine: own }) => [kind, own])).toEqual([
    ["declined", true],
    ["offered", true],
  ]);
  expect(await wait(fourth)).toMatchObject({ status: "waiting", place: 1 });
  expect(await myWaitIn(fifth, await applicationIdOf(fourth), "b01-single")).toBeNull();
  await expect(myWaiting(staff[0])).rejects.toThrow(Forbidden);
});

test("the desk finds people in a list by what became of them, by number and by name, a page at a time", async () => {
  const roundId = await roundOver(staff[0], ["b01-0101", "b02-0101"]);
  const people = await talents(4);
  const ranked = await offered(db(), staff, roundId, [{ people, choices: ["b01-compact"] }]);
  const [first, second, third] = ranked as [Talent, Talent, Talent];
  const ask = (asked: Partial<Parameters<typeof waitingOf>[2]> = {}) =>
    waitingOf(staff[0], roundId, { filter: "live", ...asked });
  expect((await ask()).category).toMatchObject({ id: "b01-compact", waiting: 3, offered: 0, all: 3 });
  expect(await ask({ category: "b02-compact" })).toMatchObject({ total: 0, rows: [], category: { id: "b02-compact" } });
  await decline(first, hours(1));
  const found = await ask();
  expect(found.rows).toMatchObject([
    { position: 1, place: null, status: "offered", offerId: (await mine(second)).id },
    { position: 2, place: 1, status: "waiting", offerId: null },
    { position: 3, place: 2, status: "waiting" },
  ]);
  expect(found.rows.map(({ name }) => name)).toEqual([1, 2, 3].map(() => expect.stringMatching(/^测\*+$/)));
  expect(found.events).toMatchObject([{ kind: "offered", position: 1 }]);
  const number = found.rows[2]?.receiptNo ?? "";
  expect((await ask({ query: number.toLowerCase() })).rows).toMatchObject([{ receiptNo: number, place: 2 }]);
  expect((await ask({ query: third.name ?? "" })).rows).toMatchObject([{ place: 1 }]);
  expect((await ask({ query: "%" })).total).toBe(3);
  expect(await ask({ page: 99 })).toMatchObject({ page: 1, pages: 1 });
  await decline(second, hours(2));
  expect((await ask({ filter: "ended" })).rows).toMatchObject([{ status: "out", endedAt: hours(2) }]);
  expect((await ask()).counts).toEqual({ live: 2, ended: 1, all: 3 });
});

test("the sheet of a list holds everybody in its order and is for the desk only", async () => {
  const roundId = await roundOver(staff[0], ["b02-0102"], { code: "CSV-1" });
  await offered(db(), staff, roundId, [{ people: await talents(3), choices: ["b02-single"] }]);
  const words = { header: ["a", "b", "c", "d", "e", "f", "g"], status: (status: string) => `=${status}` };
  const { code, text } = await waitingSheet(staff[0], roundId, "b02-single", words);
  expect(code).toBe("CSV-1");
  const lines = text.split("\r\n");
  expect(lines[0]).toBe("\uFEFFa,b,c,d,e,f,g");
  expect(lines[1]).toMatch(/^1,1,SQ-CSV-1-\d{5},测\*+,'=waiting,2026-09-21 10:00,$/);
  expect(lines).toHaveLength(4);
  for (const role of ["officer", "admin"] as const)
    await expect(waitingSheet(await makeStaff(db(), role), roundId, "b02-single", words)).rejects.toThrow(Forbidden);
  await expect(waitingSheet(await makeTalent(db()), roundId, "b02-single", words)).rejects.toThrow(Forbidden);
  await expect(waitingOf(await makeTalent(db()), roundId, { filter: "all" })).rejects.toThrow(Forbidden);
  await expect(waitingOf(staff[0], "unknown", { filter: "all" })).rejects.toThrow(NotFound);
  const auditor = await makeStaff(db(), "auditor");
  expect(await waitingOf(auditor, roundId, { filter: "all" })).toMatchObject({ total: 2 });
});

test("an offer says what the place costs, who moves in, and what declining comes to by the round's rule", async () => {
  const [leader, member] = (await talents(2)) as [Talent, Talent];
  const values = { terms: termsFor({ refusalsOut: 2 }) };
  const group = await roundOver(staff[0], ["b01-0103", "b01-0201"], values);
  const wish = { people: [{ leader, members: [member] }], choices: ["b01-double"] };
  await offered(db(), staff, group, [wish]);
  const shown = await offerFor(leader, (await mine(leader)).id);
  expect(shown).toMatchObject({ rentFen: 190000, shareFen: 95000, refusalsLeft: 1, otherWaits: 0, bed: 0 });
  expect(shown.movingIn).toEqual([
    { personId: leader.personId, name: leader.name },
    { personId: member.personId, name: expect.stringMatching(/^测\*+$/) },
  ]);

  const beds = await roundOver(staff[0], ["b01-0203"], { modes: { "b01-0203": "female" } });
  const [alone] = (await offered(db(), staff, beds, [{ people: await talents(1), choices: ["b01-double-f"] }])) as [
    Talent,
  ];
  expect(await offerFor(alone, (await mine(alone)).id)).toMatchObject({
    rentFen: 95000,
    shareFen: 95000,
    refusalsLeft: 0,
    bed: 1,
  });
});

test("before a check-out the desk sees how many wait for the place, and nobody else may look", async () => {
  const roundId = await roundOver(staff[0], ["b02-0201"], { code: "LEAVE-1" });
  const wish = { people: await talents(3), choices: ["b02-compact"] };
  const [tenant] = (await offered(db(), staff, roundId, [wish])) as [Talent];
  const given = { now: hours(1), leaseId: newId(), authorised: true };
  const { leaseId } = granted(await acceptOffer(tenant, (await mine(tenant)).id, given));
  expect(await checkOutPreview(staff[0], leaseId, hours(2))).toMatchObject({
    billedTo: null,
    others: 0,
    next: { code: "LEAVE-1", waiting: 2 },
  });
  await expect(checkOutPreview(tenant, leaseId, hours(2))).rejects.toThrow(Forbidden);
});
