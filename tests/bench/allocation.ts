import { spawnSync } from "node:child_process";
import type { Measured } from "./report.ts";

/** A million applicants as objects need more than what Node allows itself. */
const ROOM = "--max-old-space-size=12288";
const SIZES = [1_000, 10_000, 100_000, 1_000_000];

/** Keys, order, choice, exchange and the whole round of cities of four sizes, each in a process of its own. */
export async function allocation(): Promise<Measured[]> {
  return SIZES.flatMap((size) => {
    const done = spawnSync(process.execPath, [ROOM, "tests/bench/allocation-run.ts", String(size)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (done.status !== 0) throw new Error(`the allocation of ${size} could not be measured: see above`);
    return JSON.parse(done.stdout) as Measured[];
  });
}
