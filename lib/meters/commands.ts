import { eq } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { meterReadings, meters, type readingSources, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { type Day, dayAt } from "../days.ts";
import { type Decision, grant, NotFound, type Problem, refuse, refuseFields } from "../errors.ts";
import { newId } from "../ids.ts";
import { findLease } from "../leases/record.ts";
import { findMeter, type KnownMeter, metersIn } from "./record.ts";
import { decideInstallation, decideRetirement } from "./rules.ts";
import { judgeReading } from "./rules-plausible.ts";
import type { MeterKind } from "./rules-tariff.ts";

type Given = { now: Date };
export type ReadingSource = (typeof readingSources)[number];

/**
 * Puts a meter into a unit, with what it shows on that day: use counts from there. Refuses, by field, `meter-serial-taken`,
 * `meter-serial-missing`, `meter-installed-ahead`.
 */
export const installMeter = (
  actor: Actor,
  given: { unitId: string; kind: MeterKind; serialNo: string; installedOn: Day; valueHundredths: number },
  { now }: Given,
): Promise<Decision<{ meterId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "meter.keep");
    const { unitId, kind, installedOn, valueHundredths } = given;
    const [unit] = await tx.select({ id: units.id }).from(units).where(eq(units.id, unitId));
    if (!unit) throw new NotFound();
    const serialNo = given.serialNo.trim().toUpperCase();
    const taken = await tx.$count(meters, eq(meters.serialNo, serialNo));
    const decision = decideInstallation({ serialNo, installedOn }, { today: dayAt(now), taken: taken > 0 });
    if (!decision.ok) return decision;
    const meterId = newId();
    await tx.insert(meters).values({ id: meterId, unitId, kind, serialNo, installedOn, retiredOn: null });
    await keepReadings(tx, [{ meterId, readOn: installedOn, valueHundredths, source: "desk", acceptedReason: "" }], {
      by: actor.userId,
      now,
    });
    await audit(tx, actor, "meter.keep", "unit", unitId, now, { meterId, kind, serialNo, installedOn });
    return grant({ meterId });
  });

/**
 * Takes a meter out of use, with what it last showed: its use counts up to there. Refuses `meter-retired`, and, by field,
 * `meter-retired-ahead`, `meter-read-later` (`on`) and what is wrong with the reading; one that does not look right needs a
 * `reason`.
 */
export const retireMeter = (
  actor: Actor,
  meterId: string,
  given: { on: Day; valueHundredths: number; reason: string },
  { now }: Given,
): Promise<Decision<{ unitId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "meter.keep");
    const meter = await findMeter(tx, meterId);
    const decision = decideRetirement(meter, given.on, dayAt(now));
    if (!decision.ok) return decision;
    const last = { meterId, readOn: given.on, valueHundredths: given.valueHundredths, reason: given.reason };
    const problem = await takeReading(tx, meter, last, "desk", { by: actor.userId, now });
    if (problem) return refuseFields([problem]);
    await tx.update(meters).set({ retiredOn: given.on }).where(eq(meters.id, meterId));
    await audit(tx, actor, "meter.keep", "unit", meter.unitId, now, { meterId, retiredOn: given.on });
    return grant({ unitId: meter.unitId });
  });

/** `field`: where a refusal of it is shown. */
export type ReadingGiven = { meterId: string; readOn: Day; valueHundredths: number; reason: string; field?: string };

/**
 * Notes what meters showed, read by hand: all or none. What is known already is passed over; what does not look right is
 * taken with a `reason` alone. Refuses, by field, what `judgeReading` says; a day to come at `readOn`.
 */
export const recordReadings = (
  actor: Actor,
  readings: readonly ReadingGiven[],
  source: Exclude<ReadingSource, "import">,
  { now }: Given,
): Promise<Decision<{ recorded: number }>> =>
  undoingRefusals(async (tx) => {
    authorize(actor, "reading.record");
    return grant({ recorded: await takeReadings(tx, actor, readings, source, now) });
  });

/**
 * The same for the meters of a lease's unit, when its tenants move in or have left. Refuses `readings-none` too.
 * @throws NotFound for a meter that is elsewhere
 */
