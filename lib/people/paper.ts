import { eq } from "drizzle-orm";
import type { Writer } from "#db/client";
import { people } from "#db/schema";
import { dayAt } from "../days.ts";
import { type Decision, grant, type Problem, refuseFields } from "../errors.ts";
import { newId } from "../ids.ts";
import { lookupHash, seal } from "../secrets.ts";
import type { Degree, Skill } from "../subsidy/rules-facts.ts";
import { sealedIdentity, takenByAnother } from "./commands.ts";
import { checkResidentId } from "./numbers.ts";

type PersonRow = typeof people.$inferSelect;

/** What a form on paper says of a person; empty text and null where it says nothing. */
export type OnPaper = { phone: string; name: string; residentId: string; degree: Degree | null; skill: Skill | null };

/** The row that a person has once the paper is taken in, and whether there was one before. */
export type PaperPerson = { row: PersonRow; isNew: boolean };

/**
 * The person that a form on paper is about: known by the phone, or new. What a known person has told themselves stays as
 * it is, and the paper only fills in what is missing; another resident ID is another person, and refused at its field.
 * Nothing is written yet: `keepPaperPerson` does, once all else is decided.
 */
export async function personOnPaper(
  tx: Pick<Writer, "select">,
  told: OnPaper,
  now: Date,
): Promise<Decision<PaperPerson>> {
  const phoneHash = lookupHash(told.phone, "phone");
  const [known] = await tx.select().from(people).where(eq(people.phoneHash, phoneHash));
  const today = dayAt(now);
  const before = known ?? { ...UNTOLD, id: newId(), phoneHash, createdAt: now };
  const identity = told.residentId.trim() === "" ? null : sealedIdentity(before.id, told.residentId, today);
  const problems = await problemsOf(tx, told, known, identity?.residentIdHash ?? null, today);
  if (problems.length > 0) return refuseFields(problems);
  const row = {
    ...before,
    phoneSealed: known?.phoneSealed ?? seal(told.phone, `people.phone:${before.id}`),
    name: before.name ?? told.name.trim(),
    ...(before.residentIdHash ? {} : identity),
    // A degree and a skill are one answer: what qualifies somebody.
    ...(before.degree || before.skill ? {} : { degree: told.degree, skill: told.skill }),
    version: before.version + 1,
    updatedAt: now,
  };
  return grant({ row, isNew: !known });
}

/** Writes the person down as the paper leaves them. */
export async function keepPaperPerson(tx: Writer, { row, isNew }: PaperPerson): Promise<void> {
  if (isNew) await tx.insert(people).values(row);
  else await tx.update(people).set(row).where(eq(people.id, row.id));
}

const UNTOLD = {
  name: null,
  residentIdSealed: null,
  residentIdHash: null,
  birthDate: null,
  gender: null,
  degree: null,
  skill: null,
  fullTimeDegree: null,
  school: null,
  major: null,
  graduatedOn: null,
  employerName: null,
  employerKind: null,
  recruitedOn: null,
  firstInsuredOn: null,
  insuredMonths: null,
  insuredMonthsAsOf: null,
  ownsLocalHome: null,
  spouseOwnsLocalHome: null,
  leaseRegistered: null,
  version: 0,
} satisfies Partial<PersonRow>;

async function problemsOf(
  tx: Pick<Writer, "select">,
  told: OnPaper,
  known: PersonRow | undefined,
  residentIdHash: string | null,
  today: string,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  if (!known?.name && told.name.trim() === "") problems.push({ field: "name", reason: "name-missing" });
  const residentId = await residentIdProblem(tx, told, known, residentIdHash, today);
  if (residentId) problems.push(residentId);
  if (!known?.degree && !known?.skill && !told.degree && !told.skill)
    problems.push({ field: "degree", reason: "paper-degree-missing" });
  return problems;
}

async function residentIdProblem(
  tx: Pick<Writer, "select">,
  { residentId }: OnPaper,
  known: PersonRow | undefined,
  residentIdHash: string | null,
  today: string,
): Promise<Problem | null> {
  const field = "residentId";
  if (residentId.trim() === "") return known?.residentIdHash ? null : { field, reason: "paper-identity-missing" };
  const checked = checkResidentId(residentId, today);
  if (!checked.ok) return { field, reason: checked.reason, ...(checked.values && { values: checked.values }) };
  if (known?.residentIdHash && known.residentIdHash !== residentIdHash)
    return { field, reason: "paper-person-differs" };
  const taken = residentIdHash !== null && (await takenByAnother(tx, known?.id ?? "", residentIdHash));
  return taken ? { field, reason: "paper-identity-known" } : null;
}
