import { and, desc, eq, sql } from "drizzle-orm";
import { reader } from "#db/client";
import {
  applicationChoices,
  applications,
  drawResults,
  draws,
  objections,
  offers,
  roundPlaces,
  rounds,
  users,
} from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import type { Decision } from "../errors.ts";
import { canonicalOf } from "./draw.ts";
import { ownOrdersOf } from "./own-orders.ts";
import { type CategoryRow, categoriesOf } from "./places.ts";
import { findRound, type RoundRow } from "./record.ts";
import { nextStep, type RoundStep } from "./rules.ts";
import { validDraw } from "./valid-draw.ts";

const total = sql<number>`count(*)`.mapWith(Number);

/** A round without its sealed secret. */
export type ShownRound = Omit<RoundRow, "chainSecretSealed">;
export type RoundLine = ShownRound & { places: number; applications: number; openOffers: number };

function shown({ chainSecretSealed: _, ...round }: RoundRow): ShownRound {
  return round;
}

/** Every round with its counts, the newest first. */
export async function roundsFor(actor: Actor): Promise<RoundLine[]> {
  authorize(actor, "round.list");
  const db = await reader();
  const rows = await db.select().from(rounds).orderBy(desc(rounds.createdAt), desc(rounds.id));
  const placeCounts = await db
    .select({ roundId: roundPlaces.roundId, total })
    .from(roundPlaces)
    .groupBy(roundPlaces.roundId);
  const sent = await db
    .select({ roundId: applications.roundId, total })
    .from(applications)
    .where(eq(applications.status, "submitted"))
    .groupBy(applications.roundId);
  const open = await db
    .select({ roundId: offers.roundId, total })
    .from(offers)
    .where(eq(offers.status, "open"))
    .groupBy(offers.roundId);
  const of = (counts: { roundId: string; total: number }[], roundId: string) =>
    counts.find((row) => row.roundId === roundId)?.total ?? 0;
  return rows.map((row) => ({
    ...shown(row),
    places: of(placeCounts, row.id),
    applications: of(sent, row.id),
    openOffers: of(open, row.id),
  }));
}

export type RoundCategory = CategoryRow & {
  /** Submitted applications that name it first, and that name it at all. */
  firstChoices: number;
  wishes: number;
  accepted: number;
  openOffers: number;
  /** how many its own order puts before the common order, and why; null where it has none */
  own: { listed: number; reason: string } | null;
};
export type OfferCounts = Record<(typeof offers.$inferSelect)["status"], number>;
export type DrawUnderWay = {
  id: string;
  status: "proposed" | "running";
  randomness: string;
  reason: string | null;
  proposedAt: Date;
  proposedBy: string;
  proposedByName: string | null;
  /** rows kept so far, of as many as stand on the roster */
  done: number;
};
export type RoundView = ShownRound & {
  next: RoundStep | null;
  categories: RoundCategory[];
  /** places given, beds counted one by one; in an exchange only the vacant ones until the roster is frozen */
  places: number;
  submitted: number;
  withdrawn: number;
  excluded: number;
  openObjections: number;
  objections: number;
  offers: OfferCounts;
  /** the valid run */
  draw: { id: string; runNo: number; code: string; randomness: string; drawnAt: Date; reason: string | null } | null;
  underWay: DrawUnderWay | null;
};

