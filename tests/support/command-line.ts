import { spawn } from "node:child_process";

type Ran = { code: number | null; out: string; err: string };

/** The command line without any settings, and with a database that could not be used. */
export function wutong(args: string[], stdin = "", cwd?: string): Promise<Ran> {
  const { WUTONG_URL: _url, WUTONG_SECRET: _secret, WUTONG_DATA_KEY: _key, INIT_CWD: _, ...rest } = process.env;
  const env = { ...rest, DATABASE_URL: "mysql://nowhere", ...(cwd ? { INIT_CWD: cwd } : {}) };
  const child = spawn(process.execPath, ["bin/wutong.ts", ...args], { env });
  const ran: Ran = { code: null, out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    ran.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    ran.err += chunk;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(stdin);
  return new Promise((resolve) => child.on("close", (code) => resolve({ ...ran, code })));
}
