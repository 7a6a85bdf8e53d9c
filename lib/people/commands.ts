import { and, eq, ne } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { people } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { dayAt, monthOf } from "../days.ts";
import { type Decision, grant, NotFound, refuse, refuseFields } from "../errors.ts";
import { lookupHash, seal } from "../secrets.ts";
import { checkResidentId } from "./numbers.ts";
import { profileOf } from "./profile.ts";
import { checkProfile, type Profile } from "./rules.ts";

/** The answers of one step of the form, and the version of the profile that the page showed. */
export type ProfileForm = Partial<Omit<Profile, "phone">> & { version: number };

/**
 * Saves some of a talent's own answers; what is not in `form` stays. Only what the form holds must be free of
 * contradictions: what it makes wrong elsewhere is shown there. Saving the same again changes nothing.
 * Refuses with problems at the fields, `resident-id-taken` among them, or `profile-changed-meanwhile`.
 */
export const saveProfile = (
  actor: Actor,
  form: ProfileForm,
  { now }: { now: Date },
): Promise<Decision<{ version: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "profile.save", actor);
    const personId = actor.personId ?? "";
    const [row] = await tx.select().from(people).where(eq(people.id, personId));
    if (!row) throw new NotFound();
    const today = dayAt(now);
    const { version, ...told } = form;
    const before = profileOf(row, monthOf(today));
    const after: Profile = { ...before, ...tidied(told, today) };
    const changed = fieldsOf(told).filter((field) => before[field] !== after[field]);
    const asOfMoves = "insuredMonths" in told && row.insuredMonthsAsOf === null && after.insuredMonths !== null;
    if (changed.length === 0 && !asOfMoves) return grant({ version: row.version });
    if (version !== row.version) return refuse("profile-changed-meanwhile");
    const problems = checkProfile(after, today).filter((issue) => issue.field in told);
    if (problems.length > 0) return refuseFields(problems);
    const identity = "residentId" in told ? sealedIdentity(personId, after.residentId, today) : null;
    if (identity && (await takenByAnother(tx, personId, identity.residentIdHash))) {
      return refuseFields([{ field: "residentId", reason: "resident-id-taken" }]);
    }
    const { phone: _phone, residentId: _residentId, ...columns } = after;
    await tx
      .update(people)
      .set({
        ...columns,
        name: after.name === "" ? null : after.name,
        ...identity,
        insuredMonthsAsOf: after.insuredMonths === null ? null : monthOf(today),
        version: row.version + 1,
        updatedAt: now,
      })
      .where(eq(people.id, personId));
    await audit(tx, actor, "profile.save", "person", personId, now, { fields: changed, version: row.version + 1 });
    return grant({ version: row.version + 1 });
  });

type Told = Omit<ProfileForm, "version">;

const fieldsOf = (told: Told) => Object.keys(told) as (keyof Told)[];

/** A resident ID as it is stored, so that blanks and a small x are no change. */
function tidied(told: Told, today: string): Told {
  if (told.residentId === undefined) return told;
  const checked = checkResidentId(told.residentId, today);
  return checked.ok ? { ...told, residentId: checked.residentId } : told;
}

/** The columns that a resident ID fills; null where it cannot be one. */
export function sealedIdentity(personId: string, residentId: string, today: string) {
  const checked = checkResidentId(residentId, today);
  if (!checked.ok) return null;
  return {
    residentIdSealed: seal(checked.residentId, `people.residentId:${personId}`),
    residentIdHash: lookupHash(checked.residentId, "resident-id"),
    birthDate: checked.birthDate,
    gender: checked.gender,
  };
}

/** Whether another person has this resident ID. */
export async function takenByAnother(
  tx: Pick<Writer, "select">,
  personId: string,
  residentIdHash: string,
): Promise<boolean> {
  const rows = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.residentIdHash, residentIdHash), ne(people.id, personId)));
  return rows.length > 0;
}
