import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canInvite,
  decideJoining,
  INVITE_ALPHABET,
  INVITE_LENGTH,
  inviteText,
  type Joining,
  readInviteCode,
} from "#lib/applications/rules-group";
import {
  decideExclusion,
  decidePaperEntry,
  decideReadmission,
  type PaperStanding,
} from "#lib/applications/rules-roster";

const round = {
  status: "open" as const,
  mechanism: "choice" as const,
  opensAt: new Date("2026-12-01T01:00:00Z"),
  closesAt: new Date("2026-12-20T09:00:00Z"),
  terms: { largestGroup: 4 },
};
const now = new Date("2026-12-10T01:00:00Z");
const joining: Joining = {
  round,
  application: { id: "a", status: "submitted", leaderId: "leader" },
  size: 1,
  largestCategory: 3,
  personId: "somebody",
  own: null,
  memberOf: null,
  profileComplete: true,
  now,
};

describe("joining a group", () => {
  test("whoever has the code joins once, and again changes nothing", () => {
    expect(decideJoining(joining)).toEqual({ ok: true, outcome: "joined" });
    expect(decideJoining({ ...joining, memberOf: "a", size: 2 })).toEqual({ ok: true, outcome: "unchanged" });
  });

  test("a withdrawn application of one's own does not stand in the way", () => {
    expect(decideJoining({ ...joining, own: "withdrawn" })).toMatchObject({ ok: true });
  });

  test.each<[string, Partial<Joining>, string]>([
    ["into one's own", { personId: "leader" }, "group-own"],
    ["once the round has closed", { now: round.closesAt }, "round-closed"],
    ["once it is withdrawn", { application: { ...joining.application, status: "withdrawn" } }, "group-not-standing"],
    ["with an application of one's own", { own: "submitted" }, "group-own-application"],
    ["after one's own was taken off the roster", { own: "excluded" }, "application-excluded"],
    ["from another group of the round", { memberOf: "b" }, "group-member-elsewhere"],
    ["with an unfinished profile", { profileComplete: false }, "profile-incomplete"],
    ["in a round without groups", { round: { ...round, terms: { largestGroup: 1 } } }, "group-not-allowed"],
    ["in an exchange", { round: { ...round, mechanism: "exchange" } }, "group-not-in-exchange"],
  ])("is refused %s", (_, change, reason) => {
    expect(decideJoining({ ...joining, ...change })).toMatchObject({ ok: false, reason });
  });

  test("it is full at the round's largest group, or at the largest that any room takes", () => {
    expect(decideJoining({ ...joining, size: 2 })).toMatchObject({ ok: true });
    expect(decideJoining({ ...joining, size: 3 })).toEqual({ ok: false, reason: "group-full", values: { most: 3 } });
    const roomy = { ...joining, largestCategory: 9 };
    expect(decideJoining({ ...roomy, size: 3 })).toMatchObject({ ok: true });
    expect(decideJoining({ ...roomy, size: 4 })).toEqual({ ok: false, reason: "group-full", values: { most: 4 } });
  });

  test("only a standing application invites, and only while the round takes applications", () => {
    expect(canInvite(round, "submitted", now)).toEqual({ ok: true });
    expect(canInvite(round, "withdrawn", now)).toMatchObject({ reason: "group-not-standing" });
    expect(canInvite(round, "submitted", round.closesAt)).toMatchObject({ reason: "round-closed" });
  });
});

describe("the code of a group", () => {
  test("is read however it is typed: small letters, blanks, o for 0, i and l for 1", () => {
    const letters = fc.array(fc.constantFrom(...INVITE_ALPHABET), {
      minLength: INVITE_LENGTH,
      maxLength: INVITE_LENGTH,
    });
    fc.assert(
      fc.property(letters, (drawn) => {
        const code = drawn.join("");
        expect(readInviteCode(inviteText(code))).toBe(code);
        expect(readInviteCode(` ${code.toLowerCase().replaceAll("0", "o").replaceAll("1", "l")} `)).toBe(code);
      }),
      { numRuns: 300 },
    );
  });

  test("anything else is none", () => {
    for (const text of ["", "K7P2M-9X4Q", "K7P2M-9X4QZZ", "K7P2M-9X4QU", "K7P2M/9X4QZ"])
      expect(readInviteCode(text), text).toBeNull();
  });
});

describe("mending the roster", () => {
  const closed = { status: "closed" as const, mechanism: "choice" as const };
  const nobody: PaperStanding = { own: null, receiptNo: null, member: false };

  test.each(["closed", "rosterNotice"] as const)("is possible while the round is %s", (status) => {
    const mending = { ...closed, status };
    expect(decideExclusion(mending, "submitted", " 材料不实 ")).toEqual({
      ok: true,
      outcome: "excluded",
      reason: "材料不实",
    });
    expect(decideReadmission(mending, "excluded")).toEqual({ ok: true, outcome: "readmitted" });
    expect(decidePaperEntry(mending, nobody, "邮寄迟到")).toEqual({ ok: true, reason: "邮寄迟到" });
  });

  test.each(["open", "frozen", "drawn", "resultsNotice", "offering", "finished"] as const)(
    "is refused while the round is %s",
    (status) => {
      const fixed = { ...closed, status };
      const refused = { ok: false, reason: "round-roster-not-open" };
      expect(decideExclusion(fixed, "submitted", "原因")).toMatchObject(refused);
      expect(decideReadmission(fixed, "excluded")).toMatchObject(refused);
      expect(decidePaperEntry(fixed, nobody, "原因")).toMatchObject(refused);
    },
  );

  test("needs a reason, which has an end", () => {
    expect(decideExclusion(closed, "submitted", "  ")).toMatchObject({ reason: "roster-reason-missing" });
    expect(decidePaperEntry(closed, nobody, "")).toMatchObject({ reason: "roster-reason-missing" });
    expect(decideExclusion(closed, "submitted", "长".repeat(501))).toMatchObject({ reason: "roster-reason-too-long" });
  });

  test("what is withdrawn stands on no roster; what is done already is done", () => {
    expect(decideExclusion(closed, "withdrawn", "原因")).toMatchObject({ reason: "application-not-standing" });
    expect(decideReadmission(closed, "withdrawn")).toMatchObject({ reason: "application-not-standing" });
    expect(decideExclusion(closed, "excluded", "原因")).toMatchObject({ outcome: "unchanged" });
    expect(decideReadmission(closed, "submitted")).toMatchObject({ outcome: "unchanged" });
  });

  test("nobody who stands in the round is entered a second time", () => {
    const entry = (standing: Partial<PaperStanding>) => decidePaperEntry(closed, { ...nobody, ...standing }, "原因");
    expect(entry({ own: "submitted" })).toMatchObject({ reason: "paper-person-applied" });
    expect(entry({ own: "excluded" })).toMatchObject({ reason: "paper-person-excluded" });
    expect(entry({ member: true })).toMatchObject({ reason: "paper-person-in-group" });
    expect(entry({ own: "withdrawn" })).toMatchObject({ ok: true });
    expect(decidePaperEntry({ ...closed, mechanism: "exchange" }, nobody, "原因")).toMatchObject({
      reason: "paper-not-in-exchange",
    });
  });
});
