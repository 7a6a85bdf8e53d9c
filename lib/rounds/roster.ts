import { and, asc, eq } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { applicationChoices, applications } from "#db/schema";
import type { RosterRow } from "../allocation/roster.ts";

export type RosterEntry = {
  applicationId: string;
  personId: string;
  label: string;
  choices: string[];
  anyOther: boolean;
};

/** The submitted applications of a round with their wishes in order; withdrawn ones do not stand on the roster. */
export async function rosterOf(
  db: Reader | Writer,
  roundId: string,
): Promise<{ entries: RosterEntry[]; rows: RosterRow[] }> {
  const submitted = and(eq(applications.roundId, roundId), eq(applications.status, "submitted"));
  const found = await db
    .select({
      applicationId: applications.id,
      personId: applications.personId,
      label: applications.receiptNo,
      anyOther: applications.anyOther,
      choice: applicationChoices.roomTypeId,
    })
    .from(applications)
    .leftJoin(applicationChoices, eq(applicationChoices.applicationId, applications.id))
    .where(submitted)
    .orderBy(asc(applications.receiptNo), asc(applicationChoices.position));
  const entries = new Map<string, RosterEntry>();
  for (const { choice, ...application } of found) {
    const entry = entries.get(application.applicationId) ?? { ...application, choices: [] };
    if (choice !== null) entry.choices.push(choice);
    entries.set(application.applicationId, entry);
  }
  const list = [...entries.values()];
  return { entries: list, rows: list.map(({ label, choices, anyOther }) => ({ label, choices, anyOther })) };
}
