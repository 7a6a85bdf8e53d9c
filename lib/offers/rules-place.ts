export type PlaceEventKind =
  | "vacancy"
  | "offered"
  | "accepted"
  | "declined"
  | "expired"
  | "withdrawn"
  | "returned"
  | "left";

/** An event of one list, in the order it happened; `applicationId` null where it is about a place only. */
export type PlaceEvent = { kind: PlaceEventKind; at: Date; applicationId: string | null };
/** `place` is where the person stood after it. */
export type PlaceMove = { kind: PlaceEventKind; at: Date; place: number; mine: boolean };

/** Where somebody stands who has so many before them who still wait. */
export const placeAfter = (waitingBefore: number): number => waitingBefore + 1;

/**
 * What moved somebody in a list: whoever before them was offered a place or left moves them up by one, whoever came back
 * (their offer was taken back through no fault of theirs) down by one. What changed nothing for them is left out, but that
 * a place came free and what they did themselves. `before`: who stood before them, all told, whatever became of them.
 */
export function movesOf(given: {
  applicationId: string;
  before: readonly string[];
  /** of these, who came back to the list later than the person stood there, and was not before them at the start */
  cameLater: readonly string[];
  events: readonly PlaceEvent[];
}): { start: number; moves: PlaceMove[]; place: number } {
  const { applicationId, before, cameLater, events } = given;
  const known = new Set(before);
  const ahead = new Set(before.filter((id) => !cameLater.includes(id)));
  const start = placeAfter(ahead.size);
  const moves: PlaceMove[] = [];
  for (const { kind, at, applicationId: who } of events) {
    const mine = who === applicationId;
    const shown = mine || kind === "vacancy" || (who !== null && known.has(who) && moveAhead(ahead, kind, who));
    if (shown) moves.push({ kind, at, place: placeAfter(ahead.size), mine });
  }
  return { start, moves, place: placeAfter(ahead.size) };
}

/** Whether the event changed who is ahead. */
function moveAhead(ahead: Set<string>, kind: PlaceEventKind, who: string): boolean {
  if (kind !== "returned") return ahead.delete(who);
  if (ahead.has(who)) return false;
  ahead.add(who);
  return true;
}
