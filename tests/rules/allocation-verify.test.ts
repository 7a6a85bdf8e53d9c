import { expect, test } from "vitest";
import { serialDictatorship } from "#lib/allocation/choice";
import { hexOf, utf8 } from "#lib/allocation/digest";
import { commitmentOf, drawOrder, revealAt } from "#lib/allocation/draw";
import { rosterHash } from "#lib/allocation/roster";
import { type PublishedDraw, verifyDraw } from "#lib/allocation/verify";

const secret = utf8("a secret of thirty-two bytes....");
const randomness = "1.7.9.12.20.33./4./";
const places = [
  { roomTypeId: "single", count: 2 },
  { roomTypeId: "double", count: 1 },
];

function honestDraw(): PublishedDraw {
  const revealed = revealAt(secret, 32, 1);
  if (!revealed.ok) throw new Error("the chain has links");
  const asked = ["A", "B", "C", "D"].map((label) => ({ label, choices: ["single"], anyOther: label !== "D" }));
  const order = drawOrder(
    revealed.code,
    randomness,
    asked.map(({ label }) => label),
  );
  const { assignments } = serialDictatorship(
    order.map(({ label }) => label),
    asked.map(({ label, ...rest }) => ({ id: label, ...rest })),
    places.map(({ roomTypeId, count }) => ({ id: roomTypeId, places: count })),
  );
  const applicants = order.map((drawn, index) => {
    const { choices, anyOther } = asked.find(({ label }) => label === drawn.label) ?? { choices: [], anyOther: false };
    return { ...drawn, choices, anyOther, roomTypeId: assignments[index]?.category ?? null };
  });
  return {
    commitment: commitmentOf(secret, 32),
    chainLength: 32,
    code: hexOf(revealed.code),
    randomness,
    rosterHash: rosterHash(asked).sha256,
    places,
    applicants,
  };
}

const failing = (draw: PublishedDraw) => verifyDraw(draw).flatMap(({ id, passed }) => (passed ? [] : [id]));
const change = (index: number, change: Partial<PublishedDraw["applicants"][number]>): PublishedDraw => {
  const draw = honestDraw();
  return { ...draw, applicants: draw.applicants.map((row, at) => (at === index ? { ...row, ...change } : row)) };
};

test("an honest draw passes every check", () => {
  expect(failing(honestDraw())).toEqual([]);
  expect(verifyDraw(honestDraw())).toHaveLength(5);
});

test("a code that does not lead to the commitment is found", () => {
  expect(failing({ ...honestDraw(), commitment: "00".repeat(32) })).toEqual(["code"]);
  expect(failing({ ...honestDraw(), code: "nothing" })).toEqual(["code", "roster"].slice(0, 1));
});

test("another randomness changes every key", () => {
  expect(failing({ ...honestDraw(), randomness: "1.7.9.12.20.32./4./" })).toContain("keys");
});

test("a key, a rank or a room given to the wrong applicant is found, with the receipt number", () => {
  expect(failing(change(1, { key: "00".repeat(32) }))).toEqual(["keys"]);
  expect(failing(change(1, { rank: 9 }))).toEqual(["order"]);
  const robbed = change(0, { roomTypeId: null });
  expect(failing(robbed)).toEqual(["choice"]);
  expect(verifyDraw(robbed).at(-1)?.failed).toBe(robbed.applicants[0]?.label);
});

test("wishes changed after the freeze no longer fit the roster's hash", () => {
  expect(failing(change(3, { choices: ["double"] }))).toContain("roster");
});
