import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { meterImports, meterRows } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { dayAt } from "../days.ts";
import { type Decision, grant, invariant, NotFound, refuse } from "../errors.ts";
import { keepReadings } from "./commands.ts";
import { type KnownMeter, knownMeters } from "./record.ts";
import { type Judgement, judgeReading } from "./rules-plausible.ts";

type Given = { now: Date };
type Row = typeof meterRows.$inferSelect;
type By = { by: string; now: Date };
export type ReadingsConfirmed = { importId: string; recorded: number; waiting: number; before: boolean };

/**
 * Records what the preview found good; what does not look right waits for somebody to say why. All of it or nothing, and once.
 * A row that is known by now, or no longer right, is told apart again. Refuses `import-has-wrong-rows` (`count`), `import-discarded`.
 */
export const confirmReadings = (actor: Actor, importId: string, { now }: Given): Promise<Decision<ReadingsConfirmed>> =>
  transaction(async (tx) => {
    authorize(actor, "reading.import");
    const found = await findImport(tx, importId);
    if (found.status === "discarded") return refuse("import-discarded");
    if (found.status === "confirmed") return grant({ importId, ...(await countsOf(tx, importId)), before: true });
    const rows = await tx.select().from(meterRows).where(eq(meterRows.importId, importId)).orderBy(asc(meterRows.line));
    const wrong = rows.filter((row) => row.state === "wrong").length;
    if (wrong > 0) return refuse("import-has-wrong-rows", { count: wrong });
    const good = rows.filter((row) => row.state === "good").sort(byDay);
    const meters = await metersOf(tx, good);
    const take: { row: Row; meter: KnownMeter }[] = [];
    for (const row of good) {
      const meter = meters.get(row.serialNo);
      const judged = judge(row, meter, now);
      if (judged.state !== "good") {
        await setJudged(tx, row.id, judged);
        continue;
      }
      invariant(meter, "a good reading has its meter");
      take.push({ row, meter });
      meter.readings = [...meter.readings, readingOf(row)].sort((a, b) => (a.readOn < b.readOn ? -1 : 1));
    }
    await post(tx, take, "", { by: actor.userId, now });
    const set = { status: "confirmed" as const, confirmedBy: actor.userId, confirmedAt: now };
    await tx.update(meterImports).set(set).where(eq(meterImports.id, importId));
    const counts = await countsOf(tx, importId);
    await audit(tx, actor, "reading.import", "import", importId, now, counts);
    return grant({ importId, ...counts, before: false });
  });

/** Throws a preview away, so that the mended file can be read in. Refuses `import-confirmed`. */
export const discardReadings = (
  actor: Actor,
  importId: string,
  { now }: Given,
): Promise<Decision<{ importId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "reading.import");
    const found = await findImport(tx, importId);
    if (found.status === "confirmed") return refuse("import-confirmed");
    await tx.update(meterImports).set({ status: "discarded" }).where(eq(meterImports.id, importId));
    if (found.status === "preview")
      await audit(tx, actor, "reading.import", "import", importId, now, { discarded: true });
    return grant({ importId });
  });

/**
 * Takes a reading that did not look right, since somebody says why. The same again changes nothing. Refuses
 * `row-not-waiting`, `reading-without-reason`, and what is wrong with it by now.
 */
export const acceptReading = (
  actor: Actor,
  rowId: string,
  reason: string,
  { now }: Given,
): Promise<Decision<{ rowId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "reading.import");
    const row = await findWaiting(tx, rowId);
    if (row?.state === "posted") return grant({ rowId });
    if (row?.state !== "implausible") return refuse("row-not-waiting");
    if (reason.trim() === "") return refuse("reading-without-reason");
    const meter = (await metersOf(tx, [row])).get(row.serialNo);
    const judged = judge(row, meter, now);
    if (judged.state === "wrong" || judged.state === "duplicate") return refuse(judged.reason, judged.values);
    invariant(meter, "a reading that may be taken has its meter");
    await post(tx, [{ row, meter }], reason.trim(), { by: actor.userId, now });
    await audit(tx, actor, "reading.import", "meterRow", rowId, now, { accepted: reason.trim() });
    return grant({ rowId });
  });

