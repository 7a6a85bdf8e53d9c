import { and, asc, eq, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { applicationMembers, applications, people } from "#db/schema";
import { maskName, maskResidentId } from "../people/masks.ts";
import { holds } from "../search.ts";
import { unseal } from "../secrets.ts";
import { publicRound } from "./public.ts";
import { entrantOf } from "./rules-terms.ts";

const ROSTER_PER_PAGE = 50;

export type NoticedApplicant = {
  receiptNo: string;
  /** masked: 张* */
  name: string;
  /** the last four of the ID number */
  idEnd: string;
  degree: string | null;
  skill: string | null;
  employerName: string | null;
  tier: number | null;
  points: number | null;
  group: number;
};

/**
 * The roster on public notice (公示), a page at a time: what a reader needs to object, and no more (PIPL; FIELD: 6).
 * It is there while the notice runs and gone with it; null at any other time.
 */
export async function publicRoster(code: string, asked: { search?: string; page?: number }) {
  const round = await publicRound(code);
  if (round?.status !== "rosterNotice") return null;
  const search = (asked.search ?? "").trim().replace(/[^0-9A-Za-z-]/g, "");
  const here = and(
    eq(applications.roundId, round.id),
    eq(applications.status, "submitted"),
    search === "" ? undefined : holds(applications.receiptNo, search),
  );
  const db = await reader();
  const total = await db.$count(applications, here);
  const pages = Math.max(1, Math.ceil(total / ROSTER_PER_PAGE));
  const page = Math.min(Math.max(1, Math.trunc(asked.page ?? 1) || 1), pages);
  const members = db
    .select({ id: applicationMembers.applicationId, count: sql<number>`count(*)`.mapWith(Number).as("members") })
    .from(applicationMembers)
    .groupBy(applicationMembers.applicationId)
    .as("members");
  const found = await db
    .select({ application: applications, person: people, members: members.count })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .leftJoin(members, eq(members.id, applications.id))
    .where(here)
    .orderBy(asc(applications.receiptNo))
    .limit(ROSTER_PER_PAGE)
    .offset((page - 1) * ROSTER_PER_PAGE);
  const rows = found.map(({ application, person, members: others }): NoticedApplicant => {
    const { tier, points } = entrantOf([application.facts], round.terms);
    return {
      receiptNo: application.receiptNo,
      name: maskName(person.name ?? ""),
      idEnd: person.residentIdSealed
        ? maskResidentId(unseal(person.residentIdSealed, `people.residentId:${person.id}`)).slice(-4)
        : "",
      degree: application.facts.degree,
      skill: application.facts.skill,
      employerName: person.employerName,
      tier,
      points,
      group: 1 + (others ?? 0),
    };
  });
  return { round, search, rows, total, page, pages };
}
