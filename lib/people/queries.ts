import { eq } from "drizzle-orm";
import { reader } from "#db/client";
import { people } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { dayAt, monthOf } from "../days.ts";
import { NotFound } from "../errors.ts";
import { maskPhone, maskResidentId } from "./masks.ts";
import { type PersonRow, profileOf } from "./profile.ts";
import { checkProfile, missingToApply, type Profile, type ProfileIssue } from "./rules.ts";

export type ProfileView = {
  personId: string;
  version: number;
  /** Numbers in full for oneself, masked for staff. */
  profile: Profile;
  birthDate: string | null;
  gender: PersonRow["gender"];
  /** What is still to be told before applying, and what cannot be so. */
  missing: (keyof Profile)[];
  issues: ProfileIssue[];
  complete: boolean;
};

/** A person's profile: their own in full, for staff with the numbers masked. */
export async function profileFor(actor: Actor, personId: string, now = new Date()): Promise<ProfileView> {
  authorize(actor, "profile.view", { personId });
  const row = await personRow(personId);
  const today = dayAt(now);
  const profile = profileOf(row, monthOf(today));
  const issues = row.residentIdSealed === null && row.name === null ? [] : checkProfile(profile, today);
  const unnamed: (keyof Profile)[] = [];
  if (profile.name === "") unnamed.push("name");
  if (profile.residentId === "") unnamed.push("residentId");
  const missing = [...unnamed, ...missingToApply(profile)];
  return {
    personId,
    version: row.version,
    profile: actor.personId === personId ? profile : masked(profile),
    birthDate: row.birthDate,
    gender: row.gender,
    missing,
    issues,
    complete: missing.length === 0 && issues.length === 0,
  };
}

const masked = (profile: Profile): Profile => ({
  ...profile,
  residentId: maskResidentId(profile.residentId),
  phone: maskPhone(profile.phone),
});

/** The row behind a profile, for queries that have asked `authorize` already. */
export async function personRow(personId: string): Promise<PersonRow> {
  const [row] = await (await reader()).select().from(people).where(eq(people.id, personId));
  if (!row) throw new NotFound();
  return row;
}
