import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { reader } from "#db/client";
import { applicationMembers, applications, bills, leases } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { type Day, dayAt, monthOf } from "../days.ts";
import { NotFound } from "../errors.ts";
import { maskName } from "../people/masks.ts";
import { findRound } from "../rounds/record.ts";
import { type DrawnMove, dayOfMove, drawnMoves } from "./drawn.ts";
import { type Db, homesOfLeases } from "./homes.ts";
import { endsInLeft, type MoveState, moveState, type PlaceView, placesOfMove, placeViews } from "./views.ts";

export type DeskHousehold = {
  applicationId: string;
  receiptNo: string;
  /** masked */
  names: string[];
  rank: number;
  choice: number | null;
  from: PlaceView;
  to: PlaceView;
  rentBeforeFen: number;
  rentAfterFen: number;
};
export type DeskMove = {
  no: number;
  kind: "chain" | "loop" | "stay";
  state: MoveState;
  households: DeskHousehold[];
  /** in the order they are passed on; of a chain the last is where it ends */
  places: PlaceView[];
  /** it ends in a place that an earlier one leaves */
  endsInLeft: boolean;
};
/** An application that does not stand yet: who has still to agree. */
export type DeskWaiting = { receiptNo: string; place: PlaceView; missing: string[] };
export type DeskExchange = {
  moves: DeskMove[];
  waiting: DeskWaiting[];
  /** the day of the move, which may be later than announced where rent is billed beyond it */
  on: Day;
  due: boolean;
  /** all of it has been carried out */
  done: boolean;
  /** the month whose bills wait for the move, once it has been billed for others */
  billAgain: string | null;
};

/**
 * Every chain and loop of an exchange with rooms, masked names and rents, and before the draw who has still to agree.
 * @throws NotFound where the round is none
 */
export async function exchangeOf(actor: Actor, roundId: string, now = new Date()): Promise<DeskExchange> {
  authorize(actor, "exchange.moves.view");
  const db = await reader();
  const round = await findRound(db, roundId);
  if (round.mechanism !== "exchange") throw new NotFound();
  const drawn = (await drawnMoves(db, roundId)) ?? [];
  const on = await dayOfMove(db, round, drawn);
  const moves = await deskMoves(db, drawn);
  const done = moves.length > 0 && moves.every(({ state }) => state !== "planned");
  return {
    moves,
    waiting: drawn.length > 0 ? [] : await waitingFor(db, roundId),
    on,
    due: round.status === "offering" && !done && dayAt(now) >= on,
    done,
    billAgain: done ? await monthToBill(db, drawn) : null,
  };
}

async function deskMoves(db: Db, drawn: readonly DrawnMove[]): Promise<DeskMove[]> {
  const all = drawn.flatMap(({ households }) => households);
  const view = await placeViews(
    db,
    all.flatMap(({ from, to }) => [from, to]),
  );
  const homes = await homesOfLeases(
    db,
    all.flatMap(({ leaseId }) => leaseId ?? []),
  );
  return drawn.map((move) => ({
    no: move.no,
    kind: move.kind,
    state: moveState(move),
    places: placesOfMove(move).map(view),
    endsInLeft: endsInLeft(move),
    households: move.households.map(({ applicationId, receiptNo, rank, choice, leaseId, from, to }) => {
      const home = homes.get(leaseId ?? "");
      return {
        applicationId,
        receiptNo,
        names: (home?.tenants ?? []).map(({ name }) => maskName(name)),
        rank,
        choice,
        from: view(from),
        to: view(to),
        rentBeforeFen: home?.rentFen ?? 0,
        rentAfterFen: move.kind === "stay" ? (home?.rentFen ?? 0) : view(to).rentFen,
      };
    }),
  }));
}

async function waitingFor(db: Db, roundId: string): Promise<DeskWaiting[]> {
  const rows = await db
    .select()
    .from(applications)
    .where(and(eq(applications.roundId, roundId), eq(applications.status, "submitted")))
    .orderBy(asc(applications.receiptNo));
  const members = await db.select().from(applicationMembers).where(eq(applicationMembers.roundId, roundId));
  const homes = await homesOfLeases(
    db,
    rows.flatMap(({ leaseId }) => leaseId ?? []),
  );
  const view = await placeViews(db, [...homes.values()]);
  return rows.flatMap(({ id, personId, receiptNo, leaseId }) => {
    const home = homes.get(leaseId ?? "");
    const agreed = new Set([personId, ...members.filter((one) => one.applicationId === id).map((one) => one.personId)]);
    const missing = (home?.tenants ?? []).filter((tenant) => !agreed.has(tenant.personId));
    if (!home || missing.length === 0) return [];
    return [{ receiptNo, place: view(home), missing: missing.map(({ name }) => maskName(name)) }];
  });
}

/** A month that was billed while leases waited for their move, and in which the new ones have no bill yet. */
async function monthToBill(db: Db, drawn: readonly DrawnMove[]): Promise<string | null> {
  const oldIds = drawn.flatMap(({ households }) => households.flatMap(({ leaseId }) => leaseId ?? []));
  if (oldIds.length === 0) return null;
  const moved = await db
    .select({ id: leases.id, startsOn: leases.startsOn })
    .from(leases)
    .where(inArray(leases.movedFromId, oldIds));
  const [first] = moved;
  if (!first) return null;
  const month = monthOf(first.startsOn);
  const ids = moved.map(({ id }) => id);
  const withRent = and(eq(bills.month, month), gt(bills.rentFen, 0));
  const billed = await db.$count(bills, and(withRent, inArray(bills.leaseId, ids)));
  return billed === 0 && (await db.$count(bills, withRent)) > 0 ? month : null;
}
