import { differencesOf } from "#lib/allocation/bundle-result";
import { runRound } from "#lib/allocation/bundle-run";
import { unitsDifferences } from "#lib/allocation/units-check";
import { differenceLine, onFiles, readJson, readRoundFile, readUnitsFile } from "../round-file.ts";

const MOST_DIFFERENCES = 20;

/** Runs the round in a file again and says whether what was published of it is what it gives; exit code 1 where not. */
export const run = (args: string[]): Promise<number> =>
  onFiles("verify FILE RESULT [UNITS]", args, async (file = "", published = "", unitsFile) => {
    const round = await readRoundFile(file);
    const found = await readJson(published);
    const units = unitsFile === undefined ? null : await readUnitsFile(unitsFile);
    const { result } = runRound(round);
    const differences = differencesOf(result, found, MOST_DIFFERENCES);
    const ofUnits = units ? unitsDifferences(round, result.assignments, units, MOST_DIFFERENCES) : [];
    const lines = [...differences.map(differenceLine), ...ofUnits.map((one) => `${unitsFile} ${differenceLine(one)}`)];
    if (lines.length === 0) {
      process.stdout.write("identical\n");
      return 0;
    }
    const shown = lines.slice(0, MOST_DIFFERENCES);
    if (lines.length >= MOST_DIFFERENCES) shown.push(`only the first ${MOST_DIFFERENCES} differences are shown`);
    process.stdout.write(`${shown.join("\n")}\n`);
    return 1;
  });
