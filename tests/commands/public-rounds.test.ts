import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/actor";
import { readRound } from "#lib/allocation/bundle-form";
import { resultText } from "#lib/allocation/bundle-result";
import { runRound } from "#lib/allocation/bundle-run";
import {
  publicFile,
  publicFileKinds,
  publicOpenRound,
  publicResults,
  publicRound,
  publicRounds,
} from "#lib/rounds/public";
import { sha256 } from "#lib/secrets";
import { freshDatabase } from "#tests/support/database";
import { AFTER, apply, CLOSES, frozenRound, offeredRound, openedRound, roundRow } from "#tests/support/rounds";
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
  await apply(publishedId, talents, ["b01-single", "b01-compact"]);
  await offeredRound([staff, await makeStaff(db(), "operator")], publishedId);
  const openId = await openedRound(staff, ["b01-0201", "b01-0202"]);
  await apply(openId, talents.slice(0, 1), ["b01-single"]);
  published = { id: publishedId, code: (await roundRow(db(), publishedId)).code };
  open = { id: openId, code: (await roundRow(db(), openId)).code };
});

describe("what everybody may see of a round", () => {
  test("an open round shows units, commitment and sources, and nothing of a draw", async () => {
    const round = await publicRound(open.code);
    expect(round).toMatchObject({ status: "open", placeCount: 2, applicationCount: 1, rosterHash: null, runs: [] });
    expect(round?.categories.map(({ id, places }) => [id, places])).toEqual([
      ["b01-compact", 1],
      ["b01-single", 1],
    ]);
    expect(await publicResults(open.code, {})).toBeNull();
    for (const kind of publicFileKinds) expect(await publicFile(open.code, kind)).toBeNull();
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
    expect(all?.rows.map(({ rank, categoryId }) => [rank, categoryId])).toEqual([
      [1, "b01-single"],
      [2, "b01-compact"],
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

  test("the published bundle gives the published result, and every file says its hash", async () => {
    const bundle = await publicFile(published.code, "bundle");
    const read = readRound(JSON.parse(bundle?.content ?? ""));
    expect(read.ok && resultText(runRound(read.round).result)).toBe(
      (await publicFile(published.code, "result"))?.content,
    );
    for (const kind of publicFileKinds) {
      const file = await publicFile(published.code, kind);
      expect(sha256(file?.content ?? ""), kind).toBe(file?.sha256);
    }
    expect(await publicFile(published.code, "bundle", 2)).toBeNull();
  });

  test("nothing that is published names a person, an application's id or the chain's secret", async () => {
    const told = JSON.stringify([
      await publicRounds(),
      await publicRound(published.code),
      await publicResults(published.code, {}),
      ...(await Promise.all(publicFileKinds.map((kind) => publicFile(published.code, kind)))),
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
    expect((await publicFile(open.code, "roster"))?.content).toContain(open.code);
    expect(await publicFile(open.code, "bundle")).toBeNull();
    expect(await publicOpenRound(AFTER)).toBeNull();
  });
});
