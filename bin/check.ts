import { spawnSync } from "node:child_process";

// Format and lint, types, and the architecture and access tables: each is run even when one before it failed.
const steps = [
  ["format and lint", "node_modules/@biomejs/biome/bin/biome", "ci", "."],
  ["types", "node_modules/typescript/bin/tsc", "--noEmit"],
  [
    "architecture and access",
    "node_modules/vitest/vitest.mjs",
    "run",
    "--project",
    "rules",
    "tests/architecture.test.ts",
    "tests/access.test.ts",
  ],
] as const;

// next-env.d.ts and the routes' types are made by Next, not kept in the repository.
spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "typegen"], { stdio: "ignore" });
const failed = steps.filter(([name, script, ...args]) => {
  console.error(`— ${name}`);
  return spawnSync(process.execPath, [script, ...args], { stdio: "inherit" }).status !== 0;
});
if (failed.length > 0) console.error(`Not in order: ${failed.map(([name]) => name).join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;
