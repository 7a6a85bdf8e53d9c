/** What DATABASE_URL says, the usual file where it says nothing: an empty path would be a database that vanishes. */
export const databaseUrl = (): string => process.env.DATABASE_URL?.trim() || ".data/wutong.sqlite";

/** Decided once per process: a postgres:// URL means PostgreSQL, anything else is the path of a SQLite file. */
export const dialect: "postgres" | "sqlite" = /^postgres(ql)?:\/\//.test(databaseUrl()) ? "postgres" : "sqlite";
