import { createHash } from "node:crypto";
import { and, eq, ne } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { meterImports, meterRows } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { type Day, dayAt } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { readTableFile, TABLE_ROWS } from "../table-file.ts";
import { type KnownMeter, knownMeters } from "./record.ts";
import { findReadingColumns, type ReadingLine, readReadingLine } from "./rules-list.ts";
import { type Judgement, judgeReading } from "./rules-plausible.ts";

type Row = typeof meterRows.$inferInsert;

/**
 * Reads a list of readings and keeps what each line would do; nothing is recorded. The same file again is the same import
 * (`before`). Refuses what `readTableFile` and `findReadingColumns` do, `file-without-rows` and `file-too-many-rows`.
 */
export async function previewReadings(
  actor: Actor,
  file: { name: string; bytes: Uint8Array },
  { now }: { now: Date },
): Promise<Decision<{ importId: string; before: boolean }>> {
  authorize(actor, "reading.import");
  const read = await readTableFile(file.bytes);
  if (!read.ok) return read;
  const header = findReadingColumns(read.rows);
  if (!header.ok) return header;
  const below = read.rows.slice(header.at + 1);
  if (below.length === 0) return refuse("file-without-rows");
  if (below.length > TABLE_ROWS) return refuse("file-too-many-rows", { most: TABLE_ROWS });
  const lines = below.map((row) => readReadingLine(row, header.columns));
  const fileHash = createHash("sha256").update(file.bytes).digest("hex");
  return transaction(async (tx) => {
    const [known] = await tx
      .select({ id: meterImports.id })
      .from(meterImports)
      .where(and(eq(meterImports.fileHash, fileHash), ne(meterImports.status, "discarded")));
    if (known) return grant({ importId: known.id, before: true });
    const id = newId();
    const fileName = file.name.replace(/[\p{C}\\/]/gu, "").slice(0, 120) || "readings";
    const said = { id, fileName, fileHash, encoding: read.encoding, rows: lines.length, status: "preview" as const };
    await tx.insert(meterImports).values({ ...said, madeBy: actor.userId, madeAt: now });
    const rows = await judgeLines(tx, lines, dayAt(now));
    await inChunks(
      rows.map((row) => ({ id: newId(), importId: id, readingId: null, ...row })),
      (chunk) => tx.insert(meterRows).values(chunk),
    );
    await audit(tx, actor, "reading.import", "import", id, now, { rows: rows.length });
    return grant({ importId: id, before: false });
  });
}

type Judged = Omit<Row, "id" | "importId" | "readingId">;

/** What each line would do, in the order of the file; those of one meter are judged in the order of their days. */
async function judgeLines(tx: Writer, lines: readonly ReadingLine[], today: Day): Promise<Judged[]> {
  const good = lines.filter((line) => line.ok);
  const serialNos = good.map((line) => line.serialNo);
  const meters = new Map((await knownMeters(tx, { serialNos })).map((meter) => [meter.serialNo, meter]));
  const firstLine = new Map<string, number>();
  const judged = new Map<number, Judgement>();
  for (const line of good.toSorted((a, b) => (a.readOn < b.readOn ? -1 : a.readOn > b.readOn ? 1 : a.line - b.line))) {
    const name = `${line.serialNo} ${line.readOn}`;
    const twice = firstLine.get(name);
    if (twice === undefined) firstLine.set(name, line.line);
    const meter = meters.get(line.serialNo);
    const judgement = meter
      ? judgeReading(line, meter, { history: meter.readings, chargedTo: meter.chargedTo, today })
      : ({ state: "wrong", reason: "reading-meter-unknown", values: {} } as const);
    judged.set(
      line.line,
      twice === undefined
        ? judgement
        : { state: "duplicate", reason: "reading-twice-in-file", values: { line: twice } },
    );
    if (meter && twice === undefined && judgement.state === "good") keep(meter, line);
  }
  return lines.map((line) => {
    const { line: no, serialNo, readOn, valueHundredths } = line;
    const its = line.ok
      ? (judged.get(no) ?? { state: "good" as const })
      : ({ state: "wrong", reason: line.reason, values: {} } as const);
    const [reason, reasonValues] = its.state === "good" ? ["", {}] : [its.reason, its.values];
    return { line: no, serialNo, readOn, valueHundredths, state: its.state, reason, reasonValues };
  });
}

/** Later lines of the same meter are judged as if this one were taken. */
function keep(meter: KnownMeter, { readOn, valueHundredths }: { readOn: Day; valueHundredths: number }): void {
  meter.readings = [...meter.readings, { readOn, valueHundredths }].sort((a, b) => (a.readOn < b.readOn ? -1 : 1));
}
