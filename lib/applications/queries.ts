import { and, asc, desc, eq, inArray, max, ne, sql } from "drizzle-orm";
import { reader } from "#db/client";
import {
  applicationChoices,
  applications,
  drawResults,
  draws,
  offers,
  roomTypes,
  rounds,
  roundUnits,
  units,
} from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { type Decision, NotFound } from "../errors.ts";
import { canApply } from "../rounds/rules.ts";
import { groundsOfSubmission, type Wishes } from "./grounds.ts";
import type { SubmissionOutcome } from "./rules.ts";
import { type Progress, progressOf } from "./rules-progress.ts";

type RoundRow = typeof rounds.$inferSelect;
export type RoundCard = Pick<
  RoundRow,
  "id" | "code" | "nameZh" | "nameEn" | "status" | "opensAt" | "closesAt" | "moveInOn" | "offerHours"
>;
export type OpenRound = RoundCard & { unitCount: number; applicationId: string | null; open: boolean };
export type RoundRoomType = Pick<
  typeof roomTypes.$inferSelect,
  "id" | "nameZh" | "nameEn" | "areaM2" | "beds" | "rentFen"
> & {
  units: number;
};
export type ChosenType = Pick<typeof roomTypes.$inferSelect, "nameZh" | "nameEn" | "rentFen"> & { roomTypeId: string };
export type ApplicationView = {
  id: string;
  receiptNo: string;
  progress: Progress;
  anyOther: boolean;
  submittedAt: Date;
  updatedAt: Date;
  withdrawnAt: Date | null;
  round: RoundCard & { closedAt: Date | null; frozenAt: Date | null; drawnAt: Date | null; publishedAt: Date | null };
  choices: ChosenType[];
  /** The place in the published draw, from 1, of how many. */
  place: { rank: number; of: number } | null;
  offer: { id: string; status: (typeof offers.$inferSelect)["status"]; offeredAt: Date; expiresAt: Date } | null;
  /** Until the round closes it can be changed and withdrawn. */
  canChange: boolean;
};

/** Rounds that take applications or soon will, the one that closes first at the top. */
export async function openRoundsFor(actor: Actor, now = new Date()): Promise<OpenRound[]> {
  authorize(actor, "application.submit", actor);
  const db = await reader();
  const found = await db.select().from(rounds).where(eq(rounds.status, "open")).orderBy(asc(rounds.closesAt));
  const taking = found.filter((round) => now < round.closesAt);
  if (taking.length === 0) return [];
  const counts = await db
    .select({ roundId: roundUnits.roundId, units: sql<number>`count(*)`.mapWith(Number) })
    .from(roundUnits)
    .where(
      inArray(
        roundUnits.roundId,
        taking.map((round) => round.id),
      ),
    )
    .groupBy(roundUnits.roundId);
  const mine = await db
    .select({ id: applications.id, roundId: applications.roundId })
    .from(applications)
    .where(eq(applications.personId, actor.personId ?? ""));
  return taking.map((round) => ({
    ...cardOf(round),
    unitCount: counts.find((count) => count.roundId === round.id)?.units ?? 0,
    applicationId: mine.find((application) => application.roundId === round.id)?.id ?? null,
    open: canApply(round, now).ok,
  }));
}

/** One round to apply to, with the room types it offers. */
export async function roundToApplyTo(
  actor: Actor,
  roundId: string,
  now = new Date(),
): Promise<{ round: RoundCard; open: Decision; roomTypes: RoundRoomType[]; applicationId: string | null }> {
  authorize(actor, "application.submit", actor);
  const db = await reader();
  const [round] = await db
    .select()
    .from(rounds)
    .where(and(eq(rounds.id, roundId), ne(rounds.status, "draft")));
  if (!round) throw new NotFound();
  const types = await db
    .select({
      id: roomTypes.id,
      nameZh: roomTypes.nameZh,
      nameEn: roomTypes.nameEn,
      areaM2: roomTypes.areaM2,
      beds: roomTypes.beds,
      rentFen: roomTypes.rentFen,
      units: sql<number>`count(*)`.mapWith(Number),
    })
    .from(roundUnits)
    .innerJoin(units, eq(units.id, roundUnits.unitId))
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .where(eq(roundUnits.roundId, roundId))
    .groupBy(roomTypes.id)
    .orderBy(asc(roomTypes.position));
  const [mine] = await db
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.roundId, roundId), eq(applications.personId, actor.personId ?? "")));
  return { round: cardOf(round), open: canApply(round, now), roomTypes: types, applicationId: mine?.id ?? null };
}

