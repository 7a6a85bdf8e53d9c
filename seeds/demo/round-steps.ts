import { and, asc, eq } from "drizzle-orm";
import { reader } from "#db/client";
import { applications, offers } from "#db/schema";
import { submitApplication } from "#lib/applications/commands";
import { type Day, dayAt } from "#lib/days";
import { closeRound, createRound, freezeRoster, openRound } from "#lib/rounds/commands";
import { runDraw } from "#lib/rounds/draw";
import { publishResults } from "#lib/rounds/results";
import { DEFAULT_FALLBACK, sourcesOf } from "#lib/rounds/sources";
import { setRoundUnits } from "#lib/rounds/units";
import type { UnitSeed } from "#seeds/wutong";
import { granted } from "./granted.ts";
import { type Account, talent } from "./keep-people.ts";
import type { Random } from "./random.ts";
import { operator } from "./staff.ts";

export type Applicant = Account & { choices: string[]; anyOther: boolean };
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
  applicants: readonly Applicant[];
  /** The last applications come in shortly before. */
  appliedBy: Date;
};

/** Opens a round and lets everybody apply, one after the other. Gives its id. */
export async function openAndApply(random: Random, plan: RoundPlan): Promise<string> {
  const { createdAt, units, applicants, appliedBy, ...round } = plan;
  const issue = `${round.code} · ${dayAt(round.closesAt)}`;
  const sources = sourcesOf("beacon", [issue]);
  const secret = Uint8Array.from({ length: 32 }, () => random.whole(0, 255));
  const { roundId } = await granted(
    `round ${round.code}`,
    createRound(operator, { ...round, sources, fallback: DEFAULT_FALLBACK }, { now: createdAt, secret }),
  );
  const unitIds = units.map((unit) => unit.id);
  await granted(`units of ${round.code}`, setRoundUnits(operator, roundId, { unitIds }, { now: createdAt }));
  await granted(`opening ${round.code}`, openRound(operator, roundId, { now: round.opensAt }));
  const span = appliedBy.getTime() - round.opensAt.getTime();
  for (const [index, { choices, anyOther, ...account }] of applicants.entries()) {
    const now = new Date(round.opensAt.getTime() + Math.floor((span * (index + 1)) / (applicants.length + 2)));
    const sent = submitApplication(talent(account), { roundId, choices, anyOther }, { now });
    await granted(`application ${index + 1} to ${round.code}`, sent);
  }
  return roundId;
}

/** Closes, freezes, draws with a beacon's 32 bytes, and publishes. */
export async function drawAndPublish(
  random: Random,
  roundId: string,
  when: { closedAt: Date; drawnAt: Date; publishedAt: Date },
): Promise<void> {
  const beacon = Array.from({ length: 32 }, () => random.whole(0, 255).toString(16).padStart(2, "0")).join("");
  await granted("closing", closeRound(operator, roundId, { now: when.closedAt }));
  await granted("freezing", freezeRoster(operator, roundId, { now: when.closedAt }));
  await granted("the draw", runDraw(operator, roundId, { randomnessTexts: [beacon] }, { now: when.drawnAt }));
  await granted("publishing", publishResults(operator, roundId, { now: when.publishedAt }));
}

/** Offers that wait for an answer, in the order of the receipt numbers. */
export const waitingOffers = async (roundId: string) =>
  (await reader())
    .select({ id: offers.id, personId: offers.personId })
    .from(offers)
    .innerJoin(applications, eq(applications.id, offers.applicationId))
    .where(and(eq(offers.roundId, roundId), eq(offers.status, "open")))
    .orderBy(asc(applications.receiptNo));
