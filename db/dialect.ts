/** Decided once per process: a postgres:// URL means PostgreSQL, anything else is the path of a SQLite file. */
export const dialect: "postgres" | "sqlite" = /^postgres(ql)?:\/\//.test(process.env.DATABASE_URL ?? "")
  ? "postgres"
  : "sqlite";
