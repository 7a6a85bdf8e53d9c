import { resolve } from "node:path";

/** Migrations are read from the checkout the process was started in, whether the code is bundled or not. */
export const migrationsFolder = (dialect: "sqlite" | "postgres"): string =>
  resolve(process.env.WUTONG_HOME ?? process.cwd(), "db/migrations", dialect);
