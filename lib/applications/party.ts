import { and, asc, eq } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { type ApplicationFacts, applicationMembers, type applications, type people, type rounds } from "#db/schema";
import { dayAt, monthOf } from "../days.ts";
import { type Decision, grant } from "../errors.ts";
import type { Fen } from "../money.ts";
import { insuredMonthsBefore } from "../people/rules-insured.ts";
import { type SharedRent, sharedRents } from "../people/shared-rent.ts";
import { type CategoryRow, categoriesOf } from "../rounds/places.ts";
import { type Entrant, entrantOf } from "../rounds/rules-terms.ts";
import { misfitOf, type Party } from "./rules-fit.ts";
import { highestRentWithin } from "./rules-limit.ts";

type Db = Reader | Pick<Writer, "select">;
type ApplicationRow = typeof applications.$inferSelect;
export type MemberRow = typeof applicationMembers.$inferSelect;

/**
 * What the roster says of a person: as they were when they applied, with the insured months they will have completed
 * when the round closes, so that nobody has more of them for applying later.
 */
export const factsOfPerson = (
  person: Pick<typeof people.$inferSelect, "degree" | "skill" | "gender" | "insuredMonths" | "insuredMonthsAsOf">,
  round: Pick<typeof rounds.$inferSelect, "closesAt">,
): ApplicationFacts => ({
  degree: person.degree,
  skill: person.skill,
  gender: person.gender,
  insuredMonths: insuredMonthsBefore(monthOf(dayAt(round.closesAt)), person),
});

/** Those who have joined an application, in the order in which they did. */
export const membersOf = (db: Db, applicationId: string): Promise<MemberRow[]> =>
  Promise.resolve(
    db
      .select()
      .from(applicationMembers)
      .where(eq(applicationMembers.applicationId, applicationId))
      .orderBy(asc(applicationMembers.joinedAt), asc(applicationMembers.personId)),
  );

/** The application of a round that a person has joined; null where they have joined none. */
export async function membershipIn(db: Db, roundId: string, personId: string): Promise<MemberRow | null> {
  const [row] = await db
    .select()
    .from(applicationMembers)
    .where(and(eq(applicationMembers.roundId, roundId), eq(applicationMembers.personId, personId)));
  return row ?? null;
}

/** An application as the one applicant that it is: its leader with all who joined. */
export const entrantOfParty = (
  facts: ApplicationFacts,
  members: readonly Pick<MemberRow, "facts">[],
  round: Pick<typeof rounds.$inferSelect, "terms">,
): Entrant => entrantOf([facts, ...members.map((member) => member.facts)], round.terms);

export const partyOf = ({ group, gender }: Pick<Entrant, "group" | "gender">): Party => ({ size: group, gender });

/** A category that is priced for somebody: what they can expect to pay of its rent, together where they are a group. */
export type PricedCategory = CategoryRow & { net: SharedRent };

/** A round's categories with what these people can expect to pay together; refuses like `sharedRents`. */
export async function pricedFor(
  db: Db,
  roundId: string,
  personIds: readonly string[],
  now: Date,
): Promise<Decision<{ categories: PricedCategory[] }>> {
  const categories = await categoriesOf(db, roundId);
  const priced = await sharedRents(
    db,
    personIds,
    categories.map(({ rentFen }) => rentFen),
    now,
  );
  if (!priced.ok) return priced;
  const net = (rentFen: Fen) =>
    priced.rents.get(rentFen) ?? { rentFen, parts: {}, dueFen: rentFen, surplusFen: 0, keptFen: 0 };
  return grant({ categories: categories.map((category) => ({ ...category, net: net(category.rentFen) })) });
}

/** The highest rent that the roster holds for a highest net rent (lib/applications/rules-limit.ts). */
export async function limitFor(
  db: Db,
  given: { roundId: string; personIds: readonly string[]; party: Party; maxNetRentFen: Fen | null; now: Date },
): Promise<Decision<{ maxRentFen: Fen | null }>> {
  if (given.maxNetRentFen === null) return grant({ maxRentFen: null });
  const priced = await pricedFor(db, given.roundId, given.personIds, given.now);
  if (!priced.ok) return priced;
  const fitting = priced.categories.filter((category) => misfitOf(category, given.party) === null);
  return highestRentWithin(
    fitting.map(({ rentFen, net }) => ({ rentFen, dueFen: net.dueFen })),
    given.maxNetRentFen,
  );
}

/**
 * The same for an application as it stands, after somebody has joined or left. Whoever asked for less than everything
 * costs by now gets nothing until they say otherwise, rather than something dearer than they said.
 */
export async function limitOfParty(
  db: Db,
  application: Pick<ApplicationRow, "id" | "roundId" | "personId" | "facts" | "maxNetRentFen">,
  round: Pick<typeof rounds.$inferSelect, "terms">,
  now: Date,
): Promise<Fen | null> {
  const members = await membersOf(db, application.id);
  const limit = await limitFor(db, {
    roundId: application.roundId,
    personIds: [application.personId, ...members.map(({ personId }) => personId)],
    party: partyOf(entrantOfParty(application.facts, members, round)),
    maxNetRentFen: application.maxNetRentFen,
    now,
  });
  return limit.ok ? limit.maxRentFen : 0;
}
