import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { applicationChoices, applicationMembers, applications, people } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { maskResidentId } from "../people/masks.ts";
import { holds } from "../search.ts";
import { unseal } from "../secrets.ts";

export const APPLICATIONS_A_PAGE = 50;

export type DeskApplication = {
  id: string;
  receiptNo: string;
  status: (typeof applications.$inferSelect)["status"];
  name: string | null;
  /** Masked but for the last four. */
  residentId: string;
  degree: (typeof people.$inferSelect)["degree"];
  employerName: string | null;
  anyOther: boolean;
  submittedAt: Date;
  updatedAt: Date;
  /** category ids, best first */
  choices: string[];
  /** persons who apply together */
  size: number;
};

type Asked = { page?: number; query?: string };

/** A round's applications for the desk by receipt number, a page at a time; `query` is part of a number or a name. */
export async function applicationsOf(
  actor: Actor,
  roundId: string,
  { page = 1, query = "" }: Asked = {},
): Promise<{ rows: DeskApplication[]; total: number; page: number; pages: number }> {
  authorize(actor, "application.list");
  const db = await reader();
  const part = query.trim();
  const found = part === "" ? undefined : or(holds(applications.receiptNo, part), holds(people.name, part));
  const where = and(eq(applications.roundId, roundId), found);
  const [counted] = await db
    .select({ total: sql<number>`count(*)`.mapWith(Number) })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .where(where);
  const total = counted?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / APPLICATIONS_A_PAGE));
  const shown = Math.min(Math.max(1, page), pages);
  const rows = await db
    .select({ application: applications, person: people })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .where(where)
    .orderBy(asc(applications.receiptNo))
    .limit(APPLICATIONS_A_PAGE)
    .offset((shown - 1) * APPLICATIONS_A_PAGE);
  const ids = rows.map((row) => row.application.id);
  const choices = await choicesByApplication(ids);
  const joined = await joinedByApplication(ids);
  const shownRows = rows.map((row) => ({
    ...deskRow(row, choices.get(row.application.id) ?? []),
    size: 1 + (joined.get(row.application.id) ?? 0),
  }));
  return { rows: shownRows, total, page: shown, pages };
}

type Row = { application: typeof applications.$inferSelect; person: typeof people.$inferSelect };

const deskRow = ({ application, person }: Row, choices: string[]): Omit<DeskApplication, "size"> => ({
  id: application.id,
  receiptNo: application.receiptNo,
  status: application.status,
  name: person.name,
  residentId: person.residentIdSealed
    ? maskResidentId(unseal(person.residentIdSealed, `people.residentId:${person.id}`))
    : "",
  degree: person.degree,
  employerName: person.employerName,
  anyOther: application.anyOther,
  submittedAt: application.submittedAt,
  updatedAt: application.updatedAt,
  choices,
});

async function choicesByApplication(ids: string[]): Promise<Map<string, string[]>> {
  const byId = new Map<string, string[]>();
  if (ids.length === 0) return byId;
  const rows = await (await reader())
    .select()
    .from(applicationChoices)
    .where(inArray(applicationChoices.applicationId, ids))
    .orderBy(asc(applicationChoices.position));
  for (const { applicationId, categoryId } of rows)
    byId.set(applicationId, [...(byId.get(applicationId) ?? []), categoryId]);
  return byId;
}

/** How many have joined each application. */
async function joinedByApplication(ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await (await reader())
    .select({ id: applicationMembers.applicationId, joined: sql<number>`count(*)`.mapWith(Number) })
    .from(applicationMembers)
    .where(inArray(applicationMembers.applicationId, ids))
    .groupBy(applicationMembers.applicationId);
  return new Map(rows.map(({ id, joined }) => [id, joined]));
}
