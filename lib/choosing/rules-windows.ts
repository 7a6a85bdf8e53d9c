import { addDays, type Day, dayAt, instantOn } from "../days.ts";
import { invariant } from "../errors.ts";
import type { ChoosingTerms } from "../rounds/rules-terms.ts";

/** From `startsAt` on, until just before `endsAt`. */
export type Window = { startsAt: Date; endsAt: Date };
type WindowTerms = Pick<ChoosingTerms, "startsOn" | "fromHour" | "toHour" | "turnMinutes" | "turnSize">;

const MINUTE_MS = 60_000;

/** How many whole windows a day has; what is left before its last hour is not used. */
const windowsADay = ({ fromHour, toHour, turnMinutes }: WindowTerms): number =>
  Math.floor(((toHour - fromHour) * 60) / turnMinutes);

function windowOf(day: Day, index: number, { fromHour, turnMinutes }: WindowTerms): Window {
  const startsAt = new Date(instantOn(day, fromHour).getTime() + index * turnMinutes * MINUTE_MS);
  return { startsAt, endsAt: new Date(startsAt.getTime() + turnMinutes * MINUTE_MS) };
}

/** The first window of the round's days that begins at `from` or later: windows follow one another from each day's first hour. */
export function firstWindow(terms: WindowTerms, from: Date): Window {
  const perDay = windowsADay(terms);
  invariant(perDay >= 1, "a day holds at least one window");
  const earliest = new Date(Math.max(from.getTime(), instantOn(terms.startsOn).getTime()));
  const day = dayAt(earliest);
  const late = earliest.getTime() - instantOn(day, terms.fromHour).getTime();
  const index = Math.max(0, Math.ceil(late / (terms.turnMinutes * MINUTE_MS)));
  return index < perDay ? windowOf(day, index, terms) : windowOf(addDays(day, 1), 0, terms);
}

/**
 * The windows of `count` applicants in order of rank: `turnSize` of them share one, and windows fill the days from the
 * announced one on, or from `now` where that is later (ALLOCATION: 5).
 */
export function turnWindows(count: number, terms: WindowTerms, now: Date): Window[] {
  const windows: Window[] = [];
  let window = firstWindow(terms, now);
  for (let rank = 1; rank <= count; rank++) {
    if (rank > 1 && (rank - 1) % terms.turnSize === 0) window = firstWindow(terms, window.endsAt);
    windows.push(window);
  }
  return windows;
}

/** The end of the queue as it is: its last window, and how many who missed their turn are to choose in that already. */
export type QueueEnd = { last: Window; further: number };

/**
 * The further windows of `count` who missed their turn, in order of rank: after the last window there is, `turnSize` to a
 * window, those who missed theirs before included. A window that has begun takes nobody in.
 */
export function furtherWindows(count: number, end: QueueEnd, terms: WindowTerms, now: Date): Window[] {
  const windows: Window[] = [];
  let { last, further } = end;
  for (let place = 0; place < count; place++) {
    const room = further > 0 && further < terms.turnSize && last.startsAt > now;
    if (!room) {
      last = firstWindow(terms, new Date(Math.max(last.endsAt.getTime(), now.getTime())));
      further = 0;
    }
    further += 1;
    windows.push(last);
  }
  return windows;
}

/**
 * What becomes of the windows after one that now ends at `until`: each keeps its length and begins at its time, or once
 * the one before is over. A pause between two windows takes the delay up. `later` in the order of their beginning.
 */
export function pushedBack(later: readonly Window[], until: Date): Window[] {
  let free = until.getTime();
  return later.map(({ startsAt, endsAt }) => {
    const from = Math.max(startsAt.getTime(), free);
    free = from + (endsAt.getTime() - startsAt.getTime());
    return { startsAt: new Date(from), endsAt: new Date(free) };
  });
}
