import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { bytesOf, compareAsBytes, compareBytes, extractKey, hexOf, utf8 } from "#lib/allocation/digest";
import { chainFrom, commitmentOf, revealAt, verifyCode } from "#lib/allocation/draw";
import { keyAt, keysOf, orderByKey } from "#lib/allocation/keys";
import {
  canonicalRandomness,
  checkRandomness,
  outcomeBits,
  parseSource,
  type RandomnessSource,
  readRandomness,
} from "#lib/allocation/randomness";
import { rosterHash, rosterText } from "#lib/allocation/roster";

// A thousand cases and more take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const bytes = (hex: string): Uint8Array => {
  const read = bytesOf(hex);
  if (!read) throw new Error(`not hex: ${hex}`);
  return read;
};
/** The order of a draw with its keys in hex. */
function drawOrder(code: Uint8Array, randomness: string, labels: readonly string[]) {
  const keys = keysOf(code, randomness, labels);
  return Array.from(orderByKey(keys), (row, index) => ({
    label: labels[row] ?? "",
    key: hexOf(keyAt(keys, row)),
    rank: index + 1,
  }));
}
const property = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, holds), { numRuns: 300 });

// draft-thomson-elegy-vrs-00, appendix "Example Usage"
const bikeshed = {
  secret: utf8("totally not a bikeshed"),
  commitment: "950ea08d8d5fd3ae415b9967aba7a48aba39ca62a4d98f2e7fe25cb1b8f8c488",
  firstCode: "5346f2efb5397a6788fc1f1d9c05c6d3f2abe9b7d16d8592a3695b6dbe9f2456",
  secondCode: "2f70f884997ce80771adbefbbbc6c71a1b921da71896c25ca0f64966bfd0c8ce",
  randomness: "1.2.3.4.5.6./1.2.3.4.5.6./1.2.3.4.5.6./",
};

describe("the commitment", () => {
  test("the draft's secret hashed ten times is the draft's commitment", () => {
    expect(commitmentOf(bikeshed.secret, 10)).toBe(bikeshed.commitment);
    expect(chainFrom(bikeshed.secret, 10)).toHaveLength(11);
  });

  test("the first draw reveals the link before the commitment, the second the link before that", () => {
    const [first, second] = [1, 2].map((draw) => revealAt(bikeshed.secret, 10, draw));
    expect(first?.ok && hexOf(first.code)).toBe(bikeshed.firstCode);
    expect(second?.ok && hexOf(second.code)).toBe(bikeshed.secondCode);
  });

  test("the secret itself is never a code", () => {
    expect(revealAt(bikeshed.secret, 10, 9)).toMatchObject({ ok: true });
    expect(revealAt(bikeshed.secret, 10, 10)).toEqual({
      ok: false,
      reason: "draw-chain-used-up",
      values: { draws: 9 },
    });
  });

  test("a code is true when hashing leads to the commitment, and tells which draw it was", () => {
    const commitment = bytes(bikeshed.commitment);
    expect(verifyCode(bytes(bikeshed.firstCode), commitment, 10)).toBe(1);
    expect(verifyCode(bytes(bikeshed.secondCode), commitment, 10)).toBe(2);
    expect(verifyCode(bytes(bikeshed.secondCode), commitment, 1)).toBeNull();
    expect(verifyCode(utf8("another secret"), commitment, 100)).toBeNull();
  });

  test("the commitment is no code, since everybody knew it before the draw", () => {
    expect(verifyCode(bytes(bikeshed.commitment), bytes(bikeshed.commitment), 10)).toBeNull();
  });
});

