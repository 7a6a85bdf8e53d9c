import { spawn } from "node:child_process";

export type Ran = { code: number | null; out: string; err: string };
type Given = { env?: Record<string, string | undefined>; stdin?: string };

/** The command line in a process of its own, on this process's settings unless `env` says otherwise. */
export function runWutong(args: string[], { env = {}, stdin = "" }: Given = {}): Promise<Ran> {
  const child = spawn(process.execPath, ["bin/wutong.ts", ...args], { env: { ...process.env, ...env } });
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

const NO_SETTINGS = { WUTONG_URL: undefined, WUTONG_SECRET: undefined, WUTONG_DATA_KEY: undefined };

/** The command line without any settings, and with a database that could not be used. */
export const wutong = (args: string[], stdin = "", cwd?: string): Promise<Ran> =>
  runWutong(args, { env: { ...NO_SETTINGS, DATABASE_URL: "mysql://nowhere", INIT_CWD: cwd }, stdin });
