import { type Decision, grant, refuse } from "../errors.ts";

export const CODE_LIVES_MS = 10 * 60_000;
export const CODE_TRIES = 5;
export const CODE_WAIT_MS = 60_000;
export const CODES_PER_HOUR = 5;
export const PASSWORD_TRIES = 5;
export const LOCK_MS = 30 * 60_000;
/** A talent's phone stays signed in for a month, a desk for a working day. */
export const SESSION_MS = { talent: 30 * 86_400_000, staff: 12 * 3_600_000 } as const;

/** Whether one more code may be sent to a phone; `sentAt` are the instants of its codes of the last hour. */
export function decideCodeRequest(sentAt: readonly Date[], now: Date): Decision {
  const newest = Math.max(0, ...sentAt.map((at) => at.getTime()));
  const waitMs = newest + CODE_WAIT_MS - now.getTime();
  if (waitMs > 0) return refuse("code-too-soon", { seconds: Math.ceil(waitMs / 1000) });
  if (sentAt.length >= CODES_PER_HOUR) return refuse("code-too-many");
  return grant({});
}

export type SentCode = { expiresAt: Date; usedAt: Date | null; tries: number };

/** Whether a code may still be tried; a wrong one and an unknown one answer alike. */
export function decideCodeTry(code: SentCode | undefined, matches: boolean, now: Date): Decision {
  if (!code || code.usedAt || now >= code.expiresAt) return refuse("code-expired");
  if (code.tries >= CODE_TRIES) return refuse("code-too-many-tries");
  return matches ? grant({}) : refuse("code-wrong");
}

export type StaffAccount = { failedSignIns: number; lockedUntil: Date | null; disabledAt: Date | null };

/**
 * Decides a sign-in by password. An unknown user, a disabled one, a locked one and a wrong password answer alike,
 * so that nobody learns which addresses exist. A failure tells what to remember of it.
 */
export function decidePassword(
  account: StaffAccount | undefined,
  matches: boolean,
  now: Date,
): Decision & { failed?: { failedSignIns: number; lockedUntil: Date | null } } {
  const no = refuse("sign-in-failed");
  if (!account || account.disabledAt) return no;
  if (account.lockedUntil && now < account.lockedUntil) return no;
  if (matches) return grant({});
  const failedSignIns = account.failedSignIns + 1;
  const locks = failedSignIns >= PASSWORD_TRIES;
  return {
    ...no,
    failed: { failedSignIns: locks ? 0 : failedSignIns, lockedUntil: locks ? new Date(now.getTime() + LOCK_MS) : null },
  };
}

const CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/];

/** 等保 2.0 asks for complexity: at least 12 characters of at least three kinds. */
export function checkPassword(password: string): Decision {
  if (password.length < 12) return refuse("password-too-short", { least: 12 });
  if (CLASSES.filter((kind) => kind.test(password)).length < 3) return refuse("password-too-simple");
  return grant({});
}
