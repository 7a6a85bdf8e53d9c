import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Measured } from "./report.ts";

/** The product's pages on a full demo in a file of its own, in a process of its own. */
export const pages = () => served("tests/bench/pages-run.ts");

/** Two thousand people who apply within a minute. */
export const opening = () => served("tests/bench/opening-run.ts");

/** Runs a script that serves the product on a database file of its own. */
async function served(script: string): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), "wutong-bench-"));
  try {
    const done = spawnSync(process.execPath, [script], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        ...process.env,
        DATABASE_URL: join(folder, "pages.sqlite"),
        WUTONG_URL: "http://localhost:3000",
        WUTONG_DEMO: "1",
      },
    });
    if (done.status !== 0) throw new Error(`${script} could not be measured: see above`);
    return done.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Measured);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
