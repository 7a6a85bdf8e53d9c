import { onBothDatabases } from "./both-databases.ts";

/** The draw of a whole city in the product, on both databases. */
export const round = () => onBothDatabases("tests/bench/round-run.ts");
