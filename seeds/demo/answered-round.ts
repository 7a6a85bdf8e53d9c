import { addMonths, firstDay } from "#lib/days";
import { invariant } from "#lib/errors";
import { newId } from "#lib/ids";
import { checkIn, registerLease } from "#lib/leases/commands";
import { acceptOffer, declineOffer, expireOffers } from "#lib/offers/commands";
import { finishRound } from "#lib/rounds/commands";
import type { UnitSeed } from "#seeds/wutong";
import type { Calendar } from "./calendar.ts";
import { granted } from "./granted.ts";
import { talent } from "./keep-people.ts";
import type { Random } from "./random.ts";
import { hoursAfter, named } from "./round-names.ts";
import { type Applicant, drawAndPublish, isOpen, openAndApply, SHORT_NOTICES, waitingOffers } from "./round-steps.ts";
import { operator } from "./staff.ts";

export type Answered = { roundId: string; leaseIds: string[]; unserved: Applicant[] };

/** The round of three months ago, as far as everybody's answer: accepted, declined, not answered. */
export async function answeredRound(
  random: Random,
  { month: current, at }: Calendar,
  units: readonly UnitSeed[],
  applicants: readonly Applicant[],
): Promise<Answered> {
  const month = addMonths(current, -3);
  const [opensAt, closesAt, drawnOn] = [at(month, 2, 9), at(month, 9, 17), 13];
  const offeredAt = at(month, 16, 9);
  const roundId = await openAndApply(random, {
    ...named(month, "01", "配租批次", "Letting round"),
    createdAt: at(month, 1, 9),
    opensAt,
    closesAt,
    moveInOn: firstDay(addMonths(month, 1)),
    offerHours: 48,
    units,
    terms: SHORT_NOTICES,
    forDoctors: 1,
    applicants,
    appliedBy: closesAt,
  });
  await drawAndPublish(random, roundId, {
    closedAt: closesAt,
    frozenAt: at(month, drawnOn, 9),
    drawnAt: at(month, drawnOn, 10),
    publishedAt: at(month, drawnOn, 15),
    offeredAt,
  });
  const signed = await answerAll(random, roundId, applicants, offeredAt);
  invariant(signed.length === units.length, `demo seed: ${signed.length} of ${units.length} offers were accepted`);
  const served = new Set(signed.map(({ personId }) => personId));
  const unserved = applicants.filter(({ personId }) => !served.has(personId));
  return { roundId, leaseIds: signed.map(({ leaseId }) => leaseId), unserved };
}

type Signed = { leaseId: string; personId: string };

/** Day by day until no offer waits; in the first days some decline and some never answer. Gives what was signed. */
async function answerAll(
  random: Random,
  roundId: string,
  applicants: readonly Applicant[],
  offeredAt: Date,
): Promise<Signed[]> {
  const accounts = new Map(applicants.map((applicant) => [applicant.personId, applicant]));
  const signed: Signed[] = [];
  const silent = new Set<string>();
  let from = offeredAt;
  for (let day = 0; ; day++) {
    const waiting = await waitingOffers(roundId);
    const fresh = waiting.filter(({ id }) => !silent.has(id));
    if (waiting.length === 0) return signed;
    for (const { id, personId } of fresh) {
      // Somebody before may have made room for something better: then it is another offer, answered the day after.
      if (!(await isOpen(id))) continue;
      const account = accounts.get(personId);
      invariant(account, "offers go to applicants");
      const now = hoursAfter(from, random.whole(1, 20));
      const mood = day < 3 ? random.weighted({ accepts: 80, declines: 12, silent: 8 }) : "accepts";
      if (mood === "silent") silent.add(id);
      else if (mood === "declines")
        await granted(
          "declining",
          declineOffer(talent(account), id, { reason: "otherHome", note: "已另行租房" }, { now }),
        );
      else {
        const leaseId = newId();
        const authorised = random.chance(0.95);
        await granted("accepting", acceptOffer(talent(account), id, { now, leaseId, authorised }));
        signed.push({ leaseId, personId });
      }
    }
    from = hoursAfter(from, fresh.length > 0 ? 24 : 60);
    // Only those who never answer are left: their time runs out, and the next in line are offered their units.
    if (fresh.length === 0) await expireOffers({ now: from });
  }
}

/** Everybody who accepted moves in on the first of the month after, and the round ends. */
export async function moveIn({ month: current, at }: Calendar, roundId: string, leaseIds: readonly string[]) {
  const month = addMonths(current, -2);
  for (const [index, leaseId] of leaseIds.entries()) {
    const [number, now] = [
      `BA${month.replace("-", "")}${String(index + 1).padStart(4, "0")}`,
      at(month, 1, 9 + (index % 8)),
    ];
    await granted("registration", registerLease(operator, leaseId, number, firstDay(month), { now }));
    await granted("moving in", checkIn(operator, leaseId, { identityChecked: true }, { now }));
  }
  await granted("finishing", finishRound(operator, roundId, { now: at(month, 1, 18) }));
}
