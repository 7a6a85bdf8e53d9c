import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { BadEnvironment, readEnv } from "#lib/env";
import { freePort } from "../bin/ports.ts";

// Each test starts a process of its own.
vi.setConfig({ testTimeout: 30_000 });

const folder = mkdtempSync(join(tmpdir(), "wutong-start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: string[], env: Record<string, string> = {}): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  return new Promise((resolve) => child.on("exit", (code) => resolve({ code, said })));
}

const occupied = createServer();
let port = 0;
beforeAll(
  () =>
    new Promise<void>((resolve) =>
      occupied.listen(0, "localhost", () => {
        const address = occupied.address();
        port = address && typeof address === "object" ? address.port : 0;
        resolve();
      }),
    ),
);
afterAll(() => void occupied.close());

const settings = {
  WUTONG_URL: "http://localhost:3000",
  WUTONG_SECRET: "a secret that is only used by the tests",
  WUTONG_DATA_KEY: Buffer.alloc(32, 7).toString("base64"),
};

test("a Node that is too old is told so, and which one is needed", async () => {
  const pretend = join(folder, "old.cjs");
  writeFileSync(
    pretend,
    'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.19.0" } });',
  );
  const { code, said } = await run(["--require", pretend, "bin/bootstrap.mjs", "bin/wutong.ts", "help"]);
  expect(code).toBe(1);
  expect(said).toContain("needs Node 20 or newer");
});

test.each(["bin/demo.ts", "bin/start.ts"])("%s says that a port is in use, and how to take another", async (script) => {
  const { code, said } = await run([script, "--port", String(port)], settings);
  expect(said).toContain(`Port ${port} is in use`);
  expect(said).toContain("--port");
  expect(code).toBe(1);
});

test.each(["bin/demo.ts", "bin/start.ts"])("%s says what is wrong with an option, in one line", async (script) => {
  for (const [args, words] of [
    [["--bogus"], "--bogus"],
    [["--port", "abc"], "--port must be a number"],
    [["--port", "70000"], "--port must be a number"],
  ] as const) {
    const { code, said } = await run([script, ...args], settings);
    expect(said).toContain(words);
    expect(said).not.toContain("    at ");
    expect(code).toBe(1);
  }
});

test("a database that does not answer is named, without its password", async () => {
  const url = "postgres://someone:hidden-word@127.0.0.1:1/wutong";
  const { code, said } = await run(["bin/start.ts", "--port", String(await freePort())], {
    ...settings,
    DATABASE_URL: url,
  });
  expect(said).toMatch(/127\.0\.0\.1:1\/wutong does not answer/);
  expect(said).not.toContain("hidden-word");
  expect(code).toBe(1);
});

test("missing and wrong settings are named one by one", () => {
  const problems = (given: Record<string, string>) => {
    try {
      readEnv(given);
      return "";
    } catch (error) {
      if (error instanceof BadEnvironment) return error.message;
      throw error;
    }
  };
  expect(
    problems({})
      .split("\n")
      .map((line) => line.split(":")[0]),
  ).toEqual(["WUTONG_URL", "WUTONG_SECRET", "WUTONG_DATA_KEY"]);
  expect(problems({ ...settings, WUTONG_DATA_KEY: "short" })).toContain("32 random bytes");
  expect(problems({ ...settings, WUTONG_SECRET: "short" })).toContain("32 random characters");
  expect(problems(settings)).toBe("");
});

test("demo mode is refused wherever others could reach it", () => {
  const demo = { ...settings, WUTONG_DEMO: "1" };
  expect(readEnv(demo).demo).toBe(true);
  expect(readEnv(settings).demo).toBe(false);
  for (const url of ["https://wutong.example.cn", "http://192.168.1.7:3000", "http://localhost.example.cn"]) {
    expect(() => readEnv({ ...demo, WUTONG_URL: url }), url).toThrow("demo mode");
  }
});
