import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { resultPieces } from "#lib/allocation/bundle-result";
import { runRound } from "#lib/allocation/bundle-run";
import { readRoundFile } from "../../bin/round-file.ts";
import { hashBlocks } from "./allocation-floor.ts";
import { type Measured, median, peakMemoryMb, rounded } from "./report.ts";

// A whole round from its file to its result, as `wutong draw` runs it, against reading and hashing the bytes of both:
// a process of its own for each size, so that the memory is that size's. Prints one JSON line.

const [size = "", file = ""] = process.argv.slice(2);
const count = Number(size);
const REPETITIONS = count >= 1_000_000 ? 2 : count >= 100_000 ? 3 : 9;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

let resultBytes = 0;
async function ours(): Promise<void> {
  const { result } = runRound(await readRoundFile(file));
  resultBytes = 0;
  for (const piece of resultPieces(result)) resultBytes += Buffer.byteLength(piece);
}

async function floor(): Promise<void> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) hash.update(chunk);
  const written = Buffer.alloc(2 ** 16);
  for (let left = resultBytes; left > 0; left -= written.length) hash.update(written);
  hash.digest();
  hashBlocks(4 * count);
}

const times: { ours: number; floor: number }[] = [];
for (let turn = 0; turn < REPETITIONS; turn++) times.push({ ours: await timed(ours), floor: await timed(floor) });
const [mine, least] = [median(times.map((one) => one.ours)), median(times.map((one) => one.floor))];
const measured: Measured = {
  what: `allocation: whole round from its file, ${count.toLocaleString("en")}`,
  unit: "ms",
  ours: mine,
  floor: least,
  ratio: mine / least,
  notes: {
    floor: "every byte of bundle and result hashed, four SHA-256 blocks an applicant",
    "bundle MB": rounded(statSync(file).size / 1e6),
    "result MB": rounded(resultBytes / 1e6),
    "peak MB": peakMemoryMb(),
  },
};
process.stdout.write(JSON.stringify([measured]));
