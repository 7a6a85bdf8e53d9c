import { addDays, addMonths, dayAt, firstDay, instantOn, monthOf } from "#lib/days";
import { invariant } from "#lib/errors";
import { newId } from "#lib/ids";
import { acceptOffer, declineOffer } from "#lib/offers/commands";
import type { UnitSeed } from "#seeds/wutong";
import type { Calendar } from "./calendar.ts";
import { granted } from "./granted.ts";
import { talent } from "./keep-people.ts";
import type { Random } from "./random.ts";
import { hoursAfter, named } from "./round-names.ts";
import { type Applicant, drawAndPublish, openAndApply, SHORT_NOTICES, waitingOffers } from "./round-steps.ts";

/** Offered two days ago: one has declined, two have accepted and wait to move in, the others have time to think. */
export async function publishedRound(
  random: Random,
  { month, now, daysAgo }: Calendar,
  units: readonly UnitSeed[],
  applicants: readonly Applicant[],
  undecided: readonly string[],
): Promise<void> {
  const [closesAt, offeredAt] = [daysAgo(12, 17), daysAgo(2, 15)];
  const roundId = await openAndApply(random, {
    ...named(month, "01", "补充配租", "Supplementary round"),
    createdAt: daysAgo(24, 11),
    opensAt: daysAgo(22, 9),
    closesAt,
    moveInOn: dayAt(now),
    offerHours: 240,
    units,
    terms: SHORT_NOTICES,
    applicants,
    appliedBy: closesAt,
  });
  await drawAndPublish(random, roundId, {
    closedAt: closesAt,
    frozenAt: daysAgo(8, 9),
    drawnAt: daysAgo(8, 10),
    publishedAt: daysAgo(8, 15),
    offeredAt,
  });
  const accounts = new Map(applicants.map((applicant) => [applicant.personId, applicant]));
  const accountOf = (personId: string) => {
    const account = accounts.get(personId);
    invariant(account, "offers go to applicants");
    return talent(account);
  };
  const open = async () => (await waitingOffers(roundId)).filter(({ personId }) => !undecided.includes(personId));
  const [declining] = await open();
  if (declining) {
    const answered = { now: hoursAfter(offeredAt, 2) };
    const reason = { reason: "place" as const, note: null };
    await granted("declining", declineOffer(accountOf(declining.personId), declining.id, reason, answered));
  }
  // Asked for again each time: what somebody gives back may have made others a better offer.
  for (const hours of [4, 6]) {
    const [next] = await open();
    if (!next) return;
    const answered = { now: hoursAfter(offeredAt, hours), leaseId: newId(), authorised: true };
    await granted("accepting", acceptOffer(accountOf(next.personId), next.id, answered));
  }
}

/** Open since four days ago for ten more; the units are promised to whoever the draw finds. */
export function runningRound(
  random: Random,
  { now, month, daysAgo }: Calendar,
  units: readonly UnitSeed[],
  applicants: readonly Applicant[],
): Promise<string> {
  const closesAt = instantOn(addDays(dayAt(now), 10), 17);
  return openAndApply(random, {
    ...named(month, "02", "公开配租", "Open letting round"),
    createdAt: daysAgo(5, 16),
    opensAt: daysAgo(4, 9),
    closesAt,
    moveInOn: firstDay(addMonths(monthOf(dayAt(closesAt)), 1)),
    offerHours: 72,
    units,
    applicants,
    appliedBy: now,
  });
}
