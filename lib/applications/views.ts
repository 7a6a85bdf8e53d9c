import { asc, desc, eq, inArray } from "drizzle-orm";
import { reader } from "#db/client";
import { applicationChoices, applicationMembers, applications, offers, people, rounds } from "#db/schema";
import { maskName } from "../people/masks.ts";
import { type CategoryRow, categoriesOf } from "../rounds/places.ts";
import { canApply, resultsPublished } from "../rounds/rules.ts";
import { afterResults } from "./after-results.ts";
import { placeInDraw } from "./place-in-draw.ts";
import type { ApplicationStatus, WishTerms } from "./rules.ts";
import { type AfterResults, type Progress, progressOf } from "./rules-progress.ts";

type RoundRow = typeof rounds.$inferSelect;
type ApplicationRow = typeof applications.$inferSelect;
export type RoundCard = Pick<
  RoundRow,
  "id" | "code" | "nameZh" | "nameEn" | "mechanism" | "status" | "opensAt" | "closesAt" | "moveInOn" | "offerHours"
> & { largestGroup: number };
/** `category` is null in an exchange, where places are chosen. */
export type ChosenCategory = { id: string; category: CategoryRow | null };

/** One of those who apply together. Masked but to oneself. */
export type GroupPerson = {
  personId: string;
  name: string;
  leads: boolean;
  you: boolean;
  /** signs that the subsidy goes straight against the rent; null for the leader, who signs with the lease */
  authorised: boolean | null;
  joinedAt: Date | null;
};

export type ApplicationView = {
  id: string;
  receiptNo: string;
  status: ApplicationStatus;
  progress: Progress;
  terms: WishTerms;
  submittedAt: Date;
  updatedAt: Date;
  withdrawnAt: Date | null;
  /** why staff took it off the roster, null where they have not */
  exclusionReason: string | null;
  source: ApplicationRow["source"];
  round: RoundCard & Pick<RoundRow, "closedAt" | "rosterNoticeAt" | "frozenAt" | "drawnAt" | "publishedAt">;
  choices: ChosenCategory[];
  /** The place in the published draw, from 1, of how many. */
  place: { rank: number; of: number } | null;
  offer: { id: string; status: (typeof offers.$inferSelect)["status"]; offeredAt: Date; expiresAt: Date } | null;
  /** The leader first; one person where nobody has joined. */
  people: GroupPerson[];
  /** The actor is the one who sent it, and may change it. */
  leads: boolean;
  /** Where others can join, and only for the leader. */
  inviteCode: string | null;
  /** Until the round closes it can be changed and withdrawn by its leader, and left by its members. */
  canChange: boolean;
};

/** Applications as their people may see them, in the order of `ids`; whoever asks for `viewerId` has asked `authorize`. */
export async function viewsOf(viewerId: string | null, ids: readonly string[], now: Date): Promise<ApplicationView[]> {
  if (ids.length === 0) return [];
  const db = await reader();
  const found = await db
    .select({ application: applications, round: rounds })
    .from(applications)
    .innerJoin(rounds, eq(rounds.id, applications.roundId))
    .where(inArray(applications.id, [...ids]));
  const chosen = await db
    .select()
    .from(applicationChoices)
    .where(inArray(applicationChoices.applicationId, [...ids]))
    .orderBy(asc(applicationChoices.position));
  const categories = new Map<string, CategoryRow[]>();
  for (const { round } of found)
    if (!categories.has(round.id)) categories.set(round.id, await categoriesOf(db, round.id));
  const offered = await db
    .select()
    .from(offers)
    .where(inArray(offers.applicationId, [...ids]))
    .orderBy(desc(offers.offeredAt));
  const groups = await peopleOf(viewerId, ids);
  const after = await afterResults(db, found, now);
  const views: ApplicationView[] = [];
  for (const id of ids) {
    const row = found.find((one) => one.application.id === id);
    if (!row) continue;
    const { application, round } = row;
    const published = resultsPublished(round.status);
    views.push({
      ...plainView(viewerId, application, now, round),
      choices: chosen
        .filter((one) => one.applicationId === id)
        .map(({ categoryId }) => ({
          id: categoryId,
          category: categories.get(round.id)?.find((category) => category.id === categoryId) ?? null,
        })),
      place: published ? await placeInDraw(id, round.id) : null,
      ...offerPart(
        application.status,
        offered.find((one) => one.applicationId === id),
        after.get(id) ?? null,
      ),
      people: groups.get(id) ?? [],
    });
  }
  return views;
}

