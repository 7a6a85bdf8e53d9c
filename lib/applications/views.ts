import { and, asc, desc, eq, inArray, max } from "drizzle-orm";
import { reader } from "#db/client";
import { applicationChoices, applications, drawResults, draws, offers, roomTypes, rounds } from "#db/schema";
import { canApply } from "../rounds/rules.ts";
import { type Progress, progressOf } from "./rules-progress.ts";

type RoundRow = typeof rounds.$inferSelect;
export type RoundCard = Pick<
  RoundRow,
  "id" | "code" | "nameZh" | "nameEn" | "status" | "opensAt" | "closesAt" | "moveInOn" | "offerHours"
>;
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

/** Applications as their person may see them, in the order of `ids`; whoever asks has asked `authorize`. */
export async function viewsOf(ids: string[], now: Date): Promise<ApplicationView[]> {
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

export const cardOf = ({
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
