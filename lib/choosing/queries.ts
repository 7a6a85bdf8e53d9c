import { and, asc, desc, eq, lt } from "drizzle-orm";
import { reader } from "#db/client";
import { applications, leases, offers, people, rounds, turns } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { maskName } from "../people/masks.ts";
import { type ChoosingRound, choosingRound, groundsOf } from "./grounds.ts";
import { leftByType, type MapPlace, mapOf, type TypeLeft } from "./map.ts";
import { type Queue, queueOf } from "./queue.ts";
import { canChoose, type Turn } from "./rules.ts";

export type { MapPlace, TypeLeft } from "./map.ts";
export type { Queue, WindowView } from "./queue.ts";

export type ChoosingView = {
  round: ChoosingRound;
  applicationId: string;
  receiptNo: string;
  rank: number;
  turn: Turn;
  /** whether something can be chosen at this instant */
  choosing: boolean;
  /** persons who apply together */
  group: number;
  /** who waits before this applicant */
  ahead: number;
  queue: Queue;
  places: MapPlace[];
  left: TypeLeft[];
  hold: (MapPlace & { heldUntil: Date }) | null;
};

/** What a person sees of a round's choosing: their turn, the queue, and every place as it looks to them. */
export async function choosingFor(actor: Actor, roundId: string, now = new Date()): Promise<ChoosingView> {
  authorize(actor, "choosing.view", actor);
  const db = await reader();
  const { round, turn, application, chooser } = await groundsOf(db, roundId, actor.personId ?? "");
  const places = await mapOf(db, roundId, { applicationId: application.id, chooser }, now);
  const before = and(eq(turns.roundId, roundId), eq(turns.status, "waiting"), lt(turns.startsAt, turn.startsAt));
  const hold = places.find(({ state }) => state === "mine");
  const { status, startsAt, endsAt, missedBefore, rank } = turn;
  return {
    round,
    applicationId: application.id,
    receiptNo: application.receiptNo,
    rank,
    turn: { status, startsAt, endsAt, missedBefore },
    choosing: canChoose(turn, now).ok,
    group: chooser.size,
    ahead: status === "waiting" ? await db.$count(turns, before) : 0,
    queue: await queueOf(db, roundId, now),
    places,
    left: await leftByType(db, places),
    hold: hold?.heldUntil ? { ...hold, heldUntil: hold.heldUntil } : null,
  };
}

export type MyTurn = Pick<typeof rounds.$inferSelect, "nameZh" | "nameEn"> & {
  roundId: string;
  applicationId: string;
  startsAt: Date;
  endsAt: Date;
};

/** A person's turns that are still to be used, the first to begin first. */
export async function myTurns(actor: Actor, now = new Date()): Promise<MyTurn[]> {
  authorize(actor, "choosing.view", actor);
  const rows = await (await reader())
    .select({
      roundId: turns.roundId,
      applicationId: turns.applicationId,
      startsAt: turns.startsAt,
      endsAt: turns.endsAt,
      nameZh: rounds.nameZh,
      nameEn: rounds.nameEn,
    })
    .from(turns)
    .innerJoin(applications, eq(applications.id, turns.applicationId))
    .innerJoin(rounds, eq(rounds.id, turns.roundId))
    .where(and(eq(applications.personId, actor.personId ?? ""), eq(turns.status, "waiting")))
    .orderBy(asc(turns.startsAt));
  return rows.filter(({ endsAt }) => now < endsAt);
}

export type Chosen = {
  receiptNo: string;
  /** masked */
  name: string;
  rank: number;
  place: MapPlace;
  takenAt: Date;
  leaseId: string | null;
};
export type Board = {
  round: ChoosingRound;
  queue: Queue;
  counts: Record<Turn["status"], number>;
  places: MapPlace[];
  left: TypeLeft[];
  holds: { receiptNo: string; place: MapPlace; until: Date }[];
  /** the last to choose first */
  chosen: Chosen[];
};

/** A round's choosing for the desk: whose turn it is, who chose what, what is held and what is left. */
export async function boardFor(actor: Actor, roundId: string, now = new Date()): Promise<Board> {
  // Of talents each sees their own turn only; the board is no talent's own.
  authorize(actor, "choosing.view");
  const db = await reader();
  const round = await choosingRound(db, roundId);
  const places = await mapOf(db, roundId, null, now);
  const all = await turnsOf(roundId);
  const receipts = new Map(all.map(({ applicationId, receiptNo }) => [applicationId, receiptNo]));
  const of = (status: Turn["status"]) => all.filter((turn) => turn.status === status).length;
  return {
    round,
    queue: await queueOf(db, roundId, now),
    counts: {
      waiting: of("waiting"),
      chosen: of("chosen"),
      missed: of("missed"),
      passed: of("passed"),
      out: of("out"),
    },
    places,
    left: await leftByType(db, places),
    holds: places.flatMap((place) =>
      place.holder !== null && place.heldUntil !== null
        ? [{ receiptNo: receipts.get(place.holder) ?? "", place, until: place.heldUntil }]
        : [],
    ),
    chosen: await chosenOf(roundId, places),
  };
}

const turnsOf = async (roundId: string) =>
  (await reader())
    .select({ applicationId: turns.applicationId, status: turns.status, receiptNo: applications.receiptNo })
    .from(turns)
    .innerJoin(applications, eq(applications.id, turns.applicationId))
    .where(eq(turns.roundId, roundId))
    .orderBy(asc(turns.rank));

async function chosenOf(roundId: string, places: readonly MapPlace[]): Promise<Chosen[]> {
  const rows = await (await reader())
    .select({
      applicationId: turns.applicationId,
      receiptNo: applications.receiptNo,
      name: people.name,
      rank: turns.rank,
      leaseId: leases.id,
    })
    .from(turns)
    .innerJoin(applications, eq(applications.id, turns.applicationId))
    .innerJoin(people, eq(people.id, applications.personId))
    .innerJoin(offers, and(eq(offers.applicationId, turns.applicationId), eq(offers.status, "accepted")))
    .leftJoin(leases, eq(leases.offerId, offers.id))
    .where(and(eq(turns.roundId, roundId), eq(turns.status, "chosen")))
    .orderBy(desc(turns.decidedAt));
  return rows.flatMap(({ applicationId, name, ...row }) => {
    const place = places.find(({ takenBy }) => takenBy === applicationId);
    return place?.takenAt ? [{ ...row, name: maskName(name ?? ""), place, takenAt: place.takenAt }] : [];
  });
}
