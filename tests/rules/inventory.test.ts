import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideStatusByHand, decideUnitStatus, livedIn, occupancyPercent, unitStatuses } from "#lib/inventory/rules";

describe("a unit's status by hand", () => {
  const status = fc.constantFrom(...unitStatuses);

  test("whatever is asked, people are never put out and nobody is moved in by hand", () => {
    fc.assert(
      fc.property(status, status, (from, to) => {
        const decision = decideStatusByHand({ from, to, reason: "检修", round: null });
        return !decision.ok || (!livedIn(from) && !livedIn(to) && decideUnitStatus(from, to).ok);
      }),
    );
  });

  test("a unit that a round under way counts on is never changed", () => {
    fc.assert(
      fc.property(status, status, (from, to) => !decideStatusByHand({ from, to, reason: "检修", round: "R" }).ok),
    );
  });

  test("a reason of spaces is none, and one of 201 characters is too long", () => {
    const ask = (reason: string) => decideStatusByHand({ from: "vacant", to: "frozen", reason, round: null });
    expect(ask(" ").ok).toBe(false);
    expect(ask("长".repeat(201)).ok).toBe(false);
    expect(ask(` ${"长".repeat(200)} `)).toMatchObject({ ok: true, reason: "长".repeat(200) });
  });
});

describe("occupancy", () => {
  test("1344 of 1415 units are 95 per cent (FIELD: 1)", () => {
    expect(occupancyPercent(1344, 1415)).toBe(95);
  });

  test("of no units it is 0, and a tenth of a per cent is shown", () => {
    expect(occupancyPercent(0, 0)).toBe(0);
    expect(occupancyPercent(1, 3)).toBe(33.3);
  });

  test("a tenant who has given notice still lives there", () => {
    expect(unitStatuses.filter(livedIn)).toEqual(["occupied", "leaving"]);
  });
});
