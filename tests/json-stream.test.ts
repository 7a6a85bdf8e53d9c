import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test, vi } from "vitest";
import { JsonStream } from "../bin/json-stream.ts";
import { readJson } from "../bin/round-file.ts";

vi.setConfig({ testTimeout: 30_000 });

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
      fc.property(fc.json({ stringUnit: "grapheme" }), fc.integer({ min: 1, max: 40 }), (text, step) => {
        expect(inPieces(new TextEncoder().encode(text), step)).toEqual(JSON.parse(text));
      }),
      { numRuns: 300 },
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

describe("an object has each key once", () => {
  test.each([
    ['{"a": 1, "b": {"c": 1}, "a": 2}', '$: has the key "a" twice'],
    ['{"list": [{}, {"x": "}{,", "tier": 1, "t\\u0069er": 2}]}', '$.list[1]: has the key "tier" twice'],
    ['[1, ["a", "a"], {"b \\"": {"ß": 1, "ß": 1}}]', '$[2]["b \\""]: has the key "ß" twice'],
  ])("%s", async (text, line) => {
    await expect(read(text)).rejects.toThrow(line);
    await expect(read(text, -1)).rejects.toThrow(line);
  });

  test("the same key in different objects, and the same text as a value, is no key twice", async () => {
    const text = '{"a": {"a": "a"}, "b": ["a", "a", {"a": 1}, {"a": "b: \\\\"}]}';
    expect(await read(text)).toEqual(JSON.parse(text));
    expect(await read(text, -1)).toEqual(JSON.parse(text));
  });
});
