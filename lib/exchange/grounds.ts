import { and, eq, ne } from "drizzle-orm";
import { applications, people, rounds } from "#db/schema";
import { choicesOfApplication, termsOf } from "../applications/grounds.ts";
import { highestRentWithin } from "../applications/rules-limit.ts";
import { type Decision, grant, invariant, NotFound, refuseFields } from "../errors.ts";
import { maskName } from "../people/masks.ts";
import { type Db, type Home, homeOf } from "./homes.ts";
import { netRents } from "./net.ts";
import { type AskablePlace, askablePlaces } from "./places.ts";
import { decideExchangeSubmission } from "./rules.ts";

export type ExchangeWishes = {
  roundId: string;
  /** place ids, best first */
  choices: string[];
  maxNetRentFen: number | null;
};

type RoundRow = typeof rounds.$inferSelect;
type ApplicationRow = typeof applications.$inferSelect;

/** @throws NotFound where there is no such round, or it is still in preparation */
export async function findExchange(db: Db, roundId: string): Promise<RoundRow> {
  const [round] = await db.select().from(rounds).where(eq(rounds.id, roundId));
  if (!round || round.status === "draft") throw new NotFound();
  return round;
}

/** The application of the household, whoever of it sent it: the person's own, else the one that stands for the lease. */
export async function householdApplication(
  db: Db,
  roundId: string,
  personId: string,
  home: Pick<Home, "leaseId"> | null,
): Promise<{ own: ApplicationRow | null; other: ApplicationRow | null }> {
  const here = eq(applications.roundId, roundId);
  const [own] = await db
    .select()
    .from(applications)
    .where(and(here, eq(applications.personId, personId)));
  const [other] = home
    ? await db
        .select()
        .from(applications)
        .where(
          and(
            here,
            eq(applications.leaseId, home.leaseId),
            eq(applications.status, "submitted"),
            ne(applications.personId, personId),
          ),
        )
    : [];
  return { own: own ?? null, other: other ?? null };
}

/** Reads what a household's list of places is decided by, and decides it: for the command, and for the page before it. */
export async function groundsOfExchange(db: Db, personId: string, wishes: ExchangeWishes, now: Date) {
  const round = await findExchange(db, wishes.roundId);
  const home = await homeOf(db, personId);
  const { own, other } = await householdApplication(db, round.id, personId, home);
  const places = await placesFor(db, round, home);
  const decision = decideExchangeSubmission({
    round,
    home,
    application: own && { ...own, choices: await choicesOfApplication(db, own.id) },
    appliedBy: other && maskName(await nameOf(db, other.personId)),
    choices: wishes.choices,
    terms: termsOf(wishes),
    places,
    now,
  });
  if (!decision.ok) return { round, home, application: own, decision };
  invariant(home, "whoever may take part has a home");
  const limited = await limitOf(db, home, wishes.maxNetRentFen, places, now);
  return { round, home, application: own, decision: limited.ok ? { ...decision, ...limited } : limited };
}

/** The household's highest net rent as the highest rent of a place, by everybody's own subsidy. */
async function limitOf(
  db: Db,
  home: Home,
  maxNetRentFen: number | null,
  places: ReadonlyMap<string, AskablePlace>,
  now: Date,
): Promise<Decision<{ maxRentFen: number | null }>> {
  if (maxNetRentFen === null) return grant({ maxRentFen: null });
  const rents = [...places.values()].map(({ rentFen }) => rentFen);
  const nets = await netRents(db, home.tenants, rents, now);
  const limit = highestRentWithin(
    [...nets].map(([rentFen, dueFen]) => ({ rentFen, dueFen })),
    maxNetRentFen,
  );
  if (limit.ok) return limit;
  const { reason, values } = limit;
  return refuseFields([{ field: "maxNetRent", reason, ...(values && { values }) }]);
}

/** What a household can ask for, by id; never the own place. */
export async function placesFor(
  db: Db,
  round: Pick<RoundRow, "id" | "complexId" | "moveInOn">,
  home: Pick<Home, "placeId"> | null,
): Promise<Map<string, AskablePlace>> {
  const all = await askablePlaces(db, round);
  return new Map(all.filter(({ id }) => id !== home?.placeId).map((place) => [place.id, place]));
}

export async function nameOf(db: Db, personId: string): Promise<string> {
  const [person] = await db.select({ name: people.name }).from(people).where(eq(people.id, personId));
  return person?.name ?? "";
}
