import { defineConfig } from "vitest/config";

const env = {
  WUTONG_URL: "http://localhost:3000",
  WUTONG_SECRET: "a secret that is only used by the tests",
  WUTONG_DATA_KEY: Buffer.alloc(32, 7).toString("base64"),
  LOG_LEVEL: "silent",
};
const onBoth = ["tests/db/**/*.test.ts", "tests/commands/**/*.test.ts"];

export default defineConfig({
  test: {
    // Two cores: more workers than that only make the databases wait for each other.
    maxWorkers: 2,
    projects: [
      { test: { name: "rules", include: ["tests/rules/**/*.test.ts", "tests/*.test.ts"], env } },
      { test: { name: "sqlite", include: onBoth, env, testTimeout: 60_000 } },
      {
        test: {
          name: "postgres",
          include: onBoth,
          env,
          testTimeout: 60_000,
          globalSetup: "tests/support/global-postgres.ts",
          setupFiles: "tests/support/use-postgres.ts",
        },
      },
      {
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          env,
          testTimeout: 120_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          globalSetup: "tests/e2e/support/templates.ts",
        },
      },
    ],
  },
});
