import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { roundPieces } from "#lib/allocation/bundle-text";
import { roundOf } from "./allocation-round.ts";

// Writes the invented city of a size as a round bundle: the memory that takes is not that of the round.

const [count = "", file = ""] = process.argv.slice(2);
await pipeline(Readable.from(roundPieces(roundOf(Number(count)))), createWriteStream(file));
