import { and, eq, gt, inArray } from "drizzle-orm";
import type { Reader } from "#db/client";
import { drawResults, rounds, turns, waitlist } from "#db/schema";
import { resultsPublished } from "../rounds/rules.ts";
import { validDraw } from "../rounds/valid-draw.ts";
import type { AfterResults } from "./rules-progress.ts";

type Of = { application: { id: string }; round: Pick<typeof rounds.$inferSelect, "id" | "mechanism" | "status"> };

/** What the results say of each application whose round has published them; exchanges tell it on pages of their own. */
export async function afterResults(db: Reader, all: readonly Of[], now: Date): Promise<Map<string, AfterResults>> {
  const published = all.filter(({ round }) => resultsPublished(round.status));
  const ids = published.map(({ application }) => application.id);
  if (ids.length === 0) return new Map();
  const waiting = await db
    .selectDistinct({ id: waitlist.applicationId })
    .from(waitlist)
    .innerJoin(rounds, eq(rounds.id, waitlist.roundId))
    .where(and(inArray(waitlist.applicationId, ids), eq(waitlist.status, "waiting"), gt(rounds.waitlistUntil, now)));
  const waits = new Set(waiting.map(({ id }) => id));
  const given = await db
    .select({ id: turns.applicationId, status: turns.status })
    .from(turns)
    .where(inArray(turns.applicationId, ids));
  const turnOf = new Map(given.map(({ id, status }) => [id, status]));
  const after = new Map<string, AfterResults>();
  for (const [roundId, of] of Map.groupBy(published, ({ round }) => round.id)) {
    const got = await placedIn(
      db,
      roundId,
      of.map(({ application }) => application.id),
    );
    for (const { application, round } of of) {
      const { id } = application;
      if (round.mechanism === "live") after.set(id, { mechanism: "live", turn: turnOf.get(id) ?? null });
      if (round.mechanism === "choice") after.set(id, { mechanism: "choice", got: got.has(id), waits: waits.has(id) });
    }
  }
  return after;
}

/** Those of the applications to which the valid draw of a round gave a place. */
async function placedIn(db: Reader, roundId: string, ids: readonly string[]): Promise<Set<string>> {
  const draw = await validDraw(db, roundId);
  if (!draw) return new Set();
  const rows = await db
    .select({ id: drawResults.applicationId, categoryId: drawResults.categoryId })
    .from(drawResults)
    .where(and(eq(drawResults.drawId, draw.id), inArray(drawResults.applicationId, [...ids])));
  return new Set(rows.filter(({ categoryId }) => categoryId !== null).map(({ id }) => id));
}
