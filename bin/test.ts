import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { buildOnce } from "./build.ts";

// Every test on both databases, the browser's included: npm test -- [vitest arguments, for instance tests/rules]
const RESULTS = ".data/test-results.json";
rmSync(RESULTS, { force: true });
buildOnce();
const done = spawnSync(
  process.execPath,
  [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${RESULTS}`,
    ...process.argv.slice(2),
  ],
  { stdio: ["ignore", "inherit", "inherit"] },
);
process.exitCode = done.status ?? 1;
