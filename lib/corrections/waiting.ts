import { asc, eq, inArray, isNull } from "drizzle-orm";
import type { Reader } from "#db/client";
import { bills, clawbacks, corrections, ledgerDecisions, ledgerProposals, people, writeOffs } from "#db/schema";
import type { Actor } from "../actor.ts";
import type { Waiting, WaitingSource } from "../desk/waiting.ts";

/** Drafts of corrections that another officer has to post. */
export const waitingCorrections: WaitingSource = async (db, actor) => {
  const rows = await db
    .select()
    .from(corrections)
    .where(eq(corrections.status, "draft"))
    .orderBy(asc(corrections.madeAt));
  return rows.map((row) => ({
    kind: "correction" as const,
    id: row.id,
    href: `/officer/corrections/${row.id}`,
    values: { no: row.correctionNo, reason: row.reason },
    amountFen: null,
    since: row.madeAt,
    byId: row.madeBy,
    mine: isOthers(actor, row.madeBy),
  }));
};

/** Claims that nobody has planned, plans that another officer has to approve, and write-offs of what is left. */
export const waitingClawbacks: WaitingSource = async (db, actor) => {
  const rows = await db
    .select({ row: clawbacks, personName: people.name })
    .from(clawbacks)
    .innerJoin(people, eq(people.id, clawbacks.personId))
    .where(inArray(clawbacks.status, ["claimed", "proposed"]))
    .orderBy(asc(clawbacks.madeAt));
  const plans = rows.map(({ row, personName }) => ({
    kind: "clawback" as const,
    id: row.id,
    href: `/officer/clawbacks/${row.id}`,
    values: { no: row.clawbackNo, person: personName ?? "" },
    amountFen: row.amountFen,
    since: row.decidedAt ?? row.madeAt,
    byId: row.madeBy,
    // Whoever made the correction may well propose how it is paid back; only the plan itself needs another.
    mine: actor.role === "officer" && (row.status === "claimed" || row.madeBy !== actor.userId),
  }));
  return [...plans, ...(await clawbackWriteOffs(db, actor))];
};

async function clawbackWriteOffs(db: Reader, actor: Actor): Promise<Waiting[]> {
  const rows = await db
    .select({ clawbackId: clawbacks.id, personName: people.name, proposal: ledgerProposals })
    .from(clawbacks)
    .innerJoin(people, eq(people.id, clawbacks.personId))
    .innerJoin(ledgerProposals, eq(ledgerProposals.id, clawbacks.proposalId))
    .leftJoin(ledgerDecisions, eq(ledgerDecisions.proposalId, ledgerProposals.id))
    .where(isNull(ledgerDecisions.proposalId))
    .orderBy(asc(ledgerProposals.madeAt));
  return rows.map(({ clawbackId, personName, proposal }) => ({
    kind: "writeOff" as const,
    id: proposal.id,
    href: `/officer/clawbacks/${clawbackId}`,
    values: { person: personName ?? "" },
    amountFen: proposal.legs.find((leg) => leg.account === "write-off")?.amountFen ?? null,
    since: proposal.madeAt,
    byId: proposal.madeBy,
    mine: isOthers(actor, proposal.madeBy),
  }));
}

/** Write-offs of bills that need a second signature. */
export const waitingWriteOffs: WaitingSource = async (db, actor) => {
  const rows = await db
    .select({ row: writeOffs, personName: people.name })
    .from(writeOffs)
    .innerJoin(bills, eq(bills.id, writeOffs.billId))
    .innerJoin(people, eq(people.id, bills.personId))
    .leftJoin(ledgerDecisions, eq(ledgerDecisions.proposalId, writeOffs.proposalId))
    .where(isNull(ledgerDecisions.proposalId))
    .orderBy(asc(writeOffs.madeAt));
  return rows.map(({ row, personName }) => ({
    kind: "writeOff" as const,
    id: row.id,
    href: "/officer/write-offs",
    values: { person: personName ?? "" },
    amountFen: row.amountFen,
    since: row.madeAt,
    byId: row.madeBy,
    mine: isOthers(actor, row.madeBy),
  }));
};

const isOthers = (actor: Actor, madeBy: string): boolean => actor.role === "officer" && madeBy !== actor.userId;
