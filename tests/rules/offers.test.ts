import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decideAcceptance,
  decideDecline,
  decideExpiry,
  decideLeaving,
  decideOfferWithdrawal,
  type Offer,
  type OfferStatus,
  refusalsLeft,
} from "#lib/offers/rules";

const offer: Offer = {
  id: "o1",
  roundId: "r1",
  applicationId: "a1",
  personId: "p1",
  categoryId: "b03-single",
  unitId: "u1",
  bed: 0,
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
const tooDear = { reason: "rent", note: null } as const;
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
    expect(decideDecline(offer, offer.expiresAt, tooDear)).toEqual(refusal);
    expect(decideDecline(offer, before, tooDear)).toEqual({
      ok: true,
      status: "declined",
      reasonCode: "rent",
      reason: null,
    });
  });

  test("is answered once", () => {
    for (const status of closed) {
      const refusal = { ok: false, reason: "offer-closed", values: { status } };
      expect(decideAcceptance({ ...offer, status }, before, given)).toEqual(refusal);
      expect(decideDecline({ ...offer, status }, before, tooDear)).toEqual(refusal);
      expect(decideExpiry({ ...offer, status }, offer.expiresAt)).toEqual(refusal);
      expect(decideOfferWithdrawal({ ...offer, status }, "漏水", "passOn")).toEqual(refusal);
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

  test("is declined for a reason from the list, and for another reason only with a word of one's own", () => {
    const other = (note: string | null) => decideDecline(offer, before, { reason: "other", note });
    for (const note of [null, "", "  "])
      expect(other(note)).toMatchObject({ problems: [{ field: "note", reason: "offer-decline-note-missing" }] });
    expect(other(" 离家太远 ")).toMatchObject({ reasonCode: "other", reason: "离家太远" });
  });

  test("is withdrawn by staff only with a reason, and it is kept what became of the place", () => {
    expect(decideOfferWithdrawal(offer, " ", "passOn")).toMatchObject({
      problems: [{ field: "reason", reason: "offer-withdrawal-reason-missing" }],
    });
    const given = { ok: true, status: "withdrawn", reason: "漏水" };
    expect(decideOfferWithdrawal(offer, " 漏水 ", "passOn")).toEqual({ ...given, reasonCode: "staff" });
    expect(decideOfferWithdrawal(offer, " 漏水 ", "outOfService")).toEqual({ ...given, reasonCode: "outOfService" });
  });
});

test("under a rule of one, two and three refusals the last one ends the part in the round", () => {
  expect([0].map((had) => refusalsLeft(1, had))).toEqual([0]);
  expect([0, 1].map((had) => refusalsLeft(2, had))).toEqual([1, 0]);
  expect([0, 1, 2, 3].map((had) => refusalsLeft(3, had))).toEqual([2, 1, 0, 0]);
});

test("only who waits can leave a list: an offer is answered, and what has ended has ended", () => {
  expect(decideLeaving("waiting")).toEqual({ ok: true });
  expect(decideLeaving("offered")).toEqual({ ok: false, reason: "waiting-offered" });
  for (const status of ["housed", "left", "out"] as const)
    expect(decideLeaving(status)).toEqual({ ok: false, reason: "waiting-ended" });
});
