import { addDays, addMonths, type Day, dayAt, firstDay, instantOn, monthOf } from "#lib/days";
import { invariant } from "#lib/errors";
import { answerExchange, submitExchange } from "#lib/exchange/commands";
import { newId } from "#lib/ids";
import type { RunningLease } from "#lib/leases/load";
import { announceRound, createRound, openRound, setRoundPlaces } from "#lib/rounds/commands";
import { USUAL_TERMS } from "#lib/rounds/rules-terms";
import { DEFAULT_FALLBACK, sourcesOf } from "#lib/rounds/sources";
import type { UnitSeed } from "#seeds/wutong";
import type { Calendar } from "./calendar.ts";
import type { Cast } from "./cast.ts";
import { granted } from "./granted.ts";
import type { Plan } from "./homes.ts";
import { type Account, keepAccounts, talent } from "./keep-people.ts";
import type { Random } from "./random.ts";
import { named } from "./round-names.ts";
import { drawAndPublish, SHORT_NOTICES } from "./round-steps.ts";
import { operator } from "./staff.ts";

type Household = { unitId: string; accounts: Account[] };
type RoundGiven = {
  code: string;
  nameZh: string;
  nameEn: string;
  createdAt: Date;
  opensAt: Date;
  closesAt: Date;
  moveInOn: Day;
  units: readonly UnitSeed[];
};

/** Households of the first exchange: three who trade, two who move up to a vacant flat, one whose wish is not to be had. */
const TAKING_PART = 6;

/** Tenants of doubles who have been here for a while and stay until the move: first those of the drawn round, then others. */
export function exchangeHouseholds(cast: Cast, plan: Plan, month: string): RunningLease[] {
  const doubles = new Set(plan.takenOver.filter(({ roomTypeId }) => roomTypeId === "double").map(({ id }) => id));
  const settled = firstDay(addMonths(month, -2));
  return cast.residents.leases.filter(({ unitId, startsOn }) => doubles.has(unitId) && startsOn < settled);
}

/**
 * The exchange whose result is final and whose day is today: a loop of three and a chain of two into a vacant flat. Their
 * rent of this month waits for the move.
 */
export async function drawnExchange(
  random: Random,
  { month, today, at }: Calendar,
  leases: readonly RunningLease[],
  units: readonly UnitSeed[],
): Promise<void> {
  const before = addMonths(month, -1);
  const closesAt = at(before, 15, 17);
  const [a, b, c, d, e, f] = await withAccounts(leases.slice(0, TAKING_PART), at(before, 5, 9));
  const [vacant] = units;
  invariant(a && b && c && d && e && f && vacant, "the demo has doubles to exchange");
  const roundId = await openExchange(random, {
    ...named(before, "02", "换房", "Exchange round"),
    createdAt: at(before, 5, 9),
    opensAt: at(before, 6, 9),
    closesAt,
    moveInOn: today,
    units: [vacant],
  });
  const lists: [Household, Household[] | string][] = [
    [a, [b]],
    [b, [c, d]],
    [c, [a]],
    [d, vacant.id],
    [e, [d]],
    [f, [a]],
  ];
  for (const [index, [home, wished]] of lists.entries()) {
    const choices = typeof wished === "string" ? [wished] : wished.map(({ unitId }) => unitId);
    await applyTogether(roundId, home, choices, at(before, 7 + index, 11));
  }
  await drawAndPublish(random, roundId, {
    closedAt: closesAt,
    frozenAt: at(before, 19, 9),
    drawnAt: at(before, 19, 10),
    publishedAt: at(before, 19, 15),
    offeredAt: at(before, 23, 9),
  });
}

/** The exchange that takes applications now, with two vacant flats: one household waits for its co-tenant. */
export async function openExchangeRound(
  random: Random,
  { month, now, daysAgo }: Calendar,
  leases: readonly RunningLease[],
  units: readonly UnitSeed[],
): Promise<void> {
  const closesAt = instantOn(addDays(dayAt(now), 9), 17);
  const roundId = await openExchange(random, {
    ...named(month, "04", "换房", "Exchange round"),
    createdAt: daysAgo(6, 9),
    opensAt: daysAgo(5, 9),
    closesAt,
    moveInOn: firstDay(addMonths(monthOf(dayAt(closesAt)), 1)),
    units,
  });
  const others = leases.slice(TAKING_PART, TAKING_PART + 3);
  const households = await withAccounts(others, daysAgo(5, 9));
  for (const [index, home] of households.entries()) {
    const next = households[(index + 1) % households.length];
    if (!next || next === home) continue;
    const silent = index === 0;
    await applyTogether(roundId, home, [next.unitId], daysAgo(4, 10 + index), silent);
  }
}

async function openExchange(random: Random, given: RoundGiven): Promise<string> {
  const { createdAt, units, ...round } = given;
  const sources = sourcesOf("beacon", [`${round.code} · ${dayAt(round.closesAt)}`]);
  const secret = Uint8Array.from({ length: 32 }, () => random.whole(0, 255));
  const terms = { ...USUAL_TERMS, ...SHORT_NOTICES };
  const draft = {
    ...round,
    mechanism: "exchange" as const,
    offerHours: 72,
    terms,
    sources,
    fallback: DEFAULT_FALLBACK,
  };
  const { roundId } = await granted(`round ${round.code}`, createRound(operator, draft, { now: createdAt, secret }));
  const whole = units.map(({ id }) => ({ unitId: id, mode: "whole" as const }));
  await granted(`places of ${round.code}`, setRoundPlaces(operator, roundId, { units: whole }, { now: createdAt }));
  await granted(`announcing ${round.code}`, announceRound(operator, roundId, { now: createdAt }));
  await granted(`opening ${round.code}`, openRound(operator, roundId, { now: round.opensAt }));
  return roundId;
}

/** Residents have no account before they sign in for the first time: these do now. */
async function withAccounts(leases: readonly RunningLease[], now: Date): Promise<Household[]> {
  const households = leases.map(({ unitId, tenants }) => ({
    unitId,
    accounts: tenants.map(({ personId }) => ({ userId: newId(), personId })),
  }));
  await keepAccounts(
    households.flatMap(({ accounts }) => accounts),
    now,
  );
  return households;
}

/** The first sends the list, the others agree an hour later, unless the last of them has not answered yet. */
async function applyTogether(
  roundId: string,
  { accounts: [leader, ...others] }: Household,
  choices: string[],
  now: Date,
  silent = false,
): Promise<void> {
  invariant(leader, "somebody lives there");
  const wishes = { roundId, choices, maxNetRentFen: null };
  const { applicationId } = await granted("an exchange application", submitExchange(talent(leader), wishes, { now }));
  for (const other of silent ? others.slice(0, -1) : others)
    await granted("a co-tenant's consent", answerExchange(talent(other), applicationId, "agree", { now }));
}
