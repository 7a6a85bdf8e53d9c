import { and, asc, eq } from "drizzle-orm";
import { reader } from "#db/client";
import { applications, offers } from "#db/schema";
import { submitApplication } from "#lib/applications/commands";
import { type Day, dayAt } from "#lib/days";
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
import { categoryId, type PlaceMode } from "#lib/rounds/rules-places";
import { type RoundTerms, USUAL_TERMS } from "#lib/rounds/rules-terms";
import { DEFAULT_FALLBACK, sourcesOf } from "#lib/rounds/sources";
import type { UnitSeed } from "#seeds/wutong";
import { granted } from "./granted.ts";
import { type Account, talent } from "./keep-people.ts";
import type { Random } from "./random.ts";
import { operator, secondOperator } from "./staff.ts";

/** `choices` are room types, best first: in the demo people do not mind which building it is. */
export type Applicant = Account & { choices: string[]; anyOther: boolean };
/** ILLUSTRATIVE, shorter than is usual, so that a round fits into half a month. */
export const SHORT_NOTICES = { rosterNoticeDays: 3, resultsNoticeDays: 2 };

export type RoundPlan = {
  code: string;
  nameZh: string;
  nameEn: string;
  createdAt: Date;
  opensAt: Date;
  closesAt: Date;
  moveInOn: Day;
  offerHours: number;
  units: readonly UnitSeed[];
  /** "choice" unless told otherwise */
  mechanism?: "choice" | "live";
  /** room types let by the bed, and to whom; all others whole */
  modes?: Readonly<Record<string, PlaceMode>>;
  terms?: Partial<RoundTerms>;
  /** places kept for doctors, in the first category that has as many */
  forDoctors?: number;
  applicants: readonly Applicant[];
  /** The last applications come in shortly before. */
  appliedBy: Date;
};

/** Opens a round and lets everybody apply, one after the other. Gives its id. */
export async function openAndApply(random: Random, plan: RoundPlan): Promise<string> {
  const { createdAt, units, applicants, appliedBy, terms, forDoctors = 0, modes = {}, ...round } = plan;
  const modeOf = (unit: UnitSeed): PlaceMode => modes[unit.roomTypeId] ?? "whole";
  const issue = `${round.code} · ${dayAt(round.closesAt)}`;
  const sources = sourcesOf("beacon", [issue]);
  const secret = Uint8Array.from({ length: 32 }, () => random.whole(0, 255));
  const { roundId } = await granted(
    `round ${round.code}`,
    createRound(
      operator,
      { mechanism: "choice", ...round, terms: { ...USUAL_TERMS, ...terms }, sources, fallback: DEFAULT_FALLBACK },
      { now: createdAt, secret },
    ),
  );
  const given = units.map((unit) => ({ unitId: unit.id, mode: modeOf(unit) }));
  await granted(`places of ${round.code}`, setRoundPlaces(operator, roundId, { units: given }, { now: createdAt }));
  const categories = categoriesByType(units, modeOf);
  const [reserved] = [...categories.values()].flat().filter(({ places }) => places >= forDoctors);
  if (forDoctors > 0 && reserved) {
    const kept = [{ categoryId: reserved.id, class: "doctor", places: forDoctors }];
    await granted(`reserves of ${round.code}`, setReserves(operator, roundId, kept, { now: createdAt }));
  }
  await granted(`announcing ${round.code}`, announceRound(operator, roundId, { now: createdAt }));
  await granted(`opening ${round.code}`, openRound(operator, roundId, { now: round.opensAt }));
  const span = appliedBy.getTime() - round.opensAt.getTime();
  for (const [index, { choices, anyOther, ...account }] of applicants.entries()) {
    const now = new Date(round.opensAt.getTime() + Math.floor((span * (index + 1)) / (applicants.length + 2)));
    const wished = choices.flatMap((type) => random.shuffled((categories.get(type) ?? []).map(({ id }) => id)));
    const sent = submitApplication(
      talent(account),
      { roundId, choices: wished, anyOther, staysWaiting: random.chance(0.3) },
      { now },
    );
    await granted(`application ${index + 1} to ${round.code}`, sent);
  }
  return roundId;
}

/** What can be ranked of each room type: its buildings. */
function categoriesByType(
  units: readonly UnitSeed[],
  modeOf: (unit: UnitSeed) => PlaceMode,
): Map<string, { id: string; places: number }[]> {
  const counts = new Map<string, { type: string; id: string; places: number }>();
  for (const unit of units) {
    const { buildingId, roomTypeId } = unit;
    const id = categoryId(buildingId, roomTypeId, modeOf(unit));
    counts.set(id, { type: roomTypeId, id, places: (counts.get(id)?.places ?? 0) + 1 });
  }
  return Map.groupBy(counts.values(), ({ type }) => type);
}

/** Closes, puts the roster on notice, freezes, draws with a beacon's 32 bytes, publishes, and makes the offers. */
export async function drawAndPublish(
  random: Random,
  roundId: string,
  when: { closedAt: Date; frozenAt: Date; drawnAt: Date; publishedAt: Date; offeredAt: Date },
): Promise<void> {
  const beacon = Array.from({ length: 32 }, () => random.whole(0, 255).toString(16).padStart(2, "0")).join("");
  await granted("closing", closeRound(operator, roundId, { now: when.closedAt }));
  await granted("the roster's notice", noticeRoster(operator, roundId, { now: when.closedAt }));
  await granted("freezing", freezeRoster(operator, roundId, { now: when.frozenAt }));
  const typed = { randomnessTexts: [beacon] };
  const { drawId, randomness } = await granted(
    "the draw",
    proposeDraw(operator, roundId, typed, { now: when.drawnAt }),
  );
  await granted("the draw's second person", confirmDraw(secondOperator, drawId, randomness, { now: when.drawnAt }));
  await granted("publishing", publishResults(operator, roundId, { now: when.publishedAt }));
  await granted("offering", beginOffering(operator, roundId, { now: when.offeredAt }));
}

/** Offers that wait for an answer, in the order of the receipt numbers. */
export const waitingOffers = async (roundId: string) =>
  (await reader())
    .select({ id: offers.id, personId: offers.personId })
    .from(offers)
    .innerJoin(applications, eq(applications.id, offers.applicationId))
    .where(and(eq(offers.roundId, roundId), eq(offers.status, "open")))
    .orderBy(asc(applications.receiptNo));

/** Whether an offer still waits for its answer. */
export const isOpen = async (offerId: string): Promise<boolean> =>
  (await (await reader()).$count(offers, and(eq(offers.id, offerId), eq(offers.status, "open")))) > 0;
