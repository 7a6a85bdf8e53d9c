import { afterEach, beforeAll, expect, test } from "vitest";
import { type Db, useDatabase as takeDatabase } from "#db/client";
import { carriedMoves } from "#db/schema";
import { runMonth } from "#lib/billing/commands";
import { draftCorrection, postCorrection } from "#lib/corrections/commands";
import type { CorrectionGiven } from "#lib/corrections/rules";
import { addMonths } from "#lib/days";
import { newId } from "#lib/ids";
import { carriedBalances } from "#lib/subsidy/carried";
import { approveSettlement, checkSettlement } from "#lib/subsidy/commands";
import { randomFrom } from "#seeds/demo/random";
import { correcting } from "#tests/support/corrections";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { hashOf, type Officers } from "#tests/support/month";
import { changedScheme, publishedVersion } from "#tests/support/schemes";
import { buildComplex, makeStaff, makeTalent } from "#tests/support/world";

// Months are settled and corrected in any order, facts, rents and the scheme turn out to have been otherwise again and again
// (it carries, pays out or lets lapse what is above the rent), and each command is first lost just before it would be kept:
// the books stay right, and nobody carries less than nothing.

const SEED = Number(process.env.WUTONG_TEST_SEED ?? Date.now() % 100_000);
const STEPS = 40;
const NOW = new Date("2026-09-03T02:00:00Z");
const db = freshDatabase();
let by: Officers;
const { rowOf, wrongFacts } = correcting(db, () => by);
const who: { personId: string; leaseId: string }[] = [];

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  await reform("carried", 110000, "2026-01");
  for (const offsetMode of ["directOffset", "directOffset", "cashToPerson"] as const) {
    const insured = { insuredMonthsAsOf: "2026-02", insuredMonths: 8, firstInsuredOn: "2025-06-01" };
    const { personId } = await makeTalent(db(), insured);
    const started = { startsOn: "2026-02-01", registeredOn: "2026-02-01", rentFen: 90000 };
    who.push({ personId, leaseId: await makeLease(db(), [{ personId, offsetMode }], started) });
  }
});
afterEach(() => takeDatabase(db()));

let reforms = 0;
/** Another version from a month on: what it grants without any parts of its own, and what becomes of a surplus. */
async function reform(surplus: "carried" | "paidOut" | "lapsed", fen: number, fromMonth: string): Promise<string> {
  const version = `reform-${++reforms}`;
  const scheme = changedScheme("changzhou", (json) => {
    json.surplus = surplus;
    json.version = version;
    json.parameters[0].values[0].value = { doctor: fen, master: fen - 60000, bachelor: fen };
  });
  await publishedVersion(db(), scheme, fromMonth);
  return version;
}

class Crash extends Error {}
const crashing = (): Db => ({
  ...db(),
  transaction: (work) =>
    db().transaction(async (tx) => {
      await work(tx);
      throw new Crash();
    }),
});

/** Does it twice: the first time the process is lost just before it would be kept. */
async function lostOnce<T>(work: () => Promise<T>): Promise<T> {
  takeDatabase(crashing());
  await expect(work()).rejects.toThrow(Crash);
  takeDatabase(db());
  return work();
}

async function settle(month: string): Promise<void> {
  const run = await lostOnce(() => runMonth(by.operator, month, { now: NOW }));
  if (!run.ok) throw new Error(run.reason);
  for (const id of run.settlementIds) {
    const hash = await hashOf(db(), id);
    for (const work of [
      () => checkSettlement(by.checker, id, hash, { now: NOW }),
      () => approveSettlement(by.approver, id, hash, { now: NOW }),
    ])
      expect(await lostOnce(work)).toMatchObject({ ok: true });
  }
}

async function correct(given: CorrectionGiven): Promise<void> {
  const correctionId = newId();
  const drafted = await draftCorrection(by.checker, { correctionId, given, reason: "核查" }, { now: NOW });
  if (!drafted.ok) {
    expect(["correction-nothing-changes", "months-not-settled"]).toContain(drafted.reason);
    return;
  }
  const { contentHash } = await rowOf(correctionId);
  const posted = await lostOnce(() => postCorrection(by.approver, correctionId, contentHash, { now: NOW }));
  expect(posted).toMatchObject({ ok: true });
}

test(`in any order the books agree with what is carried (seed ${SEED})`, async () => {
  const random = randomFrom(SEED);
  let next = "2026-02";
  for (let step = 0; step < STEPS; step += 1) {
    const { personId, leaseId } = random.pick(who);
    const [fromMonth = "", toMonth = ""] = [random.whole(0, 5), random.whole(0, 5)]
      .sort()
      .map((at) => addMonths("2026-02", at));
    if (next < "2026-08" && (step === 0 || random.share() < 0.25)) {
      await settle(next);
      next = addMonths(next, 1);
    } else if (random.share() < 0.15) {
      const surplus = random.pick(["carried", "carried", "paidOut", "lapsed"] as const);
      const version = await reform(surplus, random.pick([80000, 110000, 160000]), fromMonth);
      await correct({ cause: "schemeChange", schemeId: "changzhou", version });
    } else if (random.share() < 0.6) {
      const fact = random.pick(["ownsLocalHome", "fullTimeDegree"]);
      const value = random.share() < 0.5;
      await correct({ cause: "lateFact", personId, fact, value, fromMonth, toMonth, still: random.share() < 0.5 });
    } else {
      const rentFen = random.pick([20000, 60000, 90000, 110000, 180000]);
      await correct({ cause: "rentChange", leaseId, fromOn: `${fromMonth}-01`, rentFen });
    }
    expect(await wrongFacts(), `step ${step}`).toEqual([]);
    const standing = await carriedBalances(db().reader, [personId]);
    for (const fen of Object.values(standing.get(personId) ?? {})) expect(fen, `step ${step}`).toBeGreaterThan(0);
  }
  expect(await db().reader.$count(carriedMoves)).toBeGreaterThan(0);
}, 120_000);
