import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import type { Writer } from "#db/client";
import {
  applicationChoices,
  applicationMembers,
  applications,
  drawResults,
  draws,
  leases,
  leaseTenants,
  offers,
  type rounds,
  waitlist,
} from "#db/schema";
import { type InLine, nextInLine } from "./rules-line.ts";

export type Head = {
  applicationId: string;
  personId: string;
  receiptNo: string;
  rank: number;
  position: number;
  reach: "offer" | "upgrade";
};
type Waiting = Omit<Head, "reach"> & { staysWaiting: boolean };
const STEP = 50;

/** The first who waits for the category and whom a place of it can be offered, by the round's rules. */
export async function headOfLine(
  tx: Writer,
  round: Pick<typeof rounds.$inferSelect, "id" | "terms">,
  categoryId: string,
): Promise<Head | null> {
  for (let after: number | null = null; ; ) {
    const waiting = await waitingAfter(tx, round.id, categoryId, after);
    const last = waiting.at(-1);
    if (!last) return null;
    const next = nextInLine({
      categoryId,
      line: await factsOf(tx, waiting),
      rule: { out: round.terms.refusalsOut },
    });
    const found = waiting.find(({ applicationId }) => applicationId === next?.applicationId);
    if (found && next) return { ...found, reach: next.reach };
    after = last.position;
  }
}

const waitingAfter = (tx: Writer, roundId: string, categoryId: string, after: number | null): Promise<Waiting[]> =>
  Promise.resolve(
    tx
      .select({
        applicationId: waitlist.applicationId,
        position: waitlist.position,
        personId: applications.personId,
        receiptNo: applications.receiptNo,
        staysWaiting: applications.staysWaiting,
        rank: drawResults.rank,
      })
      .from(waitlist)
      .innerJoin(applications, eq(applications.id, waitlist.applicationId))
      .innerJoin(drawResults, eq(drawResults.applicationId, waitlist.applicationId))
      .innerJoin(draws, and(eq(draws.id, drawResults.drawId), eq(draws.roundId, roundId)))
      .where(
        and(
          eq(waitlist.roundId, roundId),
          eq(waitlist.categoryId, categoryId),
          eq(waitlist.status, "waiting"),
          eq(applications.status, "submitted"),
          after === null ? undefined : gt(waitlist.position, after),
          // Of a round drawn again, the last run counts.
          sql`${draws.runNo} = (select max(run_no) from draws where round_id = ${roundId} and status = 'done')`,
        ),
      )
      .orderBy(asc(waitlist.position))
      .limit(STEP),
  );

/** What the rule needs to know of each of them, in the same order. */
async function factsOf(tx: Writer, waiting: readonly Waiting[]): Promise<InLine[]> {
  const ids = waiting.map(({ applicationId }) => applicationId);
  const given = await tx
    .select({ applicationId: offers.applicationId, status: offers.status, categoryId: offers.categoryId })
    .from(offers)
    .where(inArray(offers.applicationId, ids));
  const wished = await tx
    .select()
    .from(applicationChoices)
    .where(inArray(applicationChoices.applicationId, ids))
    .orderBy(asc(applicationChoices.position));
  const housed = await housedOf(tx, waiting);
  return waiting.map(({ applicationId, staysWaiting }) => {
    const had = given.filter((one) => one.applicationId === applicationId);
    const refused = had.filter(({ status }) => status === "declined" || status === "expired");
    const offer = had.flatMap(({ status, categoryId }) =>
      status === "open" || status === "accepted" ? [{ status, categoryId }] : [],
    );
    return {
      applicationId,
      offer: offer[0] ?? null,
      staysWaiting,
      choices: wished.filter((one) => one.applicationId === applicationId).map(({ categoryId }) => categoryId),
      housed: housed.has(applicationId),
      refusals: refused.length,
      refusedCategoryIds: refused.map(({ categoryId }) => categoryId),
    };
  });
}

/** The applications of which somebody, leader or member, has a lease that is signed or runs. */
async function housedOf(tx: Writer, waiting: readonly Waiting[]): Promise<Set<string>> {
  const ids = waiting.map(({ applicationId }) => applicationId);
  const members = await tx
    .select({ applicationId: applicationMembers.applicationId, personId: applicationMembers.personId })
    .from(applicationMembers)
    .where(inArray(applicationMembers.applicationId, ids));
  const people = [...waiting, ...members];
  const live = await tx
    .select({ personId: leaseTenants.personId })
    .from(leaseTenants)
    .innerJoin(leases, eq(leases.id, leaseTenants.leaseId))
    .where(
      and(
        inArray(
          leaseTenants.personId,
          people.map(({ personId }) => personId),
        ),
        inArray(leases.status, ["signed", "active"]),
      ),
    );
  const tenants = new Set(live.map(({ personId }) => personId));
  return new Set(people.filter(({ personId }) => tenants.has(personId)).map(({ applicationId }) => applicationId));
}
