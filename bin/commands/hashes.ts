import { rosterOf } from "#lib/allocation/bundle-result";
import { termsHash } from "#lib/allocation/bundle-terms";
import { unitsHash } from "#lib/allocation/units";
import { foreignUnits } from "#lib/allocation/units-check";
import { BadInput, differenceLine, onFiles, readFrozenFile, readUnitsFile } from "../round-file.ts";

/** Prints the hashes of a round's file that were published before its draw: of the terms, the roster and the units. */
export const run = (args: string[]): Promise<number> =>
  onFiles("hashes FILE [UNITS]", args, async (file = "", unitsFile) => {
    const round = await readFrozenFile(file);
    const units = unitsFile === undefined ? null : await readUnitsFile(unitsFile);
    // A hash of another round's units, published, would bind nobody to anything.
    const foreign = units ? foreignUnits(round, units) : [];
    if (foreign.length > 0) throw new BadInput(foreign.map((one) => `${unitsFile} ${differenceLine(one)}`));
    const roster = rosterOf(round);
    const lines = [
      `terms   ${termsHash(round)}`,
      `roster  ${roster.sha256}  ${roster.count} applicants`,
      ...(units ? [`units   ${unitsHash(units)}`] : []),
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
    return 0;
  });
