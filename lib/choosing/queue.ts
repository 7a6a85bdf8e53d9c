import { and, asc, desc, eq, gt, lte, min } from "drizzle-orm";
import type { Reader } from "#db/client";
import { applications, people, turns } from "#db/schema";
import { maskName } from "../people/masks.ts";
import type { TurnStatus } from "./rules.ts";
import type { Window } from "./rules-windows.ts";

export type InWindow = {
  applicationId: string;
  /** all that other applicants see of each other */
  receiptNo: string;
  /** masked, for the desk */
  name: string;
  rank: number;
  status: TurnStatus;
  missedBefore: number;
};
export type WindowView = Window & { turns: InWindow[] };
export type Queue = {
  /** whose turn it is now, null between two windows */
  current: WindowView | null;
  next: WindowView | null;
  waiting: number;
  of: number;
  /** when the last turn of all that wait ends */
  until: Date | null;
};

/** Where the choosing of a round is at this instant. */
export async function queueOf(db: Reader, roundId: string, now: Date): Promise<Queue> {
  const waits = and(eq(turns.roundId, roundId), eq(turns.status, "waiting"));
  const [running] = await db
    .select({ startsAt: turns.startsAt })
    .from(turns)
    .where(and(eq(turns.roundId, roundId), lte(turns.startsAt, now), gt(turns.endsAt, now)))
    .limit(1);
  const [later] = await db
    .select({ startsAt: min(turns.startsAt) })
    .from(turns)
    .where(and(waits, gt(turns.startsAt, now)));
  const [last] = await db
    .select({ endsAt: turns.endsAt })
    .from(turns)
    .where(waits)
    .orderBy(desc(turns.endsAt))
    .limit(1);
  return {
    current: running ? await windowAt(db, roundId, running.startsAt) : null,
    next: later?.startsAt ? await windowAt(db, roundId, later.startsAt) : null,
    waiting: await db.$count(turns, waits),
    of: await db.$count(turns, eq(turns.roundId, roundId)),
    until: last?.endsAt ?? null,
  };
}

async function windowAt(db: Reader, roundId: string, startsAt: Date): Promise<WindowView | null> {
  const rows = await db
    .select({ turn: turns, receiptNo: applications.receiptNo, name: people.name })
    .from(turns)
    .innerJoin(applications, eq(applications.id, turns.applicationId))
    .innerJoin(people, eq(people.id, applications.personId))
    .where(and(eq(turns.roundId, roundId), eq(turns.startsAt, startsAt)))
    .orderBy(asc(turns.rank));
  const [first] = rows;
  if (!first) return null;
  return {
    startsAt: first.turn.startsAt,
    endsAt: first.turn.endsAt,
    turns: rows.map(({ turn, receiptNo, name }) => ({
      applicationId: turn.applicationId,
      receiptNo,
      name: maskName(name ?? ""),
      rank: turn.rank,
      status: turn.status,
      missedBefore: turn.missedBefore,
    })),
  };
}
