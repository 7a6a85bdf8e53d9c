import { and, asc, eq, isNotNull, lt, notInArray, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { bills, clawbacks, corrections, leases, offsets, payouts, people } from "#db/schema";
import { approvePlan, planClawback } from "#lib/corrections/clawbacks";
import { draftCorrection, postCorrection } from "#lib/corrections/commands";
import type { CorrectionGiven } from "#lib/corrections/rules";
import { proposeWriteOff } from "#lib/corrections/write-offs";
import { addMonths } from "#lib/days";
import { invariant } from "#lib/errors";
import { newId } from "#lib/ids";
import { checkOut } from "#lib/leases/commands";
import type { Calendar } from "./calendar.ts";
import { granted } from "./granted.ts";
import { keepAccounts } from "./keep-people.ts";
import { firstOfficer, operator, secondOfficer } from "./staff.ts";

type Resident = { personId: string; leaseId: string; degree: string | null; tenants: number; startsOn: string };

/**
 * What became known too late, before the running month is billed: somebody left two months ago and was reported now; a
 * resident turns out to own a home since four months ago, pays it back by a plan and has an account to look at it; a degree
 * that was told too late waits for the second officer. `apart` are people of whom the demo shows something else; whose payment came
 * back stays as well: a correction could leave nothing to be paid again.
 */
export async function pastCorrected(calendar: Calendar, apart: readonly string[]): Promise<void> {
  const { month, at } = calendar;
  const before = addMonths(month, -1);
  const since = addMonths(month, -4);
  const residents = await supportedSince(since, [...apart, ...(await sentBack())]);
  const alone = residents.find((one) => one.tenants === 1) ?? residents[0];
  const repaying = residents.find((one) => one.leaseId !== alone?.leaseId);
  const studied = residents.find((one) => one.degree === "bachelor" && one !== alone && one !== repaying);
  invariant(alone && repaying, "the demo has residents who have been supported for months");

  const left = `${addMonths(month, -2)}-20`;
  const out = { on: left, toService: "outOfOrder" as const, reason: "退租后检修" };
  await granted("late check-out", checkOut(operator, alone.leaseId, out, { now: at(before, 27, 10) }));
  await correct(
    calendar,
    { cause: "earlyLeaver", leaseId: alone.leaseId, endedOn: left },
    "迟报退租，按实际退租日更正",
  );

  const fact = { cause: "lateFact", personId: repaying.personId, fact: "ownsLocalHome", value: true } as const;
  const reason = "不动产登记显示本人在本市有房";
  await correct(calendar, { ...fact, fromMonth: since, toMonth: before, still: true }, reason);
  await keepAccounts([{ userId: "demo-repaying", personId: repaying.personId }], at(before, 28, 9));
  await planned(calendar, repaying.personId);

  if (!studied) return;
  const degree = { cause: "lateFact", personId: studied.personId, fact: "degree", value: "master" } as const;
  const given = { ...degree, fromMonth: addMonths(month, -3), toMonth: before, still: true };
  await draft(given, "补交学位证书，学历应为硕士", at(month, 1, 7));
}

const sentBack = async (): Promise<string[]> => {
  const rows = await (await reader())
    .selectDistinct({ personId: payouts.personId })
    .from(payouts)
    .where(isNotNull(payouts.returnedOn));
  return rows.map((row) => row.personId);
};

/** The limit of a month that the demo's clawback has, in fen. ILLUSTRATIVE. */
const LIMIT_FEN = 40000;

async function planned({ month, at }: Calendar, personId: string): Promise<void> {
  const [clawback] = await (await reader()).select().from(clawbacks).where(eq(clawbacks.personId, personId));
  invariant(clawback, "whoever owns a home pays support back");
  const before = addMonths(month, -1);
  const plan = { monthlyLimitFen: Math.min(LIMIT_FEN, clawback.amountFen), fromMonth: month };
  const said = { ...plan, reason: "有房期间的租房资助，按月退还" };
  await granted("plan of a clawback", planClawback(firstOfficer, clawback.id, said, { now: at(before, 28, 14) }));
  await granted("its approval", approvePlan(secondOfficer, clawback.id, plan, { now: at(before, 28, 16) }));
}

async function correct({ month, at }: Calendar, given: CorrectionGiven, reason: string): Promise<void> {
  const before = addMonths(month, -1);
  const id = await draft(given, reason, at(before, 28, 10));
  const [row] = await (await reader()).select().from(corrections).where(eq(corrections.id, id));
  const hash = row?.contentHash ?? "";
  await granted(`correction ${reason}`, postCorrection(secondOfficer, id, hash, { now: at(before, 28, 11) }));
}

async function draft(given: CorrectionGiven, reason: string, now: Date): Promise<string> {
  const correctionId = newId();
  await granted(`draft ${reason}`, draftCorrection(firstOfficer, { correctionId, given, reason }, { now }));
  return correctionId;
}

/** Residents whose rent part has been granted in every month from `since` on, straight against the rent, in the order of leases. */
async function supportedSince(since: string, apart: readonly string[]): Promise<Resident[]> {
  const db = await reader();
  const tenants = sql<number>`(select count(*) from lease_tenants t where t.lease_id = ${leases.id})`.mapWith(Number);
  const rows = await db
    .select({
      personId: offsets.personId,
      leaseId: leases.id,
      degree: people.degree,
      startsOn: leases.startsOn,
      failed: offsets.failed,
      tenants,
    })
    .from(offsets)
    .innerJoin(leases, eq(leases.id, offsets.leaseId))
    .innerJoin(people, eq(people.id, offsets.personId))
    .where(
      and(
        eq(leases.status, "active"),
        lt(leases.startsOn, `${since}-01`),
        eq(offsets.eligible, true),
        eq(offsets.mode, "directOffset"),
        sql`${offsets.month} >= ${since}`,
        notInArray(offsets.personId, [...apart]),
      ),
    )
    .orderBy(asc(leases.leaseNo), asc(offsets.personId), asc(offsets.month));
  const byPerson = [...Map.groupBy(rows, (row) => row.personId).values()];
  return byPerson.flatMap((its) => (its.every((row) => row.failed.length === 0) && its[0] ? [its[0]] : []));
}

/** The oldest overdue bill is proposed to be written off; an officer has still to sign. */
export async function writeOffProposed({ today, at, month }: Calendar): Promise<void> {
  const leftFen = sql<number>`${bills.rentFen} + ${bills.otherFen} - ${bills.offsetFen} - ${bills.paidFen}`;
  const [bill] = await (await reader())
    .select({ id: bills.id, leftFen: leftFen.mapWith(Number) })
    .from(bills)
    .where(and(lt(bills.dueOn, today), lt(bills.month, month), sql`${leftFen} > 0`))
    .orderBy(asc(bills.month), asc(bills.billNo))
    .limit(1);
  if (!bill) return;
  const given = { writeOffId: newId(), billId: bill.id, amountFen: bill.leftFen, reason: "多次催缴未果，已失联" };
  await granted("a write-off", proposeWriteOff(operator, given, { now: at(month, 4, 10) }));
}
