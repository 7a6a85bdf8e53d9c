import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { resultPieces } from "#lib/allocation/bundle-result";
import { runRound } from "#lib/allocation/bundle-run";
import { onFiles, readRoundFile } from "../round-file.ts";

/** Runs the round in a file and prints its result, as docs/round-bundle.md describes both. */
export const run = (args: string[]): Promise<number> =>
  onFiles("draw FILE", args, async (file = "") => {
    const { result } = runRound(await readRoundFile(file));
    await pipeline(Readable.from(resultPieces(result)), process.stdout, { end: false });
    return 0;
  });
