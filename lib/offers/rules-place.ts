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
 * a place came free and what they did themselves.
 */
export function movesOf(given: {
  applicationId: string;
  /** how many waited before them when they came to the list */
  aheadAtStart: number;
  /** of those the events are about: who stands before them at all, and of these who came to the list after them */
  before: readonly string[];
  cameLater: readonly string[];
  events: readonly PlaceEvent[];
}): { start: number; moves: PlaceMove[]; place: number } {
  const { applicationId, aheadAtStart, before, cameLater, events } = given;
  const known = new Set(before);
  const ahead = new Set(before.filter((id) => !cameLater.includes(id)));
  const others = aheadAtStart - ahead.size;
  const moves: PlaceMove[] = [];
  for (const { kind, at, applicationId: who } of events) {
    const mine = who === applicationId;
    const shown = mine || kind === "vacancy" || (who !== null && known.has(who) && moveAhead(ahead, kind, who));
    if (shown) moves.push({ kind, at, place: placeAfter(others + ahead.size), mine });
  }
  return { start: placeAfter(aheadAtStart), moves, place: placeAfter(others + ahead.size) };
}

/** Whether the event changed who is ahead. */
function moveAhead(ahead: Set<string>, kind: PlaceEventKind, who: string): boolean {
  if (kind !== "returned") return ahead.delete(who);
  if (ahead.has(who)) return false;
  ahead.add(who);
  return true;
}
