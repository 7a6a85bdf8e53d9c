import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Measured } from "./report.ts";

/** The product's pages on a full demo in a file of its own, in a process of its own. */
export async function pages(): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), "wutong-bench-"));
  try {
    const done = spawnSync(process.execPath, ["tests/bench/pages-run.ts"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        ...process.env,
        DATABASE_URL: join(folder, "pages.sqlite"),
        WUTONG_URL: "http://localhost:3000",
        WUTONG_DEMO: "1",
      },
    });
    if (done.status !== 0) throw new Error("the pages could not be measured: see above");
    return done.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Measured);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
