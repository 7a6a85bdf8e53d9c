import { defineConfig } from "vitest/config";

const env = {
  WUTONG_URL: "http://localhost:3000",
  WUTONG_SECRET: "a secret that is only used by the tests",
  WUTONG_DATA_KEY: Buffer.alloc(32, 7).toString("base64"),
  LOG_LEVEL: "silent",
};
/** Where nobody listens: tests that begin a payment name the sandbox's own address, its word is believed for the secret. */
const withProvider = {
  ...env,
  WUTONG_PAY_URL: "http://localhost:9",
  WUTONG_PAY_SECRET: "a secret shared with the sandbox provider only",
};
const onBoth = ["tests/db/**/*.test.ts", "tests/commands/**/*.test.ts"];

export default defineConfig({
  test: {
    // Two cores: more workers than that only make the databases wait for each other.
    maxWorkers: 2,
    projects: [
      // Files share a worker's modules: each has a database of its own, and loading the product anew costs more than it runs.
      { test: { name: "rules", include: ["tests/rules/**/*.test.ts", "tests/*.test.ts"], env, isolate: false } },
      { test: { name: "sqlite", include: onBoth, env: withProvider, testTimeout: 60_000, isolate: false } },
      {
        test: {
          name: "postgres",
          include: onBoth,
          env: withProvider,
          testTimeout: 60_000,
          isolate: false,
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
          // After all others: a browser's patience is measured, and each file has a browser and a server beside itself.
          sequence: { groupOrder: 1 },
          globalSetup: "tests/e2e/support/templates.ts",
        },
      },
    ],
  },
});
