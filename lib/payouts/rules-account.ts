import { type Decision, grant, type Problem, refuseFields } from "../errors.ts";

export type AccountGiven = { holderName: string; bankName: string; accountNo: string };

/** Bank cards in use have 16 to 19 digits (UnionPay; ISO/IEC 7812 allows up to 19). */
const DIGITS = /^\d{16,19}$/;

/** The check digit of card numbers (ISO/IEC 7812-1, Annex B): every second digit from the right counts double. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [at, char] of [...digits].reverse().entries()) {
    const doubled = Number(char) * (at % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Digits only: people type card numbers in groups of four, and in full width. */
export const cardDigits = (text: string): string => text.normalize("NFKC").replace(/[\s-]/g, "");

/** A name as it is compared: banks write the dot of a name in several ways, or leave spaces. */
const plainName = (text: string): string => text.normalize("NFKC").replace(/[\s·•．.‧]/g, "");

/**
 * May support be paid to this account? Only to the person's own: `account-holder-other`; the number has the length and
 * check digit of a bank card: `account-number-length`, `account-number-wrong`. `personName` null is an unfinished profile.
 */
export function decideAccount(
  given: AccountGiven,
  personName: string | null,
): Decision<{ holderName: string; bankName: string; accountNo: string; lastFour: string }> {
  const accountNo = cardDigits(given.accountNo);
  const problems: Problem[] = [];
  if (personName === null || plainName(given.holderName) !== plainName(personName)) {
    problems.push({ field: "holderName", reason: "account-holder-other" });
  }
  if (!DIGITS.test(accountNo)) problems.push({ field: "accountNo", reason: "account-number-length" });
  else if (!passesLuhn(accountNo)) problems.push({ field: "accountNo", reason: "account-number-wrong" });
  if (problems.length > 0) return refuseFields(problems);
  const [holderName, bankName] = [given.holderName.trim(), given.bankName.trim()];
  return grant({ holderName, bankName, accountNo, lastFour: accountNo.slice(-4) });
}