/** Puts a reading that did not look right aside, with a reason. Refuses `row-not-waiting`, `reading-without-reason`. */
export const dismissReading = (
  actor: Actor,
  rowId: string,
  reason: string,
  { now }: Given,
): Promise<Decision<{ rowId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "reading.import");
    const row = await findWaiting(tx, rowId);
    if (row?.state === "dismissed") return grant({ rowId });
    if (row?.state !== "implausible") return refuse("row-not-waiting");
    if (reason.trim() === "") return refuse("reading-without-reason");
    const set = { state: "dismissed" as const, reason: "reading-dismissed", reasonValues: { why: reason.trim() } };
    await tx.update(meterRows).set(set).where(eq(meterRows.id, rowId));
    await audit(tx, actor, "reading.import", "meterRow", rowId, now, { dismissed: reason.trim() });
    return grant({ rowId });
  });

async function findImport(tx: Writer, id: string) {
  const [found] = await tx.select().from(meterImports).where(eq(meterImports.id, id));
  if (!found) throw new NotFound();
  return found;
}

/** A row of an import that was confirmed; null while it is only looked at. @throws NotFound */
async function findWaiting(tx: Writer, rowId: string): Promise<Row | null> {
  const [found] = await tx
    .select({ row: meterRows, status: meterImports.status })
    .from(meterRows)
    .innerJoin(meterImports, eq(meterImports.id, meterRows.importId))
    .where(eq(meterRows.id, rowId));
  if (!found) throw new NotFound();
  return found.status === "confirmed" ? found.row : null;
}

async function metersOf(tx: Writer, rows: readonly Row[]): Promise<Map<string, KnownMeter>> {
  const serialNos = rows.map((row) => row.serialNo);
  return new Map((await knownMeters(tx, { serialNos })).map((meter) => [meter.serialNo, meter]));
}

const readingOf = ({ readOn, valueHundredths }: Row) => ({
  readOn: readOn ?? "",
  valueHundredths: valueHundredths ?? 0,
});
const byDay = (a: Row, b: Row): number => (readingOf(a).readOn < readingOf(b).readOn ? -1 : 1);

const judge = (row: Row, meter: KnownMeter | undefined, now: Date): Judgement =>
  meter
    ? judgeReading(readingOf(row), meter, { history: meter.readings, chargedTo: meter.chargedTo, today: dayAt(now) })
    : { state: "wrong", reason: "reading-meter-unknown", values: {} };

/** What was good when the list was looked at and is not any more. */
const setJudged = (tx: Writer, rowId: string, { state, reason, values }: Exclude<Judgement, { state: "good" }>) =>
  tx.update(meterRows).set({ state, reason, reasonValues: values }).where(eq(meterRows.id, rowId));

async function post(tx: Writer, take: readonly { row: Row; meter: KnownMeter }[], reason: string, by: By) {
  const readings = take.map(({ row, meter }) => {
    return { meterId: meter.id, ...readingOf(row), source: "import" as const, acceptedReason: reason };
  });
  await keepReadings(tx, readings, by);
  const readingId = sql`(
    select kept.id from meter_readings kept join meters its on its.id = kept.meter_id
    where its.serial_no = ${meterRows.serialNo} and kept.read_on = ${meterRows.readOn}
  )`;
  await inChunks(
    take.map(({ row }) => row.id),
    (ids) => tx.update(meterRows).set({ state: "posted", readingId }).where(inArray(meterRows.id, ids)),
  );
}

async function countsOf(tx: Writer, importId: string): Promise<{ recorded: number; waiting: number }> {
  const count = (states: Row["state"][]) =>
    tx.$count(meterRows, and(eq(meterRows.importId, importId), inArray(meterRows.state, states)));
  return { recorded: await count(["posted"]), waiting: await count(["implausible"]) };
}
