import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/actor";
import { verifyDraw } from "#lib/allocation/verify";
import { publicOpenRound, publicResults, publicRound, publicRounds } from "#lib/rounds/public";
import { publicProof } from "#lib/rounds/public-proof";
import { freshDatabase } from "#tests/support/database";
import { AFTER, apply, CLOSES, frozenRound, openedRound, publishedRound, roundRow } from "#tests/support/rounds";
import { buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let staff: Actor;
let talents: Awaited<ReturnType<typeof makeTalent>>[];
let open: { code: string; id: string };
let published: { code: string; id: string };

beforeAll(async () => {
  await buildComplex(db());
  staff = await makeStaff(db(), "operator");
  talents = await Promise.all(Array.from({ length: 4 }, () => makeTalent(db())));
  const publishedId = await openedRound(staff, ["b01-0101", "b01-0102"]);
  await apply(publishedId, talents, ["single", "compact"]);
  await publishedRound(staff, publishedId);
  const openId = await openedRound(staff, ["b01-0201", "b01-0202"]);
  await apply(openId, talents.slice(0, 1), ["single"]);
  published = { id: publishedId, code: (await roundRow(db(), publishedId)).code };
  open = { id: openId, code: (await roundRow(db(), openId)).code };
});

describe("what everybody may see of a round", () => {
  test("an open round shows units, commitment and sources, and nothing of a draw", async () => {
    const round = await publicRound(open.code);
    expect(round).toMatchObject({ status: "open", unitCount: 2, applicationCount: 1, rosterHash: null, runs: [] });
    expect(round?.byType.map(({ roomTypeId, count }) => [roomTypeId, count])).toEqual([
      ["compact", 1],
      ["single", 1],
    ]);
    expect(await publicResults(open.code, {})).toBeNull();
    expect(await publicProof(open.code)).toBeNull();
  });

  test("a round takes applications until the instant it closes", async () => {
    expect((await publicOpenRound(NOW))?.code).toBe(open.code);
    expect(await publicOpenRound(CLOSES)).toBeNull();
  });

  test("a draft and an unknown code show nothing", async () => {
    expect((await publicRounds()).map(({ code }) => code).sort()).toEqual([open.code, published.code].sort());
    expect(await publicRound("nowhere")).toBeNull();
  });

  test("published results come by receipt number in order of rank, and can be searched and paged", async () => {
    const all = await publicResults(published.code, {});
    expect(all?.rows.map(({ rank, roomTypeId }) => [rank, roomTypeId])).toEqual([
      [1, "single"],
      [2, "compact"],
      [3, null],
      [4, null],
    ]);
    const receiptNo = all?.rows[2]?.receiptNo ?? "";
    const found = await publicResults(published.code, { search: ` ${receiptNo.toLowerCase()} ` });
    expect(found?.rows.map((row) => row.receiptNo)).toEqual([receiptNo]);
    expect((await publicResults(published.code, { search: "%" }))?.total).toBe(4);
    expect(await publicResults(published.code, { page: 99, perPage: 3 })).toMatchObject({ page: 2, pages: 2 });
    expect((await publicResults(published.code, { page: Number.NaN }))?.page).toBe(1);
  });

  test("the published proof verifies from its own file alone", async () => {
    const proof = await publicProof(published.code);
    expect(proof && verifyDraw(JSON.parse(JSON.stringify(proof))).filter(({ passed }) => !passed)).toEqual([]);
  });

  test("nothing that is published names a person, an application's id or the chain's secret", async () => {
    const told = JSON.stringify([
      await publicRounds(),
      await publicRound(published.code),
      await publicResults(published.code, {}),
      await publicProof(published.code),
    ]);
    for (const { personId, userId, name } of talents) {
      for (const secret of [personId, userId, name ?? "-"]) expect(told).not.toContain(secret);
    }
    expect(told).not.toContain("Sealed");
    expect(told).not.toContain((await roundRow(db(), published.id)).chainSecretSealed);
  });

  test("a drawn round reveals nothing before its publication", async () => {
    await frozenRound(staff, open.id);
    expect(await publicRound(open.code)).toMatchObject({ status: "frozen", rosterCount: 1, runs: [] });
    expect(await publicOpenRound(AFTER)).toBeNull();
  });
});
