import { type Day, isDay } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";

export type Gender = "male" | "female";
export type ResidentIdFacts = {
  /** as stored: 18 characters, the check digit X in upper case */
  residentId: string;
  birthDate: Day;
  gender: Gender;
  regionCode: string;
};

const RESIDENT_ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const RESIDENT_ID_CHECK = "10X98765432";

/** What people type around a number: blanks, hyphens, full-width characters, lower case. */
const tidy = (text: string): string => text.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();

/** The check digit of a resident ID's first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2). */
export function residentIdCheckDigit(first17: string): string {
  const sum = RESIDENT_ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return RESIDENT_ID_CHECK.charAt(sum % 11);
}

/**
 * Reads a resident ID (居民身份证号, GB 11643): 6 digits of region, birth date, sequence with an odd digit for men, check digit.
 * The region is not looked up: codes are withdrawn and reused while cards stay valid.
 */
export function checkResidentId(text: string, today: Day): Decision<ResidentIdFacts> {
  const residentId = tidy(text);
  if (residentId.length !== 18) return refuse("resident-id-length", { length: residentId.length });
  if (!/^\d{17}[\dX]$/.test(residentId)) return refuse("resident-id-characters");
  const birthDate = `${residentId.slice(6, 10)}-${residentId.slice(10, 12)}-${residentId.slice(12, 14)}`;
  if (!isDay(birthDate) || birthDate > today) return refuse("resident-id-birth-date", { birthDate });
  if (residentIdCheckDigit(residentId) !== residentId.charAt(17)) return refuse("resident-id-check-digit");
  const gender = Number(residentId.charAt(16)) % 2 === 1 ? "male" : "female";
  return grant({ residentId, birthDate, gender, regionCode: residentId.slice(0, 6) });
}

const USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** The check character of an organisation code's first 17 characters (GB 32100-2015, ISO 7064 MOD 31). */
export function usccCheckCharacter(first17: string): string {
  let weight = 1;
  let sum = 0;
  for (let index = 0; index < 17; index++) {
    sum += weight * USCC_ALPHABET.indexOf(first17.charAt(index));
    weight = (weight * 3) % 31;
  }
  return USCC_ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** Reads a unified social credit code (统一社会信用代码, GB 32100): 18 characters without I, O, S, V and Z. */
export function checkUscc(text: string): Decision<{ uscc: string }> {
  const uscc = tidy(text);
  if (uscc.length !== 18) return refuse("uscc-length", { length: uscc.length });
  const foreign = [...uscc].find((character) => !USCC_ALPHABET.includes(character));
  if (foreign !== undefined) return refuse("uscc-characters", { character: foreign });
  if (usccCheckCharacter(uscc) !== uscc.charAt(17)) return refuse("uscc-check-character");
  return grant({ uscc });
}

/** Reads a mainland mobile number: 11 digits from 13… to 19…, with or without +86. */
export function checkMobile(text: string): Decision<{ phone: string }> {
  const phone = tidy(text).replace(/^(?:\+86|0086)/, "");
  return /^1[3-9]\d{9}$/.test(phone) ? grant({ phone }) : refuse("mobile-invalid");
}
