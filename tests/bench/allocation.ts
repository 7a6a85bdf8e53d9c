import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Measured } from "./report.ts";

const SIZES = [1_000, 10_000, 100_000, 1_000_000];

/** Keys, order, choice, exchange, and the whole round from its file, of cities of four sizes, each in a process of its own. */
export async function allocation(): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), "wutong-bench-"));
  try {
    return SIZES.flatMap((size) => {
      const file = join(folder, `${size}.json`);
      const steps = run("tests/bench/allocation-run.ts", String(size));
      run("tests/bench/allocation-write.ts", String(size), file);
      return [...steps, ...run("tests/bench/allocation-file.ts", String(size), file)];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(script: string, ...args: string[]): Measured[] {
  const done = spawnSync(process.execPath, [script, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (done.status !== 0) throw new Error(`${script} ${args.join(" ")} could not be measured: see above`);
  return done.stdout === "" ? [] : (JSON.parse(done.stdout) as Measured[]);
}
