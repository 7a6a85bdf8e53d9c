import { differencesOf, written } from "#lib/allocation/bundle-result";
import { runRound } from "#lib/allocation/bundle-run";
import { onFiles, readJson, readRoundFile } from "../round-file.ts";

const MOST_DIFFERENCES = 20;

/** Runs the round in a file again and says whether a published result is what it gives; exit code 1 where it is not. */
export const run = (args: string[]): Promise<number> =>
  onFiles("verify FILE RESULT", args, async (file = "", published = "") => {
    const round = await readRoundFile(file);
    const found = await readJson(published);
    const differences = differencesOf(runRound(round).result, found, MOST_DIFFERENCES);
    if (differences.length === 0) {
      process.stdout.write("identical\n");
      return 0;
    }
    const lines = differences.map(
      ({ path, expected, found }) => `${path}: expected ${written(expected)}, found ${written(found)}`,
    );
    if (lines.length === MOST_DIFFERENCES) lines.push(`only the first ${MOST_DIFFERENCES} differences are shown`);
    process.stdout.write(`${lines.join("\n")}\n`);
    return 1;
  });
