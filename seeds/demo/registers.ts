import { and, asc, eq, gte, lt } from "drizzle-orm";
import { reader } from "#db/client";
import { leases, leaseTenants, people } from "#db/schema";
import { writeCsv } from "#lib/csv";
import { addMonths, type Day, monthOf, monthsBetween } from "#lib/days";
import { confirmRegister } from "#lib/registers/commands";
import { previewRegister } from "#lib/registers/preview";
import type { Register } from "#lib/registers/rules";
import { findingsFor, seeFindings } from "#lib/registers/seeing";
import { unseal } from "#lib/secrets";
import type { Calendar } from "./calendar.ts";
import { granted } from "./granted.ts";
import { inventedResidentId } from "./invented.ts";
import { REGISTER_ROWS } from "./settings.ts";
import { firstOfficer, secondOfficer } from "./staff.ts";

type Person = typeof people.$inferSelect;

/**
 * The social insurance's list of the month before, taken over: for a few it says more unbroken months than they had told,
 * so that the running month finds them. Invented like all of the demo; strangers in it are only counted.
 */
export async function insuranceList(calendar: Calendar): Promise<void> {
  const { month } = calendar;
  const asOf = `${addMonths(month, -1)}-25`;
  const broken = (await residents(true)).slice(0, REGISTER_ROWS.changed);
  const same = (await residents(false)).slice(0, REGISTER_ROWS.same);
  const at = monthOf(asOf);
  const monthsOf = (person: Person) => Math.max(0, (person.insuredMonths ?? 0) + monthsBetween(month, at));
  const rows = [
    ...broken.map((person) => row(person, person.firstInsuredOn ?? "", String(sinceFirst(person, at)))),
    ...same.map((person) => row(person, person.firstInsuredOn ?? "", String(monthsOf(person)))),
    ...[1, 2].map((stranger) => ["某某", inventedResidentId("1998-01-01", 9000 + stranger), "2024-01-01", "20"]),
  ];
  const given = { register: "socialInsurance" as const, asOf, head: ["首次参保", "连续参保月数"], rows };
  const importId = await upload(given, calendar.at(addMonths(month, -1), 26, 10));
  const taken = confirmRegister(secondOfficer, importId, { now: calendar.at(addMonths(month, -1), 26, 15) });
  await granted("taking the insurance's list over", taken);
}

/** A list of homes that an officer has still to look at: somebody has bought one. */
export async function homesList(calendar: Calendar): Promise<void> {
  const people = (await residents(false)).slice(-REGISTER_ROWS.homes);
  const rows = people.map((person, index) => row(person, index === 0 ? "有" : "无"));
  await upload({ register: "homes", asOf: calendar.today, head: ["本市住房"], rows }, calendar.now);
}

/** The officers have looked at whom a finished month found. */
export async function seeFound(calendar: Calendar, month: string): Promise<void> {
  const rows = await findingsFor(firstOfficer, month);
  const ids = rows.map((one) => one.finding.personId);
  if (ids.length > 0) {
    await granted("looking at findings", seeFindings(firstOfficer, month, ids, { now: calendar.at(month, 6, 10) }));
  }
}

const sinceFirst = (person: Person, month: string): number =>
  person.firstInsuredOn ? Math.max(0, monthsBetween(monthOf(person.firstInsuredOn), month)) : 0;

/** Residents by whether their insurance was broken, in the order of their rooms. */
async function residents(broken: boolean): Promise<Person[]> {
  const rows = await (await reader())
    .select({ person: people })
    .from(people)
    .innerJoin(leaseTenants, eq(leaseTenants.personId, people.id))
    .innerJoin(leases, eq(leases.id, leaseTenants.leaseId))
    .where(and(eq(leases.status, "active"), broken ? lt(people.insuredMonths, 5) : gte(people.insuredMonths, 7)))
    .orderBy(asc(leases.unitId), asc(people.residentIdHash));
  return rows
    .map(({ person }) => person)
    .filter((person) => !broken || sinceFirst(person, person.insuredMonthsAsOf ?? "") > 7);
}

const row = (person: Person, ...cells: string[]): string[] => [
  person.name ?? "",
  unseal(person.residentIdSealed ?? "", `people.residentId:${person.id}`),
  ...cells,
];

type List = { register: Register; asOf: Day; head: string[]; rows: string[][] };

async function upload({ register, asOf, head, rows }: List, now: Date): Promise<string> {
  const bytes = new TextEncoder().encode(writeCsv([["姓名", "身份证号", ...head], ...rows]));
  const names = { socialInsurance: "社保", degrees: "学历", homes: "住房" };
  const file = { name: `示例${names[register]}名单-${asOf}.csv`, bytes };
  const done = await granted(
    "reading a register's list",
    previewRegister(firstOfficer, { register, asOf, file }, { now }),
  );
  return done.importId;
}