/** One round with all its desk shows but the long tables. */
export async function roundFor(actor: Actor, roundId: string): Promise<RoundView> {
  authorize(actor, "round.view");
  const db = await reader();
  const row = await findRound(db, roundId);
  const sent = await db
    .select({ status: applications.status, total })
    .from(applications)
    .where(eq(applications.roundId, roundId))
    .groupBy(applications.status);
  const answered = await db
    .select({ status: offers.status, total })
    .from(offers)
    .where(eq(offers.roundId, roundId))
    .groupBy(offers.status);
  const raised = await db
    .select({ status: objections.status, total })
    .from(objections)
    .where(eq(objections.roundId, roundId))
    .groupBy(objections.status);
  const sum = <Status extends string>(rows: { status: Status; total: number }[], status?: Status) =>
    rows.reduce((all, one) => (status === undefined || one.status === status ? all + one.total : all), 0);
  return {
    ...shown(row),
    next: nextStep(row.status),
    categories: await countedCategories(roundId),
    places: await db.$count(roundPlaces, eq(roundPlaces.roundId, roundId)),
    submitted: sum(sent, "submitted"),
    withdrawn: sum(sent, "withdrawn"),
    excluded: sum(sent, "excluded"),
    openObjections: sum(raised, "open"),
    objections: sum(raised),
    offers: {
      open: sum(answered, "open"),
      accepted: sum(answered, "accepted"),
      declined: sum(answered, "declined"),
      expired: sum(answered, "expired"),
      withdrawn: sum(answered, "withdrawn"),
    },
    draw: await drawOf(roundId),
    underWay: await underWayOf(roundId),
  };
}

async function drawOf(roundId: string): Promise<RoundView["draw"]> {
  const draw = await validDraw(await reader(), roundId);
  if (!draw || draw.runNo === null || draw.code === null || draw.drawnAt === null) return null;
  const { id, runNo, code, randomness, drawnAt, reason } = draw;
  return { id, runNo, code, randomness, drawnAt, reason };
}

async function underWayOf(roundId: string): Promise<DrawUnderWay | null> {
  const db = await reader();
  const rows = await db
    .select({ draw: draws, proposedByName: users.name })
    .from(draws)
    .leftJoin(users, eq(users.id, draws.proposedBy))
    .where(eq(draws.roundId, roundId))
    .orderBy(desc(draws.proposedAt));
  for (const { draw, proposedByName } of rows) {
    const { id, status, randomness, reason, proposedAt, proposedBy } = draw;
    if (status !== "proposed" && status !== "running") continue;
    const done = await db.$count(drawResults, eq(drawResults.drawId, id));
    return { id, status, randomness, reason, proposedAt, proposedBy, proposedByName, done };
  }
  return null;
}

async function countedCategories(roundId: string): Promise<RoundCategory[]> {
  const db = await reader();
  const wished = await db
    .select({
      categoryId: applicationChoices.categoryId,
      total,
      first: sql<number>`sum(case when ${applicationChoices.position} = 1 then 1 else 0 end)`.mapWith(Number),
    })
    .from(applicationChoices)
    .innerJoin(applications, eq(applications.id, applicationChoices.applicationId))
    .where(and(eq(applications.roundId, roundId), eq(applications.status, "submitted")))
    .groupBy(applicationChoices.categoryId);
  const answered = await db
    .select({ categoryId: offers.categoryId, status: offers.status, total })
    .from(offers)
    .where(eq(offers.roundId, roundId))
    .groupBy(offers.categoryId, offers.status);
  const orders = await ownOrdersOf(db, roundId);
  return (await categoriesOf(db, roundId)).map((category) => {
    const wish = wished.find(({ categoryId }) => categoryId === category.id);
    const own = orders.find(({ categoryId }) => categoryId === category.id);
    const of = (status: string) =>
      answered.find((one) => one.categoryId === category.id && one.status === status)?.total ?? 0;
    return {
      ...category,
      firstChoices: wish?.first ?? 0,
      wishes: wish?.total ?? 0,
      accepted: of("accepted"),
      openOffers: of("open"),
      own: own ? { listed: own.listed.length, reason: own.reason } : null,
    };
  });
}

/** What the typed outcomes come to, without drawing: the text that is confirmed. */
export async function previewDraw(
  actor: Actor,
  roundId: string,
  texts: readonly string[],
): Promise<Decision<{ randomness: string }>> {
  authorize(actor, "round.proposeDraw");
  return canonicalOf(await findRound(await reader(), roundId), texts);
}
