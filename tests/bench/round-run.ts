import { database } from "#db/client";
import { dialect } from "#db/dialect";
import { applicationChoices, applications, people, users } from "#db/schema";
import type { Actor } from "#lib/actor";
import { inChunks } from "#lib/chunks";
import { addDays, dayAt } from "#lib/days";
import { type Decision, type Granted, invariant } from "#lib/errors";
import { newId } from "#lib/ids";
import { loadComplex } from "#lib/inventory/commands";
import {
  announceRound,
  closeRound,
  createRound,
  freezeRoster,
  noticeRoster,
  openRound,
  setRoundPlaces,
} from "#lib/rounds/commands";
import { confirmDraw, proposeDraw } from "#lib/rounds/draw";
import { categoriesOf } from "#lib/rounds/places";
import { publicResults } from "#lib/rounds/public";
import { publishResults } from "#lib/rounds/results";
import { USUAL_TERMS } from "#lib/rounds/rules-terms";
import { DEFAULT_FALLBACK, sourcesOf } from "#lib/rounds/sources";
import { randomFrom } from "#seeds/demo/random";
import { readComplexSeed } from "#seeds/wutong";
import { type Measured, median, peakMemoryMb, rounded } from "./report.ts";
import { rawInsert } from "./round-floor.ts";

// A round of 100,000 applicants over the whole complex, frozen, drawn by two people, published and looked up, against
// the raw insert of the results' rows. A process of its own for each kind of database, named by DATABASE_URL.

const APPLICANTS = 100_000;
const CHOICES = 10;
const LOOK_UPS = 40;

const db = await database();
await db.migrate();
const now = new Date("2026-12-01T02:00:00Z");
const [first, second] = [await operator(), await operator()];
const roundId = await openRoundOverEverything();
await fillApplications();
granted(await closeRound(first, roundId, { now, reason: "bench" }));
granted(await noticeRoster(first, roundId, { now }));

const freeze = await timed(async () => granted(await freezeRoster(first, roundId, { now })));
const beacon = "ab".repeat(32);
const { drawId, randomness } = granted(await proposeDraw(first, roundId, { randomnessTexts: [beacon] }, { now }));
const draw = await timed(async () => granted(await confirmDraw(second, drawId, randomness, { now })));
const floor = await rawInsert(process.env.DATABASE_URL ?? "", drawId);
const publish = await timed(async () => granted(await publishResults(first, roundId, { now })));
const lookUps: number[] = [];
for (let page = 1; page <= LOOK_UPS; page++)
  lookUps.push(await timed(() => publicResults("BENCH", page % 2 ? { page: page * 40 } : { search: `0${page}` })));
await db.close();

const measured: Measured = {
  what: `draw of 100,000 applicants, ${dialect}`,
  unit: "ms",
  ours: draw,
  floor,
  ratio: draw / floor,
  notes: {
    "choices each": CHOICES,
    "freeze ms": rounded(freeze),
    "publish and tell all ms": rounded(publish),
    "a page of results ms": rounded(median(lookUps)),
    "peak MB": peakMemoryMb(),
  },
};
process.stdout.write(`${JSON.stringify(measured)}\n`);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function granted<T extends object>(decision: Decision<T>): Granted<T> {
  invariant(decision.ok, `refused: ${JSON.stringify(decision)}`);
  return decision;
}

async function operator(): Promise<Actor> {
  const userId = newId();
  await db.transaction((tx) =>
    tx
      .insert(users)
      .values({ id: userId, role: "operator", name: userId, email: `${userId}@example.test`, createdAt: now }),
  );
  return { role: "operator", userId, personId: null, name: null };
}

async function openRoundOverEverything(): Promise<string> {
  const complex = readComplexSeed();
  granted(await loadComplex(complex, { now }));
  const today = dayAt(now);
  const { roundId: id } = granted(
    await createRound(
      first,
      {
        code: "BENCH",
        nameZh: "测速",
        nameEn: "Bench",
        mechanism: "choice",
        opensAt: now,
        closesAt: new Date(now.getTime() + 86_400_000),
        moveInOn: addDays(today, 30),
        offerHours: 48,
        terms: { ...USUAL_TERMS, rosterNoticeDays: 0, resultsNoticeDays: 0 },
        sources: sourcesOf("beacon", ["bench"]),
        fallback: DEFAULT_FALLBACK,
      },
      { now },
    ),
  );
  const all = complex.units.map((unit) => ({ unitId: unit.id, mode: "whole" as const }));
  granted(await setRoundPlaces(first, id, { units: all }, { now }));
  granted(await announceRound(first, id, { now }));
  granted(await openRound(first, id, { now }));
  return id;
}

/** Straight into the tables: what is measured begins when all of them are there. */
async function fillApplications(): Promise<void> {
  const random = randomFrom(1);
  const categories = (await categoriesOf(db.reader, roundId)).map(({ id }) => id);
  const rows = Array.from({ length: APPLICANTS }, (_, index) => {
    const [personId, id] = [newId(), newId()];
    const choices = new Set<string>();
    while (choices.size < CHOICES) choices.add(random.pick(categories));
    return { personId, id, receiptNo: `SQ-BENCH-${String(index + 1).padStart(6, "0")}`, choices: [...choices] };
  });
  await db.transaction(async (tx) => {
    await inChunks(rows, (chunk) =>
      tx.insert(people).values(
        chunk.map(({ personId }) => {
          return { id: personId, phoneSealed: "-", phoneHash: personId, version: 1, createdAt: now, updatedAt: now };
        }),
      ),
    );
    await inChunks(rows, (chunk) =>
      tx.insert(applications).values(
        chunk.map(({ id, personId, receiptNo }) => ({
          id,
          roundId,
          personId,
          receiptNo,
          status: "submitted" as const,
          anyOther: false,
          staysWaiting: false,
          facts: { degree: "master", skill: null, gender: "female" as const, insuredMonths: 12 },
          source: "online" as const,
          version: 1,
          submittedAt: now,
          updatedAt: now,
        })),
      ),
    );
    const wishes = rows.flatMap(({ id, choices }) =>
      choices.map((categoryId, index) => ({ applicationId: id, position: index + 1, categoryId })),
    );
    await inChunks(wishes, (chunk) => tx.insert(applicationChoices).values(chunk));
  });
}
