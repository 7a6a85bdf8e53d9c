import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decideAcceptance,
  decideDecline,
  decideExpiry,
  decideOfferWithdrawal,
  nextInLine,
  type Offer,
  type OfferStatus,
  type RankedApplication,
} from "#lib/offers/rules";

const offer: Offer = {
  id: "o1",
  roundId: "r1",
  applicationId: "a1",
  personId: "p1",
  unitId: "u1",
  roomTypeId: "single",
  status: "open",
  offeredAt: new Date("2026-12-21T01:00:00Z"),
  expiresAt: new Date("2026-12-24T01:00:00Z"),
};
const given = {
  leaseId: "l1",
  sequence: 7,
  rentFen: 145000,
  draftedOn: "2026-12-22",
  startsOn: "2027-01-01",
  alreadyHoused: false,
};
const before = new Date(offer.expiresAt.getTime() - 1);
const closed: OfferStatus[] = ["accepted", "declined", "expired", "withdrawn"];

describe("an offer", () => {
  test("accepted in time it gives the lease of its person and unit", () => {
    const decision = decideAcceptance(offer, before, given);
    expect(decision).toMatchObject({
      ok: true,
      status: "accepted",
      lease: { id: "l1", offerId: "o1", personId: "p1", unitId: "u1", rentFen: 145000, leaseNo: "HT2026-00007" },
    });
  });

  test("cannot be accepted or declined at the instant it expires", () => {
    const refusal = { ok: false, reason: "offer-expired", values: { expiresAt: "2026-12-24T01:00:00.000Z" } };
    expect(decideAcceptance(offer, offer.expiresAt, given)).toEqual(refusal);
    expect(decideDecline(offer, offer.expiresAt)).toEqual(refusal);
    expect(decideDecline(offer, before)).toEqual({ ok: true, status: "declined" });
  });

  test("is answered once", () => {
    for (const status of closed) {
      const refusal = { ok: false, reason: "offer-closed", values: { status } };
      expect(decideAcceptance({ ...offer, status }, before, given)).toEqual(refusal);
      expect(decideDecline({ ...offer, status }, before)).toEqual(refusal);
      expect(decideExpiry({ ...offer, status }, offer.expiresAt)).toEqual(refusal);
      expect(decideOfferWithdrawal({ ...offer, status }, "漏水")).toEqual(refusal);
    }
  });

  test("can at every instant be either accepted or expired, never both", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), (ms) => {
        const now = new Date(offer.expiresAt.getTime() + ms);
        expect(decideAcceptance(offer, now, given).ok).toBe(!decideExpiry(offer, now).ok);
      }),
      { numRuns: 300 },
    );
    expect(decideExpiry(offer, before)).toMatchObject({ reason: "offer-not-due" });
  });

  test("one person never holds two units", () => {
    const decision = decideAcceptance(offer, before, { ...given, alreadyHoused: true });
    expect(decision).toEqual({ ok: false, reason: "offer-already-housed" });
  });

  test("is withdrawn by staff only with a reason", () => {
    expect(decideOfferWithdrawal(offer, " ")).toEqual({ ok: false, reason: "offer-withdrawal-reason-missing" });
    expect(decideOfferWithdrawal(offer, " 漏水 ")).toEqual({ ok: true, status: "withdrawn", reason: "漏水" });
  });
});

describe("the next in line", () => {
  const waiting = (rank: number, change: Partial<RankedApplication> = {}): RankedApplication => ({
    applicationId: `a${rank}`,
    rank,
    status: "submitted",
    choices: ["single"],
    anyOther: false,
    hasOpenOrAcceptedOffer: false,
    refusals: 0,
    declinedRoomTypeIds: [],
    ...change,
  });
  const next = (ranked: RankedApplication[], out?: number) =>
    nextInLine({ roomTypeId: "single", ranked, ...(out === undefined ? {} : { rule: { out } }) });

  test("is the best rank that asked for the room type, however the rows come", () => {
    expect(next([waiting(3), waiting(1, { choices: ["double"] }), waiting(2)])).toBe("a2");
    expect(next([waiting(3), waiting(1, { choices: ["double"], anyOther: true }), waiting(2)])).toBe("a1");
  });

  test("is nobody who holds an offer, withdrew, or did not ask", () => {
    expect(next([waiting(1, { hasOpenOrAcceptedOffer: true }), waiting(2, { status: "withdrawn" })])).toBeNull();
    expect(next([])).toBeNull();
  });

  test("is nobody who let one offer go, unless the round allows more refusals", () => {
    const refused = waiting(1, { refusals: 1, declinedRoomTypeIds: ["double"] });
    expect(next([refused, waiting(2)])).toBe("a2");
    expect(next([refused, waiting(2)], 3)).toBe("a1");
    expect(next([waiting(1, { refusals: 3 }), waiting(2)], 3)).toBe("a2");
  });

  test("is never offered again a room type they declined", () => {
    expect(next([waiting(1, { refusals: 1, declinedRoomTypeIds: ["single"] }), waiting(2)], 3)).toBe("a2");
  });

  test("nobody waiting with a better rank is passed over", () => {
    const row = fc.record({
      rank: fc.integer({ min: 1, max: 99 }),
      hasOpenOrAcceptedOffer: fc.boolean(),
      refusals: fc.nat(2),
      choices: fc.subarray(["single", "double"]),
      anyOther: fc.boolean(),
      status: fc.constantFrom<"submitted" | "withdrawn">("submitted", "withdrawn"),
    });
    const rows = fc.uniqueArray(row, { selector: ({ rank }) => rank, maxLength: 10 });
    fc.assert(
      fc.property(rows, (changes) => {
        const ranked = changes.map((change) => waiting(change.rank, change));
        const chosen = next(ranked);
        const able = ranked.filter(
          (one) =>
            one.status === "submitted" &&
            !one.hasOpenOrAcceptedOffer &&
            one.refusals === 0 &&
            (one.anyOther || one.choices.includes("single")),
        );
        const best = Math.min(...able.map(({ rank }) => rank));
        expect(chosen).toBe(able.length === 0 ? null : `a${best}`);
        expect(next(ranked.toReversed())).toBe(chosen);
      }),
      { numRuns: 300 },
    );
  });
});
