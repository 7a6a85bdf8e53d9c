import { eq, inArray } from "drizzle-orm";
import type { Writer } from "#db/client";
import { buildings, units } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { invariant } from "../errors.ts";
import { yuanText } from "../money.ts";
import { tellEach } from "../notices/commands.ts";
import type { RoundRow } from "../rounds/record.ts";
import type { Place } from "../rounds/rules-places.ts";
import { type DrawnHousehold, type DrawnMove, dayOfMove } from "./drawn.ts";
import type { MovedLease } from "./move-leases.ts";
import type { Plan } from "./rules-moves.ts";

type Done = { moves: readonly DrawnMove[]; moved: readonly MovedLease[]; kept: Plan["kept"]; now: Date };

/** Tells every tenant what they get and on which day they move; nobody is asked: the result binds, as was declared. */
export async function tellResults(tx: Writer, round: RoundRow, moves: readonly DrawnMove[], now: Date): Promise<void> {
  const places = await placeTexts(tx, moves);
  const moveOn = await dayOfMove(tx, round, moves);
  const notices = moves.flatMap(({ kind, households }) =>
    households.map((household): ToHousehold => {
      const values = { code: round.code, receiptNo: household.receiptNo, from: places(household.from) };
      if (kind === "stay") return { household, kind: "exchange-to-stay", values };
      const to = { to: places(household.to), moveOn };
      return { household, kind: "exchange-to-move", values: { ...values, ...to } };
    }),
  );
  await tellEach(tx, notices.flatMap(toEverybody(now)));
}

/** Tells every tenant, once the move is done, where they live now, or why they stay. */
export async function tellMoves(tx: Writer, round: RoundRow, { moves, moved, kept, now }: Done): Promise<void> {
  const places = await placeTexts(tx, moves);
  const byApplication = new Map(moved.map((lease) => [lease.applicationId, lease]));
  const hindered = new Map(
    kept.flatMap(({ hindrance, movers }) => movers.map((one) => [one.applicationId, hindrance])),
  );
  const notices = moves.flatMap(({ households }) =>
    households.flatMap((household): ToHousehold[] => {
      const from = places(household.from);
      const head = { code: round.code, from };
      const lease = byApplication.get(household.applicationId);
      if (lease) {
        const values = { ...head, to: places(household.to), leaseNo: lease.leaseNo, rent: yuanText(lease.rentFen) };
        return [{ household, kind: "exchange-moved", values }];
      }
      const hindrance = hindered.get(household.applicationId);
      return hindrance ? [{ household, kind: "exchange-not-moved", values: { ...head, hindrance } }] : [];
    }),
  );
  await tellEach(tx, notices.flatMap(toEverybody(now)));
}

type ToHousehold = { household: DrawnHousehold; kind: string; values: Record<string, string | number> };
const toEverybody =
  (at: Date) =>
  ({ household, kind, values }: ToHousehold) =>
    household.personIds.map((personId) => ({ personId, kind, values, at }));

/** Places as they read in every language: `3-0501`, `3-0501-2` for a bed. */
async function placeTexts(tx: Writer, moves: readonly DrawnMove[]): Promise<(place: Place) => string> {
  const ids = new Set(
    moves.flatMap(({ households }) => households.flatMap(({ from, to }) => [from.unitId, to.unitId])),
  );
  const doors = new Map<string, string>();
  await inChunks([...ids], async (part) => {
    const rows = await tx
      .select({ id: units.id, no: buildings.no, roomNo: units.roomNo })
      .from(units)
      .innerJoin(buildings, eq(buildings.id, units.buildingId))
      .where(inArray(units.id, part));
    for (const { id, no, roomNo } of rows) doors.set(id, `${no}-${roomNo}`);
  });
  return ({ unitId, bed }) => {
    const door = doors.get(unitId);
    invariant(door, `no unit ${unitId}`);
    return bed === 0 ? door : `${door}-${bed}`;
  };
}
