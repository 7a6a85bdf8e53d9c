import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { reader } from "#db/client";
import { applicationChoices, applications, drawResults, offers, rounds } from "#db/schema";
import { type CategoryRow, categoriesOf } from "../rounds/places.ts";
import { canApply, resultsPublished } from "../rounds/rules.ts";
import { validDraw } from "../rounds/valid-draw.ts";
import type { WishTerms } from "./rules.ts";
import { type Progress, progressOf } from "./rules-progress.ts";

type RoundRow = typeof rounds.$inferSelect;
export type RoundCard = Pick<
  RoundRow,
  "id" | "code" | "nameZh" | "nameEn" | "mechanism" | "status" | "opensAt" | "closesAt" | "moveInOn" | "offerHours"
>;
/** `category` is null in an exchange, where places are chosen. */
export type ChosenCategory = { id: string; category: CategoryRow | null };
export type ApplicationView = {
  id: string;
  receiptNo: string;
  progress: Progress;
  terms: WishTerms;
  submittedAt: Date;
  updatedAt: Date;
  withdrawnAt: Date | null;
  round: RoundCard & { closedAt: Date | null; frozenAt: Date | null; drawnAt: Date | null; publishedAt: Date | null };
  choices: ChosenCategory[];
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
    .select()
    .from(applicationChoices)
    .where(inArray(applicationChoices.applicationId, ids))
    .orderBy(asc(applicationChoices.position));
  const categories = new Map<string, CategoryRow[]>();
  for (const { round } of found)
    if (!categories.has(round.id)) categories.set(round.id, await categoriesOf(db, round.id));
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
    const { anyOther, floorWish, maxNetRentFen, staysWaiting } = application;
    views.push({
      id,
      receiptNo: application.receiptNo,
      progress: progressOf(application.status, round.status, offer?.status ?? null),
      terms: { anyOther, floorWish, maxNetRentFen, staysWaiting },
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
      choices: chosen
        .filter((one) => one.applicationId === id)
        .map(({ categoryId }) => ({
          id: categoryId,
          category: categories.get(round.id)?.find((category) => category.id === categoryId) ?? null,
        })),
      place: resultsPublished(round.status) ? await placeOf(id, round.id) : null,
      offer: offer && { id: offer.id, status: offer.status, offeredAt: offer.offeredAt, expiresAt: offer.expiresAt },
      canChange: canApply(round, now).ok,
    });
  }
  return views;
}

/** The place in the valid run of the round's draw. */
async function placeOf(applicationId: string, roundId: string): Promise<{ rank: number; of: number } | null> {
  const db = await reader();
  const draw = await validDraw(db, roundId);
  if (!draw) return null;
  const [result] = await db
    .select({ rank: drawResults.rank })
    .from(drawResults)
    .where(and(eq(drawResults.drawId, draw.id), eq(drawResults.applicationId, applicationId)));
  return result ? { rank: result.rank, of: await db.$count(drawResults, eq(drawResults.drawId, draw.id)) } : null;
}

export const cardOf = ({
  id,
  code,
  nameZh,
  nameEn,
  mechanism,
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
  mechanism,
  status,
  opensAt,
  closesAt,
  moveInOn,
  offerHours,
});
