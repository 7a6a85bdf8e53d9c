import { database } from "#db/client";
import { applications, sessions, users } from "#db/schema";
import type { Actor } from "#lib/actor";
import { inChunks } from "#lib/chunks";
import { addDays, dayAt } from "#lib/days";
import { type Decision, type Granted, invariant } from "#lib/errors";
import { newId } from "#lib/ids";
import { loadComplex } from "#lib/inventory/commands";
import { announceRound, createRound, openRound, setRoundPlaces } from "#lib/rounds/commands";
import { USUAL_TERMS } from "#lib/rounds/rules-terms";
import { DEFAULT_FALLBACK, sourcesOf } from "#lib/rounds/sources";
import { randomToken, sha256 } from "#lib/secrets";
import { keepAccounts, keepPeople } from "#seeds/demo/keep-people";
import { inventor } from "#seeds/demo/people";
import { randomFrom } from "#seeds/demo/random";
import { readComplexSeed } from "#seeds/wutong";
import { buildOnce } from "../../bin/build.ts";
import { build, start } from "./next-server.ts";
import { arrivals, sendApplication } from "./opening-visitors.ts";
import { type Measured, peakMemoryMb, rounded } from "./report.ts";

// The opening hour: 2,000 people apply within a minute, each reads the page that shows all answers and sends its form, on
// the built product with SQLite; beside it the same arrivals at a bare page. Prints one JSON line.

const APPLICANTS = 2000;
const MINUTE_MS = 60_000;
const BARE = "tests/bench/bare";
/** The bare page is asked at the same rate for a part of the minute. */
const BARE_VISITORS = 400;

buildOnce();
build(BARE);
const now = new Date();
const db = await database();
await db.migrate();
const roundId = await openedRound();
const tokens = await invitedPeople();

const product = await start(".", "/rooms", (origin) => ({ WUTONG_URL: origin, NEXTAUTH_URL: origin }));
const bare = await start(BARE, "/dynamic/1");
try {
  const path = `/my/applications/new/${roundId}/check?w=000102&floor=high`;
  // Nobody is the first to open a page on the day.
  const [warm = "", ...people] = tokens;
  await sendApplication(product.origin, path, warm);
  const gap = MINUTE_MS / APPLICANTS;
  const sent = await arrivals(people, gap, (token) => sendApplication(product.origin, path, token));
  const floor = await arrivals(people.slice(0, BARE_VISITORS), gap, async () => {
    const answer = await fetch(`${bare.origin}/dynamic/10000`);
    await answer.arrayBuffer();
    invariant(answer.ok, `the bare page answered ${answer.status}`);
  });
  const stored = await db.reader.$count(applications);
  const measured: Measured = {
    what: "2,000 applications within a minute (page and sending)",
    unit: "ms",
    ours: sent.percentile(50),
    floor: floor.percentile(50),
    ratio: sent.percentile(50) / floor.percentile(50),
    notes: {
      "applications kept": stored,
      errors: sent.errors.length,
      "p95 ms": rounded(sent.percentile(95)),
      "p99 ms": rounded(sent.percentile(99)),
      "slowest ms": rounded(sent.percentile(100)),
      "all done after s": rounded(sent.seconds),
      "server peak MB": product.peakMemoryMb() ?? "unknown",
      "peak MB": peakMemoryMb(),
    },
  };
  if (sent.errors.length > 0) console.error(sent.errors.slice(0, 5).join("\n"));
  process.stdout.write(`${JSON.stringify(measured)}\n`);
} finally {
  await Promise.all([product.stop(), bare.stop(), db.close()]);
}

function granted<T extends object>(decision: Decision<T>): Granted<T> {
  invariant(decision.ok, `refused: ${JSON.stringify(decision)}`);
  return decision;
}

async function openedRound(): Promise<string> {
  const complex = readComplexSeed();
  granted(await loadComplex(complex, { now }));
  const userId = newId();
  await db.transaction((tx) =>
    tx
      .insert(users)
      .values({ id: userId, role: "operator", name: "bench", email: "bench@example.test", createdAt: now }),
  );
  const operator: Actor = { role: "operator", userId, personId: null, name: null };
  const round = {
    code: "OPENING",
    nameZh: "开放受理",
    nameEn: "Opening",
    mechanism: "choice" as const,
    opensAt: now,
    closesAt: new Date(now.getTime() + 86_400_000),
    moveInOn: addDays(dayAt(now), 30),
    offerHours: 48,
    terms: USUAL_TERMS,
    sources: sourcesOf("beacon", ["bench"]),
    fallback: DEFAULT_FALLBACK,
  };
  const { roundId: id } = granted(await createRound(operator, round, { now }));
  const units = complex.units.map((unit) => ({ unitId: unit.id, mode: "whole" as const }));
  granted(await setRoundPlaces(operator, id, { units }, { now }));
  granted(await announceRound(operator, id, { now }));
  granted(await openRound(operator, id, { now }));
  return id;
}

/** People with full profiles who are signed in already. Gives their sessions' tokens. */
async function invitedPeople(): Promise<string[]> {
  const today = dayAt(now);
  const invent = inventor(randomFrom(1), today);
  const people = Array.from({ length: APPLICANTS + 1 }, () =>
    invent({ arrivedOn: addDays(today, -300), leaseRegistered: false, likely: true, qualification: "master" }),
  );
  await keepPeople(people, now);
  const accounts = people.map(({ id }) => ({ userId: newId(), personId: id }));
  await keepAccounts(accounts, now);
  const rows = accounts.map(({ userId }) => ({ token: randomToken(), userId }));
  const expiresAt = new Date(now.getTime() + 3_600_000);
  await db.transaction((tx) =>
    inChunks(rows, (chunk) =>
      tx
        .insert(sessions)
        .values(chunk.map(({ token, userId }) => ({ tokenHash: sha256(token), userId, createdAt: now, expiresAt }))),
    ),
  );
  return rows.map(({ token }) => token);
}
