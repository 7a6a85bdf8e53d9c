import { system } from "#lib/actor";
import { sendReminders } from "#lib/billing/reminders";
import { addMonths } from "#lib/days";
import { loadComplex, setUnitStatus } from "#lib/inventory/commands";
import { loadLeases } from "#lib/leases/commands";
import { type Answered, answeredRound, moveIn } from "./demo/answered-round.ts";
import { bankLists } from "./demo/bank.ts";
import { calendarFrom } from "./demo/calendar.ts";
import { inventCast, keepCast, openApplicants } from "./demo/cast.ts";
import { closeBooks } from "./demo/closing.ts";
import { pastCorrected, writeOffProposed } from "./demo/corrections.ts";
import { countsOfDemo, type DemoCounts } from "./demo/counts.ts";
import { deskOfToday, tenantsLeave } from "./demo/departed.ts";
import { drawnExchange, exchangeHouseholds, openExchangeRound } from "./demo/exchange-rounds.ts";
import { granted } from "./demo/granted.ts";
import { type Plan, planHomes } from "./demo/homes.ts";
import { illustrativeDraft } from "./demo/lab.ts";
import { liveRound } from "./demo/live-round.ts";
import { billLate, closeMonth, openMonth, payersOf } from "./demo/months.ts";
import { type Random, randomFrom } from "./demo/random.ts";
import { homesList, insuranceList } from "./demo/registers.ts";
import { SHOWN } from "./demo/residents.ts";
import { publishedRound, runningRound } from "./demo/rounds.ts";
import { DEFAULT_SEED } from "./demo/settings.ts";
import { operator } from "./demo/staff.ts";
import { MESSAGES, mark, type Occupied, occupiedBy } from "./demo/state.ts";
import { utilities } from "./demo/utilities.ts";
import { readComplexSeed } from "./wutong.ts";

export type SeedGiven = {
  /** the demo's year ends here; months count back from it */
  now: Date;
  progress?: (done: number, total: number, what: string) => void;
  /** a share of the complex's residents and applicants, for tests; 1 unless told otherwise */
  scale?: number;
  /** the same seed and `now` give the same people, choices and amounts, though not the same row ids */
  seed?: number;
};
export type Seeded = { seeded: true; counts: DemoCounts } | { seeded: false; why: Occupied; message: string };

type Step = { what: string; weight: number; run: () => Promise<unknown> };

/**
 * Fills an empty, migrated database with an invented year of the complex, through the commands that people would use:
 * only people and the demo's accounts are written straight into their tables. A database that has it is left alone.
 * Throws BrokenInvariant when a command refuses, since then the seed itself is wrong.
 */
export async function seedDemo({ now, progress, scale = 1, seed = DEFAULT_SEED }: SeedGiven): Promise<Seeded> {
  const why = (await occupiedBy()) ?? ((await mark()) > 1 ? "stopped-half-way" : null);
  if (why) return { seeded: false, why, message: MESSAGES[why] };
  const steps = stepsOf(now, scale, (part) => randomFrom(seed + part));
  const total = steps.reduce((sum, step) => sum + step.weight, 0);
  let done = 0;
  for (const { what, weight, run } of steps) {
    progress?.(done, total, what);
    await run();
    done += weight;
  }
  await mark();
  progress?.(total, total, "done");
  return { seeded: true, counts: await countsOfDemo() };
}

