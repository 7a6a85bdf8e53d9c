import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SOURCES = [
  "app",
  "db",
  "lib",
  "public",
  "seeds",
  "proxy.ts",
  "instrumentation.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const MARK = ".next/wutong-sources";

/** Builds the product unless a build of exactly these sources is there. A build needs no database and no settings. */
export function buildOnce(): void {
  const sources = hashOf(SOURCES);
  if (existsSync(MARK) && existsSync(".next/BUILD_ID") && readFileSync(MARK, "utf8") === sources) return;
  console.error("Building …");
  const done = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (done.status !== 0) throw new Error(`the build failed:\n${done.stdout}\n${done.stderr}`);
  writeFileSync(MARK, sources);
}

function hashOf(paths: string[]): string {
  const hash = createHash("sha256");
  const visit = (path: string) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
    else hash.update(`${path}\0`).update(readFileSync(path));
  };
  for (const path of paths) visit(path);
  return hash.digest("hex");
}

if (import.meta.main) buildOnce();
