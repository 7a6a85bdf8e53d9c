import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { databaseUrl } from "#db/client";
import { runWutong } from "#tests/support/command-line";
import { loadSettings } from "../bin/settings.ts";

// What the command line answers before it has a database, whichever kind that would be.

// Each test starts processes of its own.
vi.setConfig({ testTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), "wutong-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const wutong = (args: string[], env: Record<string, string | undefined> = {}) =>
  runWutong(args, { env: { DATABASE_URL: join(folder, "none.sqlite"), WUTONG_PASSWORD: undefined, ...env } });

describe("calling it", () => {
  test("help names every command", async () => {
    const { code, out } = await wutong(["help"]);
    expect(code).toBe(0);
    for (const name of ["migrate", "seed", "create-admin", "month", "doctor"]) expect(out).toContain(`  ${name}`);
  });

  test("an unknown command and an unknown option are called wrong calls", async () => {
    expect(await wutong(["bill"])).toMatchObject({ code: 2, err: expect.stringContaining('no command "bill"') });
    expect(await wutong(["migrate", "--force"])).toMatchObject({ code: 2, err: expect.stringContaining("--force") });
    expect((await wutong(["constructor"])).code).toBe(2);
  });

  test.each([["2026-13"], ["september"], ["2026-9"]])("%s is no month", async (month) => {
    const { code, err } = await wutong(["month", month]);
    expect(code).toBe(2);
    expect(err).toContain("write it as 2026-09");
  });
});

describe("a database that cannot be used", () => {
  test("one that does not answer is named by host and port, without its password", async () => {
    const { code, err } = await wutong(["doctor"], { DATABASE_URL: "postgres://wutong:s3cret@127.0.0.1:9/city" });
    expect(code).toBe(1);
    const all = err + (await wutong(["migrate"], { DATABASE_URL: "postgres://wutong:s3cret@127.0.0.1:9/city" })).err;
    expect(all).toContain("127.0.0.1:9/city does not answer: nothing listens there");
    expect(all).not.toContain("s3cret");
  });

  test.each([
    ["mysql://root:s3cret@db/city", "begins with mysql:"],
    ["file:s3cret.sqlite", "begins with file:"],
    ["postgres:/root:s3cret@db/city", "is not an address"],
  ])("%s is not taken for the name of a file", async (url, words) => {
    const { code, err } = await wutong(["migrate"], { DATABASE_URL: url });
    expect(code).toBe(1);
    expect(err).toContain(words);
    expect(err).not.toContain("s3cret");
    expect(existsSync(url.slice(0, url.indexOf(":") + 1))).toBe(false);
  });

  test("an address that is empty is the usual file, not a database that vanishes", () => {
    const { DATABASE_URL } = process.env;
    try {
      process.env.DATABASE_URL = " ";
      expect(databaseUrl()).toBe(".data/wutong.sqlite");
    } finally {
      process.env.DATABASE_URL = DATABASE_URL;
      if (DATABASE_URL === undefined) delete process.env.DATABASE_URL;
    }
  });

  test("a file that is no database is named", async () => {
    const { code, err } = await wutong(["migrate"], { DATABASE_URL: "package.json" });
    expect(code).toBe(1);
    expect(err).toContain("package.json cannot be used");
  });

  test("settings that are missing are listed", async () => {
    const bare = {
      WUTONG_DATA_KEY: undefined,
      WUTONG_SECRET: undefined,
      WUTONG_URL: undefined,
      WUTONG_HOME: undefined,
    };
    const { code, out } = await wutong(["doctor"], { ...bare, WUTONG_DATA_KEY: "short" });
    expect(code).toBe(1);
    expect(out).toMatch(/WRONG\s+settings/);
    for (const name of ["WUTONG_URL", "WUTONG_SECRET", "WUTONG_DATA_KEY"]) expect(out).toContain(name);
  });
});

test("a password is never an argument, and an address must be one", async () => {
  const call = ["create-admin", "--email", "a@example.test", "--name", "A", "--password", "Correct-Horse-9"];
  expect((await wutong(call)).code).toBe(2);
  expect((await wutong(["create-admin", "--email", "nobody", "--name", "A"])).code).toBe(2);
});
test("local settings are made once, at random, for their owner only, and never replace what is set", () => {
  const { WUTONG_DATA_KEY, WUTONG_SECRET, WUTONG_HOME } = process.env;
  try {
    process.env.WUTONG_HOME = folder;
    delete process.env.WUTONG_DATA_KEY;
    expect(loadSettings()).toEqual({ file: null });
    const { file } = loadSettings({ local: true });
    const made = readFileSync(file ?? "", "utf8");
    expect(statSync(file ?? "").mode & 0o777).toBe(0o600);
    expect(process.env.WUTONG_DATA_KEY).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(process.env.WUTONG_SECRET).toBe(WUTONG_SECRET);
    delete process.env.WUTONG_DATA_KEY;
    loadSettings({ local: true });
    expect(readFileSync(file ?? "", "utf8")).toBe(made);
  } finally {
    Object.assign(process.env, { WUTONG_DATA_KEY });
    if (WUTONG_HOME === undefined) delete process.env.WUTONG_HOME;
    else process.env.WUTONG_HOME = WUTONG_HOME;
  }
});
