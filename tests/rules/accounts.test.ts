import { expect, test } from "vitest";
import { enterCodeForm, requestCodeForm } from "#lib/accounts/forms";
import {
  CODE_TRIES,
  checkPassword,
  decideCodeRequest,
  decideCodeTry,
  decidePassword,
  LOCK_MS,
  PASSWORD_TRIES,
} from "#lib/accounts/rules";

const NOW = new Date("2026-09-10T02:00:00Z");
const at = (ms: number) => new Date(NOW.getTime() + ms);
const code = { expiresAt: at(1), usedAt: null, tries: 0 };
const account = { failedSignIns: 0, lockedUntil: null, disabledAt: null };

test("a second code is sent after a minute, not before", () => {
  expect(decideCodeRequest([at(-59_000)], NOW)).toEqual({ ok: false, reason: "code-too-soon", values: { seconds: 1 } });
  expect(decideCodeRequest([at(-60_000)], NOW).ok).toBe(true);
});

test("a phone is sent at most five codes an hour", () => {
  const sent = [1, 2, 3, 4, 5].map((n) => at(-n * 120_000));
  expect(decideCodeRequest(sent, NOW)).toMatchObject({ reason: "code-too-many" });
  expect(decideCodeRequest(sent.slice(1), NOW).ok).toBe(true);
});

test("a code is over at the instant it expires", () => {
  expect(decideCodeTry(code, true, NOW).ok).toBe(true);
  expect(decideCodeTry({ ...code, expiresAt: NOW }, true, NOW)).toMatchObject({ reason: "code-expired" });
});

test("a used code and one that was never sent answer alike", () => {
  const used = decideCodeTry({ ...code, usedAt: at(-1) }, true, NOW);
  expect(used).toEqual(decideCodeTry(undefined, false, NOW));
});

test("after five wrong tries even the right code is refused", () => {
  expect(decideCodeTry({ ...code, tries: CODE_TRIES - 1 }, true, NOW).ok).toBe(true);
  expect(decideCodeTry({ ...code, tries: CODE_TRIES }, true, NOW)).toMatchObject({ reason: "code-too-many-tries" });
});

test("an unknown user, a disabled one, a locked one and a wrong password answer alike", () => {
  const answers = [
    decidePassword(undefined, false, NOW),
    decidePassword({ ...account, disabledAt: at(-1) }, true, NOW),
    decidePassword({ ...account, lockedUntil: at(1) }, true, NOW),
    decidePassword(account, false, NOW),
  ];
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, reason: "sign-in-failed" });
});

test("the fifth wrong password locks the account for half an hour, to the instant", () => {
  const failed = decidePassword({ ...account, failedSignIns: PASSWORD_TRIES - 1 }, false, NOW).failed;
  expect(failed).toEqual({ failedSignIns: 0, lockedUntil: at(LOCK_MS) });
  expect(decidePassword({ ...account, lockedUntil: at(LOCK_MS) }, true, at(LOCK_MS)).ok).toBe(true);
});

test("a try while the account is locked does not lengthen the lock", () => {
  expect(decidePassword({ ...account, lockedUntil: at(1) }, false, NOW).failed).toBeUndefined();
});

test("a password has twelve characters of three kinds", () => {
  expect(checkPassword("Abc123")).toMatchObject({ reason: "password-too-short" });
  expect(checkPassword("abcdefgh1234")).toMatchObject({ reason: "password-too-simple" });
  expect(checkPassword("Abcdefgh1234").ok).toBe(true);
});

test("a phone may be typed with blanks, hyphens and the country's code; anything else is refused at the field", () => {
  for (const phone of ["13800000000", "138 0000 0000", "138-0000-0000", "+8613800000000", "8613800000000"]) {
    expect(requestCodeForm.parse({ phone }).phone).toBe("13800000000");
  }
  for (const phone of ["", "1380000000", "23800000000", "138000000000"]) {
    expect(requestCodeForm.safeParse({ phone }).error?.issues[0]?.message).toBe("phone");
  }
});

test("a form with a key that nobody asked for is refused", () => {
  expect(enterCodeForm.safeParse({ codeId: "x", code: "123456", role: "admin" }).success).toBe(false);
});
