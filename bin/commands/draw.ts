import { resultText } from "#lib/allocation/bundle-result";
import { runRound } from "#lib/allocation/bundle-run";
import { onFiles, readRoundFile } from "../round-file.ts";

/** Runs the round in a file and prints its result, as docs/round-bundle.md describes both. */
export const run = (args: string[]): Promise<number> =>
  onFiles("draw FILE", args, async (file = "") => {
    process.stdout.write(resultText(runRound(await readRoundFile(file)).result));
    return 0;
  });
