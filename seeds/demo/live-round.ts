import { and, asc, eq } from "drizzle-orm";
import { reader } from "#db/client";
import { applications, turns } from "#db/schema";
import { holdPlace, passTurn, takePlace } from "#lib/choosing/commands";
import { extendWindow } from "#lib/choosing/commands-desk";
import { endTurns } from "#lib/choosing/turns";
import { addDays, instantOn } from "#lib/days";
import { invariant } from "#lib/errors";
import { newId } from "#lib/ids";
import { TIERS_BY_DEGREE } from "#lib/rounds/rules-terms";
import type { UnitSeed } from "#seeds/wutong";
import type { Calendar } from "./calendar.ts";
import { granted } from "./granted.ts";
import { type Account, talent } from "./keep-people.ts";
import type { Random } from "./random.ts";
import { named } from "./round-names.ts";
import { type Applicant, drawAndPublish, openAndApply, SHORT_NOTICES } from "./round-steps.ts";
import { LIVE_WINDOW } from "./settings.ts";
import { operator } from "./staff.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * A small round whose rooms are being chosen at the very instant the demo is made. ILLUSTRATIVE: one long window a day,
 * so that whoever tries the demo finds it open. By tiers the doctors chose yesterday, one of them did not come; today it
 * is the masters' turn, the demo's two choosers among them; the bachelors follow.
 */
export async function liveRound(
  random: Random,
  { month, now, today, daysAgo }: Calendar,
  units: readonly UnitSeed[],
  applicants: readonly Applicant[],
  undecided: readonly string[],
): Promise<void> {
  const { hours, size } = LIVE_WINDOW;
  const hourNow = Math.floor((now.getTime() - instantOn(today).getTime()) / HOUR_MS);
  const fromHour = Math.min(hourNow, 24 - hours);
  const choosing = {
    startsOn: addDays(today, -1),
    fromHour,
    toHour: fromHour + hours,
    turnMinutes: hours * 60,
    turnSize: size,
    holdMinutes: 10,
    missed: "end" as const,
  };
  const closesAt = daysAgo(9, 17);
  const roundId = await openAndApply(random, {
    ...named(month, "03", "现场选房", "Live choosing"),
    mechanism: "live",
    modes: { double: "female" },
    createdAt: daysAgo(16, 11),
    opensAt: daysAgo(14, 9),
    closesAt,
    moveInOn: addDays(today, 14),
    offerHours: 48,
    units,
    terms: { ...SHORT_NOTICES, tiers: TIERS_BY_DEGREE, choosing },
    applicants,
    appliedBy: closesAt,
  });
  await drawAndPublish(random, roundId, {
    closedAt: closesAt,
    frozenAt: daysAgo(5, 9),
    drawnAt: daysAgo(5, 10),
    publishedAt: daysAgo(5, 15),
    offeredAt: daysAgo(2, 15),
  });
  const queue = await queueOf(roundId, applicants);
  const yesterday = instantOn(choosing.startsOn, fromHour);
  const rooms = units.filter(({ roomTypeId }) => roomTypeId !== "double").map(({ id }) => id);
  const takeNext = async (account: Account, at: Date) => {
    const unitId = rooms.shift();
    invariant(unitId, "the demo's live round has rooms enough");
    await choose(roundId, account, unitId, at);
  };
  const [first, second] = [queue.slice(0, size), queue.slice(size, 2 * size)];
  for (const [index, account] of first.slice(0, -1).entries())
    await takeNext(account, new Date(yesterday.getTime() + (index * 9 + 4) * MINUTE_MS));
  await endTurns({ now: new Date(yesterday.getTime() + hours * HOUR_MS) });
  const begun = instantOn(today, fromHour);
  const [quick, slow] = second.filter(({ personId }) => !undecided.includes(personId));
  const [last] = queue.slice(-1);
  invariant(quick && slow && last, "the demo's live round has its applicants");
  await takeNext(quick, begun);
  await granted("passing", passTurn(talent(last), roundId, { now: begun }));
  // Whoever looks soon after sees a room that is held.
  const [held = ""] = rooms;
  await granted("holding", holdPlace(talent(slow), roundId, { unitId: held, bed: 0 }, { now }));
  const longer = { minutes: hours * 60, reason: "演示数据：延长当前时段，便于随时体验" };
  await granted("a longer window", extendWindow(operator, roundId, longer, { now }));
}

async function choose(roundId: string, account: Account, unitId: string, now: Date): Promise<void> {
  const place = { unitId, bed: 0 };
  await granted("holding", holdPlace(talent(account), roundId, place, { now }));
  const given = { now, leaseId: newId(), authorised: true };
  await granted("taking", takePlace(talent(account), roundId, place, given));
}

/** The applicants in the order of their turns. */
async function queueOf(roundId: string, applicants: readonly Applicant[]): Promise<Applicant[]> {
  const rows = await (await reader())
    .select({ personId: applications.personId })
    .from(turns)
    .innerJoin(applications, eq(applications.id, turns.applicationId))
    .where(and(eq(turns.roundId, roundId), eq(turns.status, "waiting")))
    .orderBy(asc(turns.rank));
  return rows.flatMap(({ personId }) => applicants.filter((applicant) => applicant.personId === personId));
}
