import { and, eq } from "drizzle-orm";
import { expect } from "vitest";
import type { Db } from "#db/client";
import { applications, offers, rounds } from "#db/schema";
import type { Actor } from "#lib/actor";
import { submitApplication } from "#lib/applications/commands";
import type { Decision, Granted } from "#lib/errors";
import {
  announceRound,
  closeRound,
  createRound,
  freezeRoster,
  noticeRoster,
  openRound,
  setReserves,
  setRoundPlaces,
} from "#lib/rounds/commands";
import { confirmDraw, proposeDraw } from "#lib/rounds/draw";
import { beginOffering, publishResults } from "#lib/rounds/results";
import type { NewRound } from "#lib/rounds/rules-new";
import type { PlaceMode } from "#lib/rounds/rules-places";
import { type RoundTerms, USUAL_TERMS } from "#lib/rounds/rules-terms";
import { sourcesOf } from "#lib/rounds/sources";
import { later, NOW } from "./world.ts";

const DAY_MS = 86_400_000;
export const CLOSES = later(10 * DAY_MS);
export const AFTER = later(11 * DAY_MS);
export const OFFER_HOURS = 48;
/** The outcome of twenty-five dice, as one would type it. */
export const DICE = "6 1 4 4 2 5 3 3 1 6 2 2 5 4 1 3 6 6 5 2 1 4 3 5 2";

/** The usual terms without notice periods, so that a test need not wait. */
export const termsFor = (terms: Partial<RoundTerms>): RoundTerms => ({
  ...USUAL_TERMS,
  rosterNoticeDays: 0,
  resultsNoticeDays: 0,
  ...terms,
});

let made = 0;
export const newRound = (values: Partial<NewRound> = {}): NewRound => ({
  code: `T-${++made}`,
  nameZh: "测试批次",
  nameEn: "Test round",
  mechanism: "choice",
  opensAt: later(-DAY_MS),
  closesAt: CLOSES,
  moveInOn: "2026-10-01",
  offerHours: OFFER_HOURS,
  terms: termsFor({}),
  sources: sourcesOf("dice", ["2026-09-21 10:00 公证处"]),
  fallback: "改用次日同一时间重掷",
  ...values,
});

/** The result of a command that must have worked. */
export function granted<T extends object>(decision: Decision<T>): Granted<T> {
  expect(decision).toMatchObject({ ok: true });
  if (!decision.ok) throw new Error(decision.reason);
  return decision;
}

export async function openedRound(staff: Actor, unitIds: string[], values: Partial<NewRound> = {}): Promise<string> {
  const { roundId } = granted(await createRound(staff, newRound(values), { now: NOW }));
  await announcedRound(staff, roundId, unitIds);
  granted(await openRound(staff, roundId, { now: NOW }));
  return roundId;
}

/** From draft to announced, each unit whole. */
export async function announcedRound(staff: Actor, roundId: string, unitIds: string[]): Promise<void> {
  const units = unitIds.map((unitId) => ({ unitId, mode: "whole" as const }));
  granted(await setRoundPlaces(staff, roundId, { units }, { now: NOW }));
  granted(await announceRound(staff, roundId, { now: NOW }));
}

/** An open round over units of which some are let by the bed. */
export async function openedRoundWith(
  staff: Actor,
  units: readonly { unitId: string; mode: PlaceMode }[],
  values: Partial<NewRound> = {},
  reserves: Parameters<typeof setReserves>[2] = [],
): Promise<string> {
  const { roundId } = granted(await createRound(staff, newRound(values), { now: NOW }));
  granted(await setRoundPlaces(staff, roundId, { units }, { now: NOW }));
  if (reserves.length > 0) granted(await setReserves(staff, roundId, reserves, { now: NOW }));
  granted(await announceRound(staff, roundId, { now: NOW }));
  granted(await openRound(staff, roundId, { now: NOW }));
  return roundId;
}

/** Sends everybody's application: each with the same ranked categories. */
export async function apply(roundId: string, talents: Actor[], choices: string[], anyOther = false): Promise<void> {
  for (const talent of talents) granted(await submitApplication(talent, { roundId, choices, anyOther }, { now: NOW }));
}

export async function frozenRound(staff: Actor, roundId: string): Promise<void> {
  granted(await closeRound(staff, roundId, { now: CLOSES }));
  granted(await noticeRoster(staff, roundId, { now: CLOSES }));
  granted(await freezeRoster(staff, roundId, { now: CLOSES }));
}

/** One proposes the draw and another confirms it. */
export async function drawRound(
  [first, second]: readonly [Actor, Actor],
  roundId: string,
  now = AFTER,
): Promise<string> {
  const given = { randomnessTexts: [DICE] };
  const { drawId, randomness } = granted(await proposeDraw(first, roundId, given, { now }));
  granted(await confirmDraw(second, drawId, randomness, { now }));
  return drawId;
}

/** From open to offers made. */
export async function offeredRound(staff: readonly [Actor, Actor], roundId: string, now = AFTER): Promise<void> {
  await frozenRound(staff[0], roundId);
  await drawRound(staff, roundId, now);
  granted(await publishResults(staff[0], roundId, { now }));
  granted(await beginOffering(staff[0], roundId, { now }));
}

export const roundRow = async (db: Db, roundId: string) => {
  const [row] = await db.reader.select().from(rounds).where(eq(rounds.id, roundId));
  if (!row) throw new Error("no such round");
  return row;
};

/** A round's open offers with whom they are for, in the order they were made. */
export const openOffers = (db: Db, roundId: string) =>
  db.reader
    .select({ id: offers.id, personId: offers.personId, unitId: offers.unitId, expiresAt: offers.expiresAt })
    .from(offers)
    .innerJoin(applications, eq(applications.id, offers.applicationId))
    .where(and(eq(offers.roundId, roundId), eq(offers.status, "open")))
    .orderBy(offers.id);