describe("the keys", () => {
  test("they are those of the draft's example", () => {
    const labels = ["bisque", "blue", "darkgoldenrod", "lavenderblush", "lightpink", "mediumvioletred"];
    const first = drawOrder(bytes(bikeshed.firstCode), bikeshed.randomness, labels);
    expect(first.map(({ key, label, rank }) => `${rank} ${key.slice(0, 27)} ${label}`)).toEqual([
      "1 002ed527ae0a44a86c205d1cdba lavenderblush",
      "2 03f710be2b61a6f9c3f89aa5ab5 blue",
      "3 08bab81380d7f0769cecf9969a8 darkgoldenrod",
      "4 0c26494fa81f3aed8a9f66e77b7 mediumvioletred",
      "5 0e1af5d1ccfd44de075cc0bb6d5 bisque",
      "6 13a07cc9abf3b737e49a62b0634 lightpink",
    ]);
    const second = drawOrder(bytes(bikeshed.secondCode), bikeshed.randomness, ["cornflowerblue", "darkgray", "aqua"]);
    expect(second.map(({ key, label }) => `${key.slice(0, 27)} ${label}`)).toEqual([
      "00d1c59a9f1b581060a9e732e91 aqua",
      "02b514b0b1807bfe086db524f40 darkgray",
      "0337add95eac62a356b020a273a cornflowerblue",
    ]);
  });

  test("extract gives RFC 5869 appendix A, cases 1 and 3, and a key the first block of case 3, whose info is a text", () => {
    const ikm = new Uint8Array(22).fill(0x0b);
    const prk1 = extractKey(bytes("000102030405060708090a0b0c"), ikm);
    expect(hexOf(prk1)).toBe("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
    const prk3 = extractKey(new Uint8Array(0), ikm);
    expect(hexOf(prk3)).toBe("19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04");
    const okm3 = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d";
    expect(hexOf(keysOf(new Uint8Array(0), "\u000b".repeat(22), [""]))).toBe(okm3);
  });

  test("removing one label leaves the others' order, and shuffled labels give the same order", () => {
    const labels = Array.from({ length: 40 }, (_, index) => `SQ-2026-12-${String(index + 1).padStart(5, "0")}`);
    const code = createHash("sha256").update("a code").digest();
    const whole = drawOrder(code, "1.2./", labels);
    property(fc.tuple(fc.nat(39), fc.shuffledSubarray(labels, { minLength: 40 })), ([gone, shuffled]) => {
      expect(drawOrder(code, "1.2./", shuffled)).toEqual(whole);
      const rest = drawOrder(code, "1.2./", labels.toSpliced(gone, 1)).map(({ label }) => label);
      expect(rest).toEqual(whole.map(({ label }) => label).filter((label) => label !== labels[gone]));
    });
  });
});

const reds: RandomnessSource = { name: "双色球红球", issue: "2026139", kind: "set", count: 6, from: 1, to: 33 };
const blue: RandomnessSource = { name: "双色球蓝球", issue: "2026139", kind: "sequence", count: 1, from: 1, to: 16 };
const digits: RandomnessSource = { name: "排列5", issue: "26321", kind: "sequence", count: 5, from: 0, to: 9 };
const beacon: RandomnessSource = { name: "drand", issue: "5001", kind: "sequence", count: 32, from: 0, to: 255 };

describe("the randomness", () => {
  test("the example of RFC 3797 section 6 has the RFC's canonical text", () => {
    const sources = [
      { numbers: [9319], ordered: true },
      { numbers: [2, 5, 12, 8, 10], ordered: false },
      { numbers: [9, 18, 26, 34, 41, 45], ordered: false },
    ];
    expect(canonicalRandomness(sources)).toBe("9319./2.5.8.10.12./9.18.26.34.41.45./");
  });

  test("numbers are ascending where the order says nothing and as drawn where it matters", () => {
    const read = readRandomness(["07 33、12,01 20 09", "16", "30718"], [reds, blue, digits]);
    expect(read).toEqual({ ok: true, randomness: "1.7.9.12.20.33./16./3.0.7.1.8./" });
  });

  test("a beacon's bytes may be pasted as hex", () => {
    const hex = createHash("sha256").update("beacon").digest("hex");
    const read = parseSource(hex, beacon);
    expect(read.ok && Buffer.from(read.numbers).toString("hex")).toBe(hex);
    expect(read).toMatchObject({ ordered: true });
  });

  test.each([
    ["", "randomness-missing", {}],
    ["1 2 3 4 5 x", "randomness-not-a-number", { text: "x" }],
    ["1 2 3 4 5 -6", "randomness-not-a-number", { text: "-6" }],
    ["1 2 3 4 5", "randomness-count", { expected: 6, given: 5 }],
    ["1 2 3 4 5 34", "randomness-out-of-range", { number: 34, from: 1, to: 33 }],
    ["1 2 3 4 5 5", "randomness-repeated", { number: 5 }],
  ])("what the source cannot have given is refused: %j is %s", (text, reason, values) => {
    expect(parseSource(text, reds)).toEqual({ ok: false, reason, values: { source: "双色球红球", ...values } });
  });

  test("an outcome for each announced source is needed", () => {
    const values = { expected: 2, given: 1 };
    expect(readRandomness(["1"], [reds, blue])).toEqual({ ok: false, reason: "randomness-source-count", values });
  });

  test("a published text counts only in its one canonical form", () => {
    expect(checkRandomness("1.7.9.12.20.33./16./", [reds, blue])).toMatchObject({ ok: true });
    for (const text of ["7.1.9.12.20.33./16./", "01.7.9.12.20.33./16./", "1.7.9.12.20.33/16/", ""])
      expect(checkRandomness(text, [reds, blue])).toMatchObject({ ok: false, reason: "randomness-not-canonical" });
  });

  test("a canonical text reads back as itself", () => {
    const numbers = fc.tuple(
      fc.uniqueArray(fc.integer({ min: 1, max: 33 }), { minLength: 6, maxLength: 6 }),
      fc.integer({ min: 1, max: 16 }),
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 5, maxLength: 5 }),
    );
    property(numbers, ([a, b, c]) => {
      const sources = [reds, blue, digits];
      const read = readRandomness([a.join(" "), `${b}`, c.join(" ")], sources);
      expect(read.ok && checkRandomness(read.randomness, sources)).toEqual(read);
    });
  });

  test("the outcomes of 双色球 are C(33,6) × 16 = 17,721,088, of a six-digit seed 10⁶", () => {
    expect(2 ** outcomeBits([reds, blue])).toBeCloseTo(17_721_088, 3);
    expect(2 ** outcomeBits([{ ...digits, count: 6 }])).toBeCloseTo(1e6, 3);
    expect(outcomeBits([beacon])).toBeCloseTo(256, 6);
  });
});