type Plain = Omit<ApplicationView, "choices" | "place" | "offer" | "progress" | "people">;

function plainView(viewerId: string | null, application: ApplicationRow, now: Date, round: RoundRow): Plain {
  const { id, receiptNo, status, source, submittedAt, updatedAt, withdrawnAt } = application;
  const { anyOther, floorWish, maxNetRentFen, staysWaiting } = application;
  const { closedAt, rosterNoticeAt, frozenAt, drawnAt, publishedAt } = round;
  const leads = application.personId === viewerId;
  return {
    id,
    receiptNo,
    status,
    source,
    terms: { anyOther, floorWish, maxNetRentFen, staysWaiting },
    submittedAt,
    updatedAt,
    withdrawnAt,
    exclusionReason: status === "excluded" ? application.staffReason : null,
    round: { ...cardOf(round), closedAt, rosterNoticeAt, frozenAt, drawnAt, publishedAt },
    leads,
    inviteCode: leads ? application.inviteCode : null,
    canChange: status !== "excluded" && canApply(round, now).ok,
  };
}

function offerPart(
  status: ApplicationStatus,
  offer: typeof offers.$inferSelect | undefined,
  after: AfterResults | null,
): Pick<ApplicationView, "offer" | "progress"> {
  return {
    offer: offer
      ? { id: offer.id, status: offer.status, offeredAt: offer.offeredAt, expiresAt: offer.expiresAt }
      : null,
    progress: progressOf(status, offer?.status ?? null, after),
  };
}

/** Everybody who applies together, by application. */
export async function peopleOf(viewerId: string | null, ids: readonly string[]): Promise<Map<string, GroupPerson[]>> {
  const db = await reader();
  const leaders = await db
    .select({ applicationId: applications.id, personId: applications.personId, name: people.name })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .where(inArray(applications.id, [...ids]));
  const members = await db
    .select({ member: applicationMembers, name: people.name })
    .from(applicationMembers)
    .innerJoin(people, eq(people.id, applicationMembers.personId))
    .where(inArray(applicationMembers.applicationId, [...ids]))
    .orderBy(asc(applicationMembers.joinedAt), asc(applicationMembers.personId));
  const shown = (personId: string, name: string | null) => ({
    personId,
    name: personId === viewerId ? (name ?? "") : maskName(name ?? ""),
    you: personId === viewerId,
  });
  return new Map(
    leaders.map(({ applicationId, personId, name }) => [
      applicationId,
      [
        { ...shown(personId, name), leads: true, authorised: null, joinedAt: null },
        ...members
          .filter(({ member }) => member.applicationId === applicationId)
          .map(({ member, name: own }) => ({
            ...shown(member.personId, own),
            leads: false,
            authorised: member.authorised,
            joinedAt: member.joinedAt,
          })),
      ],
    ]),
  );
}

export const cardOf = ({
  id,
  code,
  nameZh,
  nameEn,
  mechanism,
  status,
  opensAt,
  closesAt,
  moveInOn,
  offerHours,
  terms,
}: RoundRow): RoundCard => ({
  id,
  code,
  nameZh,
  nameEn,
  mechanism,
  status,
  opensAt,
  closesAt,
  moveInOn,
  offerHours,
  largestGroup: terms.largestGroup,
});