/** The year in the order it happened. Every part has random numbers of its own, so that a change moves one part only. */
function stepsOf(now: Date, scale: number, randomOf: (part: number) => Random): Step[] {
  const calendar = calendarFrom(now);
  const { months, month, at } = calendar;
  const opened = at(months[0] ?? month, 1, 1);
  const complex = readComplexSeed();
  const plan = planHomes(randomOf(1), complex, scale);
  const cast = inventCast(calendar, plan, scale, randomOf);
  const shown = cast.shown.map(({ personId }) => personId);
  const payers = payersOf(randomOf(7), calendar, shown);
  const meters = utilities(
    randomOf(15),
    calendar,
    complex.units,
    [plan.takenOver[1], plan.departed.at(-1)].flatMap((unit) => unit ?? []),
  );
  let answered: Answered = { roundId: "", leaseIds: [], unserved: [] };
  const step = (what: string, weight: number, run: Step["run"]): Step => ({ what, weight, run });

  const year = months.slice(0, -1).flatMap((of, index): Step[] => {
    const ago = months.length - 1 - index;
    const before = step("winners move in", 1, () => moveIn(calendar, answered.roundId, answered.leaseIds));
    const after = step("first letting round", 3, async () => {
      answered = await answeredRound(randomOf(8), calendar, plan.finished, cast.answered.applicants);
    });
    const leaving = step("tenants leave", 1, () => tenantsLeave(calendar, cast.departed.leases, addMonths(of, -1)));
    const billing = step(`rent and subsidies of ${of}`, 6, () => closeMonth(calendar, payers, of));
    const reading = step(`readings of ${of}`, 1, () => meters.read(of));
    const first = ago === 2 ? [before] : ago === 4 ? [leaving] : [];
    return [...first, billing, ...(ago === 3 ? [after] : []), reading];
  });

  return [
    step("buildings and units", 1, () => granted("the complex", loadComplex(complex, { now: opened }))),
    step("people", 4, () => keepCast(cast, opened)),
    step("running leases", 2, async () => {
      const running = [...cast.residents.leases, ...cast.departed.leases];
      await granted("running leases", loadLeases(running, { now: opened }));
      await setAside(plan, opened);
    }),
    step("meters", 2, () => meters.installed()),
    ...year,
    step("supplementary round", 1, () =>
      publishedRound(randomOf(9), calendar, plan.published, cast.published.applicants, [cast.winner.id]),
    ),
    step("exchange whose day is today", 1, () =>
      drawnExchange(randomOf(13), calendar, exchangeHouseholds(cast, plan, month), plan.exchanged),
    ),
    step("what became known too late", 1, () => {
      const doubles = exchangeHouseholds(cast, plan, month).flatMap(({ tenants }) => tenants);
      return pastCorrected(calendar, [...shown, ...doubles.map(({ personId }) => personId)]);
    }),
    step("insurance list", 1, () => insuranceList(calendar)),
    step(`rent and subsidies of ${month}`, 5, () => openMonth(calendar, payers)),
    step("late contracts", 1, async () => {
      await granted("late leases", loadLeases(cast.late.leases, { now: at(month, 5, 9) }));
      await billLate(calendar);
    }),
    step("a write-off", 1, () => writeOffProposed(calendar)),
    step("a draft of a scheme", 1, () => illustrativeDraft(calendar)),
    step("homes list", 1, () => homesList(calendar)),
    step("bank lists", 1, () => bankLists(randomOf(11), calendar, shown)),
    step("the desk of today", 1, async () => {
      const left = await deskOfToday(calendar, cast.departed.leases, cast.residents.leases.slice(SHOWN.length));
      if (left) await meters.leave(left.id, left.unitId);
      await sendReminders(system, { now });
    }),
    step("open round", 6, () =>
      runningRound(randomOf(10), calendar, plan.open, openApplicants(cast, answered.unserved, scale)),
    ),
    step("open exchange", 1, () =>
      openExchangeRound(randomOf(14), calendar, exchangeHouseholds(cast, plan, month), plan.exchanging),
    ),
    step("live choosing", 1, () => {
      const undecided = cast.choosers.map(({ personId }) => personId);
      return liveRound(randomOf(11), calendar, plan.live, cast.live.applicants, undecided);
    }),
    step("closed months", 3, () => closeBooks(calendar)),
  ];
}

/** Some units are not to be let: under repair, or kept back. */
async function setAside({ outOfOrder, frozen }: Plan, now: Date): Promise<void> {
  for (const { id } of outOfOrder)
    await granted("taking out of order", setUnitStatus(operator, id, "outOfOrder", "卫生间防水维修", { now }));
  for (const { id } of frozen)
    await granted("freezing a unit", setUnitStatus(operator, id, "frozen", "产权核验中", { now }));
}
