import { asc, eq, isNull } from "drizzle-orm";
import { ledgerDecisions, people, refunds } from "#db/schema";
import type { WaitingSource } from "../desk/waiting.ts";

/** Refunds that a second person has to decide. */
export const waitingRefunds: WaitingSource = async (db, actor) => {
  const rows = await db
    .select({ refund: refunds, personName: people.name })
    .from(refunds)
    .innerJoin(people, eq(people.id, refunds.personId))
    .leftJoin(ledgerDecisions, eq(ledgerDecisions.proposalId, refunds.proposalId))
    .where(isNull(ledgerDecisions.proposalId))
    .orderBy(asc(refunds.madeAt));
  return rows.map(({ refund, personName }) => ({
    kind: "refund" as const,
    id: refund.id,
    href: "/officer/refunds",
    values: { person: personName ?? "" },
    amountFen: refund.amountFen,
    since: refund.madeAt,
    byId: refund.madeBy,
    mine: actor.role === "officer" && refund.madeBy !== actor.userId,
  }));
};
