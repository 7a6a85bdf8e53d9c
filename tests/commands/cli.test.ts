import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, useDatabase } from "#db/client";
import { dialect } from "#db/dialect";
import { signInWithPassword } from "#lib/accounts/commands";
import { addMonths, dayAt, monthOf } from "#lib/days";
import { runWutong } from "#tests/support/command-line";
import { freshPostgres } from "#tests/support/database";

const folder = mkdtempSync(join(tmpdir(), "wutong-cli-"));
let database = { url: join(folder, "cli.sqlite"), drop: async () => {} };

beforeAll(async () => {
  if (dialect === "postgres") database = await freshPostgres();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The command line on this file's database. */
const wutong = (args: string[], env: Record<string, string> = {}, stdin = "") =>
  runWutong(args, { env: { DATABASE_URL: database.url, WUTONG_PASSWORD: undefined, ...env }, stdin });

describe("from nothing to a running product", () => {
  test("the doctor asks for migrations, and is content after them", async () => {
    const before = await wutong(["doctor"]);
    expect(before.code).toBe(1);
    expect(before.out).toMatch(/WRONG\s+migrations/);
    expect((await wutong(["migrate"])).code).toBe(0);
    expect((await wutong(["migrate"])).code).toBe(0);
    const after = await wutong(["doctor"]);
    expect(after).toMatchObject({ code: 0, out: expect.stringContaining("ledger sums to zero") });
  });

  test("the demo's people are refused where demo mode is off; the buildings are not", async () => {
    expect(await wutong(["seed"])).toMatchObject({ code: 1, err: expect.stringContaining("WUTONG_DEMO=1") });
    expect(await wutong(["seed", "complex"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("1415 units are"),
    });
    expect(await wutong(["seed", "complex"])).toMatchObject({ code: 0, out: expect.stringContaining("loaded before") });
  });

  test("a month is run, and one in the future refused", async () => {
    const month = monthOf(dayAt(new Date()));
    expect(await wutong(["month", month])).toMatchObject({ code: 0, out: expect.stringContaining(`${month}:`) });
    expect((await wutong(["month", addMonths(month, 3)])).code).toBe(1);
  });

  test("an administrator is made whose password was piped in, once, and signs in", async () => {
    const call = ["create-admin", "--email", "Root@Example.test", "--name", "管理员"];
    const weak = await wutong(call, {}, "short\n");
    expect(weak).toMatchObject({ code: 1, err: expect.stringContaining("12") });
    expect(await wutong(call, {}, "Correct-Horse-9\n")).toMatchObject({ code: 0, err: "" });
    const again = await wutong(call, { WUTONG_PASSWORD: "Correct-Horse-9" });
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining("account already") });
    const opened = await openDatabase(database.url);
    useDatabase(opened);
    const signedIn = await signInWithPassword("root@example.test", "Correct-Horse-9", { now: new Date() });
    useDatabase(undefined);
    await opened.close();
    expect(signedIn).toMatchObject({ ok: true, role: "admin" });
  });
});
