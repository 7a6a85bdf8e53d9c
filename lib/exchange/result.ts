import { eq } from "drizzle-orm";
import { leases, type rounds } from "#db/schema";
import { resultsPublished } from "../rounds/rules.ts";
import { dayOfMove, drawnMoves } from "./drawn.ts";
import type { Db } from "./homes.ts";
import { type MoveState, moveState, type PlaceView, placesOfMove, placeViews } from "./views.ts";

/** A place in a picture: with its room only where the reader lives or is going to. */
export type PictureNode = { place: PlaceView; role: "mine" | "got" | "other"; vacant: boolean };
export type MyResult = {
  kind: "chain" | "loop" | "stay";
  state: MoveState;
  rank: number;
  of: number;
  /** its place in the own list, null where the own home is kept */
  choice: number | null;
  from: PlaceView;
  to: PlaceView;
  /** the day on which all leases move, or moved */
  on: string;
  nodes: PictureNode[];
  lease: {
    id: string;
    leaseNo: string;
    depositFen: number;
    depositBeforeFen: number;
    registrationNo: string | null;
  } | null;
};

type RoundRow = typeof rounds.$inferSelect;

/** What the published draw came to for an application; null before, and where it did not stand on the roster. */
export async function resultOf(db: Db, round: RoundRow, applicationId: string): Promise<MyResult | null> {
  if (!resultsPublished(round.status)) return null;
  const moves = (await drawnMoves(db, round.id)) ?? [];
  const move = moves.find(({ households }) => households.some((one) => one.applicationId === applicationId));
  const me = move?.households.find((one) => one.applicationId === applicationId);
  if (!move || !me) return null;
  const places = placesOfMove(move);
  const view = await placeViews(db, [...places, me.from, me.to]);
  const homes = new Set(moves.flatMap(({ households }) => households.map(({ from }) => from)));
  const lease = await movedLease(db, me.leaseId ?? "");
  return {
    kind: move.kind,
    state: moveState(move),
    rank: me.rank,
    of: moves.reduce((sum, { households }) => sum + households.length, 0),
    choice: move.kind === "stay" ? null : me.choice,
    from: view(me.from),
    to: view(me.to),
    on: lease?.startsOn ?? (await dayOfMove(db, round, moves)),
    nodes: places.map((place): PictureNode => {
      const vacant = !homes.has(place);
      if (place === me.from) return { place: view(place), role: "mine", vacant };
      if (place === me.to) return { place: view(place), role: "got", vacant };
      // Where others live is nobody's business: no more than the building and the room type leaves here.
      return { place: { ...view(place), id: "", roomNo: "" }, role: "other", vacant };
    }),
    lease: lease && { ...lease, depositBeforeFen: lease.depositBeforeFen },
  };
}

async function movedLease(db: Db, oldLeaseId: string) {
  const [before] = await db.select({ depositFen: leases.depositFen }).from(leases).where(eq(leases.id, oldLeaseId));
  const [lease] = await db
    .select({
      id: leases.id,
      leaseNo: leases.leaseNo,
      startsOn: leases.startsOn,
      depositFen: leases.depositFen,
      registrationNo: leases.registrationNo,
    })
    .from(leases)
    .where(eq(leases.movedFromId, oldLeaseId));
  return lease && before ? { ...lease, depositBeforeFen: before.depositFen } : null;
}