/** What sending these wishes would do, without doing it: what the check-your-answers page may show. */
export async function checkSubmission(
  actor: Actor,
  wishes: Wishes,
  now = new Date(),
): Promise<Decision<{ outcome: SubmissionOutcome; choices: string[]; anyOther: boolean }>> {
  authorize(actor, "application.submit", actor);
  return (await groundsOfSubmission(await reader(), actor.personId ?? "", wishes, now)).decision;
}

/** One application with all that its person may know of it. */
export async function applicationFor(actor: Actor, id: string, now = new Date()): Promise<ApplicationView> {
  const [found] = await (await reader())
    .select({ personId: applications.personId })
    .from(applications)
    .where(eq(applications.id, id));
  if (!found) throw new NotFound();
  authorize(actor, "application.view", found);
  const [view] = await viewsOf([id], now);
  if (!view) throw new NotFound();
  return view;
}

/** A talent's own applications, the newest first. */
export async function myApplications(actor: Actor, now = new Date()): Promise<ApplicationView[]> {
  authorize(actor, "application.view", actor);
  const rows = await (await reader())
    .select({ id: applications.id })
    .from(applications)
    .where(eq(applications.personId, actor.personId ?? ""))
    .orderBy(desc(applications.submittedAt));
  return viewsOf(
    rows.map((row) => row.id),
    now,
  );
}

async function viewsOf(ids: string[], now: Date): Promise<ApplicationView[]> {
  if (ids.length === 0) return [];
  const db = await reader();
  const found = await db
    .select({ application: applications, round: rounds })
    .from(applications)
    .innerJoin(rounds, eq(rounds.id, applications.roundId))
    .where(inArray(applications.id, ids));
  const chosen = await db
    .select({
      applicationId: applicationChoices.applicationId,
      roomTypeId: roomTypes.id,
      nameZh: roomTypes.nameZh,
      nameEn: roomTypes.nameEn,
      rentFen: roomTypes.rentFen,
    })
    .from(applicationChoices)
    .innerJoin(roomTypes, eq(roomTypes.id, applicationChoices.roomTypeId))
    .where(inArray(applicationChoices.applicationId, ids))
    .orderBy(asc(applicationChoices.position));
  const offered = await db
    .select()
    .from(offers)
    .where(inArray(offers.applicationId, ids))
    .orderBy(desc(offers.offeredAt));
  const views: ApplicationView[] = [];
  for (const id of ids) {
    const row = found.find((one) => one.application.id === id);
    if (!row) continue;
    const { application, round } = row;
    const offer = offered.find((one) => one.applicationId === id) ?? null;
    const shown = round.status === "published" || round.status === "finished";
    views.push({
      id,
      receiptNo: application.receiptNo,
      progress: progressOf(application.status, round.status, offer?.status ?? null),
      anyOther: application.anyOther,
      submittedAt: application.submittedAt,
      updatedAt: application.updatedAt,
      withdrawnAt: application.withdrawnAt,
      round: {
        ...cardOf(round),
        closedAt: round.closedAt,
        frozenAt: round.frozenAt,
        drawnAt: round.drawnAt,
        publishedAt: round.publishedAt,
      },
      choices: chosen.filter((one) => one.applicationId === id),
      place: shown ? await placeOf(id, round.id) : null,
      offer: offer && { id: offer.id, status: offer.status, offeredAt: offer.offeredAt, expiresAt: offer.expiresAt },
      canChange: canApply(round, now).ok,
    });
  }
  return views;
}

/** The place in the last run of the round's draw. */
async function placeOf(applicationId: string, roundId: string): Promise<{ rank: number; of: number } | null> {
  const db = await reader();
  const [last] = await db
    .select({ runNo: max(draws.runNo) })
    .from(draws)
    .where(eq(draws.roundId, roundId));
  if (!last?.runNo) return null;
  const [result] = await db
    .select({ rank: drawResults.rank, drawId: drawResults.drawId })
    .from(drawResults)
    .innerJoin(draws, eq(draws.id, drawResults.drawId))
    .where(and(eq(drawResults.applicationId, applicationId), eq(draws.roundId, roundId), eq(draws.runNo, last.runNo)));
  if (!result) return null;
  return { rank: result.rank, of: await db.$count(drawResults, eq(drawResults.drawId, result.drawId)) };
}

const cardOf = ({
  id,
  code,
  nameZh,
  nameEn,
  status,
  opensAt,
  closesAt,
  moveInOn,
  offerHours,
}: RoundRow): RoundCard => ({
  id,
  code,
  nameZh,
  nameEn,
  status,
  opensAt,
  closesAt,
  moveInOn,
  offerHours,
});

export { APPLICATIONS_A_PAGE, applicationsOf, type DeskApplication } from "./desk.ts";
