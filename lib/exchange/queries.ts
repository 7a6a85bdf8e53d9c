import { and, desc, eq, inArray, ne, or } from "drizzle-orm";
import { reader } from "#db/client";
import { applicationMembers, applications, rounds } from "#db/schema";
import type { Actor } from "../actor.ts";
import { choicesOfApplication } from "../applications/grounds.ts";
import type { SubmissionOutcome } from "../applications/rules.ts";
import { cardOf, type RoundCard } from "../applications/views.ts";
import { authorize } from "../authorize.ts";
import type { Decision } from "../errors.ts";
import { maskName } from "../people/masks.ts";
import { canApply } from "../rounds/rules.ts";
import { placeOfId } from "../rounds/rules-places.ts";
import { type ExchangeWishes, findExchange, groundsOfExchange, householdApplication } from "./grounds.ts";
import { type Db, type Home, homeOf, homesOfLeases } from "./homes.ts";
import { netRents } from "./net.ts";
import { type MyResult, resultOf } from "./result.ts";
import { canTakePart } from "./rules.ts";
import { type PlaceView, placeViews } from "./views.ts";

export { placesToAsk } from "./search.ts";

type Row = typeof applications.$inferSelect;
type RoundRow = typeof rounds.$inferSelect;

export type Consent = { name: string; me: boolean; leader: boolean; agreed: boolean };
export type HouseholdApplication = {
  id: string;
  receiptNo: string;
  status: Row["status"];
  /** sent by whoever looks at it, who alone changes it or takes it back */
  mine: boolean;
  /** masked name of who sent it */
  leaderName: string;
  updatedAt: Date;
  maxNetRentFen: number | null;
  choices: PlaceView[];
  /** everybody on the lease */
  consents: Consent[];
  complete: boolean;
};
export type ExchangeView = {
  round: RoundCard;
  /** where the household lives now, null without a running lease */
  home: (Home & { netFen: number }) | null;
  /** whether an application can be sent or changed now */
  possible: Decision;
  open: boolean;
  application: HouseholdApplication | null;
  result: MyResult | null;
};

/** One exchange round as a tenant sees it: their home, their household's application, what came of it. */
export async function exchangeFor(actor: Actor, roundId: string, now = new Date()): Promise<ExchangeView> {
  authorize(actor, "exchange.view", actor);
  const db = await reader();
  const personId = actor.personId ?? "";
  const round = await findExchange(db, roundId);
  const home = await homeOf(db, personId);
  const row = await applicationOf(db, round, personId, home);
  const nets = home ? await netRents(db, home.tenants, [home.rentFen], now) : new Map<number, number>();
  const possible = canTakePart(round, home, now);
  return {
    round: cardOf(round),
    home: home && { ...masked(home, personId), netFen: nets.get(home.rentFen) ?? home.rentFen },
    possible,
    open: canApply(round, now).ok,
    application: row && (await applicationView(db, row, personId)),
    result: row ? await resultOf(db, round, row.id) : null,
  };
}

/** The one that counts for the person: what stands for their lease, else what they sent or agreed to before. */
async function applicationOf(db: Db, round: RoundRow, personId: string, home: Home | null): Promise<Row | null> {
  const { own, other } = await householdApplication(db, round.id, personId, home);
  if (own?.status === "submitted") return own;
  if (other) return other;
  const [agreed] = await db
    .select({ application: applications })
    .from(applicationMembers)
    .innerJoin(applications, eq(applications.id, applicationMembers.applicationId))
    .where(and(eq(applicationMembers.roundId, round.id), eq(applicationMembers.personId, personId)));
  return agreed?.application ?? own;
}

/** People who share a lease are masked to each other. */
const masked = (home: Home, personId: string): Home => ({
  ...home,
  tenants: home.tenants.map((tenant) =>
    tenant.personId === personId ? tenant : { ...tenant, name: maskName(tenant.name) },
  ),
});

async function applicationView(db: Db, row: Row, personId: string): Promise<HouseholdApplication> {
  const members = await db
    .select({ personId: applicationMembers.personId })
    .from(applicationMembers)
    .where(eq(applicationMembers.applicationId, row.id));
  const agreed = new Set([row.personId, ...members.map((member) => member.personId)]);
  const home = (await homesOfLeases(db, [row.leaseId ?? ""])).get(row.leaseId ?? "");
  const consents = (home?.tenants ?? []).map((tenant) => ({
    name: maskName(tenant.name),
    me: tenant.personId === personId,
    leader: tenant.personId === row.personId,
    agreed: agreed.has(tenant.personId),
  }));
  const choices = (await choicesOfApplication(db, row.id)).map(placeOfId);
  const view = await placeViews(db, choices);
  return {
    id: row.id,
    receiptNo: row.receiptNo,
    status: row.status,
    mine: row.personId === personId,
    leaderName: consents.find(({ leader }) => leader)?.name ?? "",
    updatedAt: row.updatedAt,
    maxNetRentFen: row.maxNetRentFen,
    choices: choices.map(view),
    consents,
    complete: consents.every((one) => one.agreed),
  };
}

export type ExchangeLine = {
  round: RoundCard;
  open: boolean;
  /** what the household has to do or has done: `answer` waits for this person */
  standing: "none" | "answer" | "waiting" | "complete" | "withdrawn" | "excluded";
};

/** The exchange rounds that take applications now, and those that the person's household took part in; newest first. */
export async function myExchange(
  actor: Actor,
  now = new Date(),
): Promise<{ home: Home | null; lines: ExchangeLine[] }> {
  authorize(actor, "exchange.view", actor);
  const db = await reader();
  const personId = actor.personId ?? "";
  const home = await homeOf(db, personId);
  const exchange = and(eq(rounds.mechanism, "exchange"), ne(rounds.status, "draft"));
  const mine = await db
    .select({ roundId: applications.roundId })
    .from(applications)
    .leftJoin(applicationMembers, eq(applicationMembers.applicationId, applications.id))
    .where(or(eq(applications.personId, personId), eq(applicationMembers.personId, personId)));
  const ids = mine.map(({ roundId }) => roundId);
  const shown = or(inArray(rounds.status, ["announced", "open"]), ids.length > 0 ? inArray(rounds.id, ids) : undefined);
  const found = await db.select().from(rounds).where(and(exchange, shown)).orderBy(desc(rounds.opensAt));
  const lines: ExchangeLine[] = [];
  for (const round of found) {
    const row = await applicationOf(db, round, personId, home);
    const view = row && (await applicationView(db, row, personId));
    lines.push({ round: cardOf(round), open: canApply(round, now).ok, standing: standingOf(view) });
  }
  return { home, lines };
}

function standingOf(view: HouseholdApplication | null): ExchangeLine["standing"] {
  if (!view) return "none";
  if (view.status !== "submitted") return view.status;
  if (view.complete) return "complete";
  return view.consents.some(({ me, agreed }) => me && !agreed) ? "answer" : "waiting";
}

/** What sending this list would do, without doing it: what the check-your-answers page shows. */
export async function checkExchange(
  actor: Actor,
  wishes: ExchangeWishes,
  now = new Date(),
): Promise<Decision<{ outcome: SubmissionOutcome; choices: string[] }>> {
  authorize(actor, "exchange.submit", actor);
  return (await groundsOfExchange(await reader(), actor.personId ?? "", wishes, now)).decision;
}
