import { sql } from "drizzle-orm";
import { check, choice, count, day, fen, id, index, instant, json, table, text, uniqueIndex } from "../columns.ts";
import { units } from "./inventory.ts";

export const meterKinds = ["electricity", "water", "gas"] as const;

export const meters = table(
  "meters",
  {
    id: id(),
    unitId: text()
      .notNull()
      .references(() => units.id),
    kind: choice(meterKinds).notNull(),
    serialNo: text().notNull(),
    installedOn: day().notNull(),
    retiredOn: day(),
  },
  (meter) => [uniqueIndex("meters_one_per_serial").on(meter.serialNo), index("meters_by_unit").on(meter.unitId)],
);

export const readingSources = ["import", "desk", "checkIn", "checkOut"] as const;

/** What a meter showed at the end of a day, in hundredths of its unit (kWh, m³); append-only by triggers. */
export const meterReadings = table(
  "meter_readings",
  {
    id: id(),
    meterId: text()
      .notNull()
      .references(() => meters.id),
    readOn: day().notNull(),
    valueHundredths: count().notNull(),
    source: choice(readingSources).notNull(),
    /** Why a reading that did not look plausible was taken all the same; empty where it did. */
    acceptedReason: text().notNull(),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
  },
  (reading) => [
    uniqueIndex("meter_readings_one_per_day").on(reading.meterId, reading.readOn),
    check("meter_readings_not_negative", sql`value_hundredths >= 0`),
  ],
);

/**
 * What was used between two readings and what it cost, once: each reading begins and ends one span at most. `unlivedFen`
 * is the part of days on which nobody lived there, which nobody is charged. Append-only by triggers.
 */
export const meterCharges = table(
  "meter_charges",
  {
    id: id(),
    meterId: text()
      .notNull()
      .references(() => meters.id),
    fromReadingId: text()
      .notNull()
      .references(() => meterReadings.id),
    toReadingId: text()
      .notNull()
      .references(() => meterReadings.id),
    /** Below zero where an earlier reading had been too high. */
    usedHundredths: count().notNull(),
    amountFen: fen().notNull(),
    unlivedFen: fen().notNull(),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
  },
  (charge) => [
    uniqueIndex("meter_charges_one_from").on(charge.fromReadingId),
    uniqueIndex("meter_charges_one_to").on(charge.toReadingId),
    index("meter_charges_by_meter").on(charge.meterId),
  ],
);

export const meterImportStatuses = ["preview", "confirmed", "discarded"] as const;

/** A list of readings as it was uploaded; the file itself is not kept. */
export const meterImports = table(
  "meter_imports",
  {
    id: id(),
    fileName: text().notNull(),
    fileHash: text().notNull(),
    /** `utf-8`, `utf-8-bom` or `gb18030`; null for spreadsheets. */
    encoding: text(),
    rows: count().notNull(),
    status: choice(meterImportStatuses).notNull(),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
    confirmedBy: text(),
    confirmedAt: instant(),
  },
  (one) => [uniqueIndex("meter_imports_one_per_file").on(one.fileHash).where(sql`status <> 'discarded'`)],
);

export const meterRowStates = ["good", "implausible", "wrong", "duplicate", "posted", "dismissed"] as const;

export const meterRows = table(
  "meter_rows",
  {
    id: id(),
    importId: text()
      .notNull()
      .references(() => meterImports.id),
    line: count().notNull(),
    serialNo: text().notNull(),
    readOn: day(),
    valueHundredths: count(),
    state: choice(meterRowStates).notNull(),
    /** A key of the messages: why it does not look right. */
    reason: text().notNull(),
    reasonValues: json<Record<string, string | number>>().notNull(),
    readingId: text().references(() => meterReadings.id),
  },
  (row) => [
    uniqueIndex("meter_rows_one_per_line").on(row.importId, row.line),
    index("meter_rows_by_state").on(row.state),
  ],
);
