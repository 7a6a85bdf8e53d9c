import { onBothDatabases } from "./both-databases.ts";

/** The policy lab over 3,500 residents on both databases: what an officer waits for after changing a value. */
export const whatif = () => onBothDatabases("tests/bench/whatif-run.ts");
