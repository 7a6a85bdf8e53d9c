import { addDays, type Day } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import type { UnitStatus } from "../inventory/rules.ts";
import type { RoundMechanism, RoundStatus } from "../rounds/rules.ts";

/** One household within a step of the exchange. Places are ids (`b03-0501:2`). */
export type Mover = { applicationId: string; from: string; to: string };

/** A step of the result; in a chain everybody gets the place of the next, in a loop the last gets that of the first. */
export type PlannedMove = { no: number; kind: "chain" | "loop" | "stay"; movers: readonly Mover[] };

/** Why a household that was to move stays: `left` is about one of its chain, `place` about a place that is not free. */
export type Hindrance = "left" | "place" | "depends";

export type Plan = {
  /** in the order of the draw; only those who change their place */
  carriedOut: Mover[];
  /** whole chains and loops that are not carried out, and why */
  kept: { no: number; hindrance: Hindrance; movers: readonly Mover[] }[];
};

/**
 * What of a drawn exchange can still be carried out on the day. A chain or loop is carried out whole or not at all: if one
 * of its households has left since, or a vacant place at its end is no longer there, nobody in it moves. A chain may end in
 * a place that an earlier one vacates: it then depends on that one. Everybody else moves as drawn, and whoever stays keeps
 * a home that nobody is moved into.
 * @param left applications whose lease no longer stands as it was frozen
 * @param lost vacant places of the round that are not there any more
 */
export function planMoves(
  moves: readonly PlannedMove[],
  { left, lost }: { left: ReadonlySet<string>; lost: ReadonlySet<string> },
): Plan {
  const moveOf = new Map<string, number>();
  for (const { no, kind, movers } of moves) if (kind !== "stay") for (const { from } of movers) moveOf.set(from, no);
  const staying = new Set(
    moves.filter(({ kind }) => kind === "stay").flatMap(({ movers }) => movers.map((one) => one.from)),
  );
  const hindered = new Map<number, Hindrance>();
  const going = moves.filter(({ kind }) => kind !== "stay");
  for (const { no, movers } of going) {
    if (movers.some(({ applicationId }) => left.has(applicationId))) hindered.set(no, "left");
    else if (movers.some(({ to }) => lost.has(to) || staying.has(to))) hindered.set(no, "place");
  }
  // Each round can only hinder more, so this ends after as many rounds as there are moves at most.
  for (let before = -1; before !== hindered.size; ) {
    before = hindered.size;
    for (const { no, movers } of going) {
      const waitsFor = movers.map(({ to }) => moveOf.get(to)).filter((other) => other !== undefined && other !== no);
      if (!hindered.has(no) && waitsFor.some((other) => other !== undefined && hindered.has(other)))
        hindered.set(no, "depends");
    }
  }
  return {
    carriedOut: going.filter(({ no }) => !hindered.has(no)).flatMap(({ movers }) => [...movers]),
    kept: going.flatMap(({ no, movers }) => {
      const hindrance = hindered.get(no);
      return hindrance ? [{ no, hindrance, movers }] : [];
    }),
  };
}

/**
 * The day on which all leases move: the announced one, or, where the result came so late that rent of moving households has
 * been billed beyond it, the first day that has not been billed for any of them. No day is ever billed for two places.
 */
export const moveDay = (moveInOn: Day, billedTo: Day | null): Day => {
  if (billedTo === null) return moveInOn;
  const next = addDays(billedTo, 1);
  return next > moveInOn ? next : moveInOn;
};

/** Whether the move of a round can be carried out today. */
export function decideMove(
  round: { mechanism: RoundMechanism; status: RoundStatus },
  on: Day,
  today: Day,
): Decision<{ on: Day }> {
  if (round.mechanism !== "exchange") return refuse("exchange-other-round");
  if (round.status !== "offering") return refuse("exchange-not-offering");
  return today < on ? refuse("exchange-too-early", { on }) : grant({ on });
}

/** A lease as it must stand so that its household can move. */
export type Standing = {
  status: "signed" | "active" | "ended";
  placeId: string;
  startsOn: Day;
  endsOn: Day;
  endedOn: Day | null;
  unitStatus: UnitStatus;
  tenantIds: readonly string[];
};

/** Whether a household still is what was frozen: the same people in the same place, and still there on the day. */
export function stands(
  lease: Standing | undefined,
  frozen: { placeId: string; personIds: readonly string[] },
  on: Day,
): boolean {
  if (lease?.status !== "active" || lease.placeId !== frozen.placeId) return false;
  if (lease.unitStatus !== "occupied" || lease.endedOn !== null) return false;
  if (lease.endsOn < on || lease.startsOn >= on) return false;
  const agreed = new Set(frozen.personIds);
  return lease.tenantIds.length === agreed.size && lease.tenantIds.every((id) => agreed.has(id));
}

/** A unit after the move: lived in where a lease of it is live, else vacant; null where that is no change. */
export function statusAfterMove(before: UnitStatus, liveLeases: number): UnitStatus | null {
  const after = liveLeases > 0 ? "occupied" : "vacant";
  return before === after ? null : after;
}
