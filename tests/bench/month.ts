import { onBothDatabases } from "./both-databases.ts";

/** The month of the complex and of a hundred complexes on both databases: is it linear? */
export const month = async () => [
  ...(await onBothDatabases("tests/bench/month-run.ts", ["1"])),
  ...(await onBothDatabases("tests/bench/month-run.ts", ["100"])),
];