describe("the roster", () => {
  test("it is one line an applicant with fixed fields, sorted by bytes", () => {
    const rows = [
      { label: "SQ-2", choices: ["double", "single"], anyOther: true, points: 80, classes: ["master", "doctor"] },
      { label: "SQ-10", choices: ["single"], tier: 1, maxRentFen: 145000 },
    ];
    expect(rosterText(rows)).toBe(
      "SQ-10\t1\t\t\t\t\tsingle\t0\t145000\t\nSQ-2\t\t80\t\t\tdoctor,master\tdouble,single\t1\t\t\n",
    );
    const sha256 = createHash("sha256").update(rosterText(rows)).digest("hex");
    expect(rosterHash(rows)).toEqual({ sha256, count: 2 });
  });

  test("it is in NFC and sorted by UTF-8 bytes, not by UTF-16 units", () => {
    const text = rosterText([
      { label: "\u{1F333}", choices: [] },
      { label: "\uFF21", choices: [] },
      { label: "e\u0301", choices: [] },
    ]);
    expect(text.split("\n").map((line) => line.split("\t")[0])).toEqual(["\u00E9", "\uFF21", "\u{1F333}", ""]);
  });

  test("its hash does not depend on the order of rows, and changes with any wish", () => {
    const row = fc.record({ label: fc.uuid(), choices: fc.uniqueArray(fc.constantFrom("a", "b", "c")) });
    const rows = fc.uniqueArray(row, { minLength: 1, maxLength: 12, selector: ({ label }) => label });
    property(rows, (given) => {
      expect(rosterHash(given.toReversed())).toEqual(rosterHash(given));
      const changed = given.map((one, index) => (index === 0 ? { ...one, anyOther: true } : one));
      expect(rosterHash(changed).sha256).not.toBe(rosterHash(given).sha256);
    });
  });

  test("no field can smuggle in another field or line", () => {
    expect(() => rosterText([{ label: "a\tb", choices: [] }])).toThrow();
    expect(() => rosterText([{ label: "a", choices: ["b\nc"] }])).toThrow();
    expect(() =>
      rosterText([
        { label: "a", choices: [] },
        { label: "a", choices: ["b"] },
      ]),
    ).toThrow("once");
  });
});

test("texts compare as their UTF-8 bytes do", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "b", "é", "中", "\uff21", "\u{1F333}", "\u{1F3E0}"),
    maxLength: 4,
  });
  property(fc.tuple(text, text), ([a, b]) => {
    expect(Math.sign(compareAsBytes(a, b))).toBe(Buffer.compare(utf8(a), utf8(b)));
  });
});

test("bytes compare in ascending order, a prefix first", () => {
  property(fc.tuple(fc.uint8Array(), fc.uint8Array()), ([a, b]) => {
    expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b));
  });
});
