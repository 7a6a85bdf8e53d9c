import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { JsonStream } from "../bin/json-stream.ts";
import { readJson } from "../bin/round-file.ts";

const folder = mkdtempSync(join(tmpdir(), "wutong-json-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reads bytes in pieces that end after every `step` bytes. */
function inPieces(bytes: Uint8Array, step: number): unknown {
  const stream = new JsonStream();
  for (let at = 0; at < bytes.length; at += step) stream.write(bytes.subarray(at, at + step));
  return stream.end();
}

const file = join(folder, "some.json");
const read = (content: string | Uint8Array, whole?: number) => {
  writeFileSync(file, content);
  return readJson(file, whole);
};

describe("a file that is too long for one string is read in pieces", () => {
  test("whatever its pieces, it reads as it would whole", () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: "binary" }), fc.integer({ min: 1, max: 40 }), (text, step) => {
        const plain = text.toWellFormed();
        expect(inPieces(new TextEncoder().encode(plain), step)).toEqual(JSON.parse(plain));
      }),
      { numRuns: 1000 },
    );
  });

  test("the example round is the same round", async () => {
    const example = "docs/examples/round.json";
    expect(await readJson(example, 0)).toEqual(await readJson(example));
  });

  test.each([
    ["cut off", '{"a": [1, 2'],
    ["empty", ""],
    ["followed by something else", '{"a": 1} {"b": 2}'],
    ["a bare word", "{a: 1}"],
    ["with a comma too many", '{"a": [1, 2,]}'],
  ])("what is no JSON is refused either way: %s", async (_, text) => {
    await expect(read(text)).rejects.toThrow(/^\$: .* is not JSON: .+/);
    await expect(read(text, -1)).rejects.toThrow(/^\$: .* is not JSON: .+/);
  });

  test("what is not UTF-8 is refused either way", async () => {
    for (const bytes of [Buffer.from([0x22, 0xff, 0x22]), Buffer.from([0x22, 0xe6, 0xa2, 0x22])]) {
      await expect(read(bytes)).rejects.toThrow("is not JSON: not UTF-8");
      await expect(read(bytes, -1)).rejects.toThrow("is not JSON: not UTF-8");
    }
  });
});
