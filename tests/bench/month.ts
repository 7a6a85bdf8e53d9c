import { onBothDatabases } from "./both-databases.ts";

/** The month on both databases. */
export const month = () => onBothDatabases("tests/bench/month-run.ts");