export const recordLeaseReadings = (
  actor: Actor,
  leaseId: string,
  readings: readonly ReadingGiven[],
  { now }: Given,
): Promise<Decision<{ recorded: number; leaving: boolean }>> =>
  undoingRefusals(async (tx) => {
    authorize(actor, "reading.record");
    const lease = await findLease(tx, leaseId);
    if (readings.length === 0) return refuse("readings-none");
    const here = new Set((await metersIn(tx, lease.unitId)).map((meter) => meter.id));
    if (readings.some((reading) => !here.has(reading.meterId))) throw new NotFound();
    const leaving = lease.status === "ended";
    const recorded = await takeReadings(tx, actor, readings, leaving ? "checkOut" : "checkIn", now);
    return grant({ recorded, leaving });
  });

/** Judges and keeps readings one after the other; a form that is shown again keeps none of them. @throws NotTaken */
async function takeReadings(
  tx: Writer,
  actor: Actor,
  readings: readonly ReadingGiven[],
  source: Exclude<ReadingSource, "import">,
  now: Date,
): Promise<number> {
  const problems: Problem[] = [];
  let recorded = 0;
  for (const reading of readings) {
    const meter = await findMeter(tx, reading.meterId);
    const before = meter.readings.length;
    const problem = await takeReading(tx, meter, reading, source, { by: actor.userId, now });
    if (problem) problems.push(problem);
    else recorded += meter.readings.length - before;
  }
  if (problems.length > 0) throw new NotTaken(problems);
  if (recorded > 0)
    await audit(tx, actor, "reading.record", "meter", readings[0]?.meterId ?? "", now, { recorded, source });
  return recorded;
}

const undoingRefusals = <T extends object>(work: (tx: Writer) => Promise<Decision<T>>): Promise<Decision<T>> =>
  transaction(work).catch((error: unknown) => {
    if (error instanceof NotTaken) return refuseFields(error.problems);
    throw error;
  });

/** Thrown inside the transaction so that all of it is undone. */
class NotTaken extends Error {
  problems: Problem[];
  constructor(problems: Problem[]) {
    super("readings were not taken");
    this.problems = problems;
  }
}

/** Judges and keeps one reading; what is wrong with it comes back as a problem, and nothing is kept of it. */
async function takeReading(
  tx: Writer,
  meter: KnownMeter,
  { readOn, valueHundredths, reason, field = "value" }: ReadingGiven,
  source: ReadingSource,
  { by, now }: { by: string; now: Date },
): Promise<Problem | null> {
  const reading = { readOn, valueHundredths };
  const judged = judgeReading(reading, meter, {
    history: meter.readings,
    chargedTo: meter.chargedTo,
    today: dayAt(now),
  });
  if (judged.state === "duplicate") return null;
  const needsReason = judged.state === "implausible" && reason.trim() === "";
  // A day to come is wrong for every meter of a form, whatever one of them shows.
  const at = judged.state === "wrong" && judged.reason === "reading-in-future" ? "readOn" : field;
  if (judged.state === "wrong" || needsReason) return { field: at, reason: judged.reason, values: judged.values };
  const acceptedReason = judged.state === "implausible" ? reason.trim() : "";
  await keepReadings(tx, [{ meterId: meter.id, ...reading, source, acceptedReason }], { by, now });
  meter.readings = [...meter.readings, reading].sort((a, b) => (a.readOn < b.readOn ? -1 : 1));
  return null;
}

type ToKeep = Pick<
  typeof meterReadings.$inferInsert,
  "meterId" | "readOn" | "valueHundredths" | "source" | "acceptedReason"
>;

/** Writes readings that were judged. @returns their ids in the same order */
export async function keepReadings(
  tx: Writer,
  readings: readonly ToKeep[],
  { by, now }: { by: string; now: Date },
): Promise<string[]> {
  const rows = readings.map((reading) => ({ id: newId(), ...reading, madeBy: by, madeAt: now }));
  await inChunks(rows, (chunk) => tx.insert(meterReadings).values(chunk));
  return rows.map(({ id }) => id);
}
