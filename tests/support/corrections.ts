import { and, eq } from "drizzle-orm";
import { expect } from "vitest";
import type { Db } from "#db/client";
import { clawbacks, correctionLines, corrections, ledgerEntries, ledgerLegs, schemeVersions } from "#db/schema";
import { recordPayment } from "#lib/billing/commands";
import { availableCredit } from "#lib/billing/credit";
import { draftCorrection, postCorrection } from "#lib/corrections/commands";
import type { CorrectionGiven } from "#lib/corrections/rules";
import { newId } from "#lib/ids";
import { ledgerFacts } from "#lib/ledger/queries";
import type { Scheme } from "#lib/subsidy/scheme";
import { schemeHash } from "#lib/subsidy/versions";
import { readScheme } from "#seeds/schemes";
import { billOf, type Officers } from "#tests/support/month";

/** The instant at which the leaver of March is reported: 6 May 2026 in the city. */
export const MAY = new Date("2026-05-06T02:00:00Z");

let references = 0;

/** What tests of corrections do and look at, at one database and with its officers: the checker drafts, the approver posts. */
export function correcting(db: () => Db, by: () => Officers) {
  const rowOf = async (id: string) => {
    const [row] = await db().reader.select().from(corrections).where(eq(corrections.id, id));
    if (!row) throw new Error("no such correction");
    return row;
  };
  const draft = async (given: CorrectionGiven, now = MAY, reason = "核查后更正"): Promise<string> => {
    const drafted = await draftCorrection(by().checker, { correctionId: newId(), given, reason }, { now });
    if (!drafted.ok) throw new Error(`${given.cause}: ${drafted.reason}`);
    return drafted.correctionId;
  };
  const post = async (id: string, now = MAY) =>
    postCorrection(by().approver, id, (await rowOf(id)).contentHash, { now });
  return {
    rowOf,
    draft,
    post,
    /** Drafts and posts in one go. */
    correct: async (given: CorrectionGiven, now = MAY): Promise<string> => {
      const id = await draft(given, now);
      expect(await post(id, now)).toMatchObject({ ok: true });
      return id;
    },
    linesOf: async (id: string) => {
      const rows = await db().reader.select().from(correctionLines).where(eq(correctionLines.correctionId, id));
      return rows.toSorted((a, b) => (a.month < b.month ? -1 : 1));
    },
    clawbacksOf: (personId: string) =>
      db().reader.select().from(clawbacks).where(eq(clawbacks.personId, personId)).orderBy(clawbacks.clawbackNo),
    pay: async (personId: string, month: string, amountFen: number, now = MAY) => {
      const bill = await billOf(db(), personId, month);
      const given = { billId: bill.id, amountFen, paidOn: `${month}-06`, reference: `K${++references}` };
      const paid = await recordPayment(by().operator, { ...given, method: "bankTransfer" }, { now });
      expect(paid).toMatchObject({ ok: true });
    },
    creditOf: async (personId: string) =>
      ((await availableCredit(db().reader, personId)).get(personId) ?? []).reduce(
        (sum, one) => sum + one.availableFen,
        0,
      ),
    /** A person's sum on one account over all entries of a kind. */
    booked: async (personId: string, account: string, kind = "correction") => {
      const rows = await db()
        .reader.select({ fen: ledgerLegs.amountFen, account: ledgerLegs.account })
        .from(ledgerLegs)
        .innerJoin(ledgerEntries, eq(ledgerEntries.id, ledgerLegs.entryId))
        .where(and(eq(ledgerLegs.personId, personId), eq(ledgerEntries.kind, kind)));
      return rows.filter((row) => row.account === account).reduce((sum, row) => sum + row.fen, 0);
    },
    wrongFacts: async () => (await ledgerFacts()).filter((fact) => !fact.ok),
  };
}

let published = 0;

/** A version of Changzhou's scheme, published from a month on: the rent part's amounts by class in fen. */
export async function publishRentAmounts(
  db: Db,
  fromMonth: string,
  amounts: { doctor: number; master: number; bachelor: number },
): Promise<string> {
  const scheme: Scheme = structuredClone(readScheme("changzhou"));
  const sequence = ++published;
  scheme.version = `reform-${sequence}`;
  for (const parameter of scheme.parameters) {
    if (parameter.id === "rent-amount") for (const value of parameter.values) value.value = amounts;
  }
  await db.transaction((tx) =>
    tx.insert(schemeVersions).values({
      id: newId(),
      schemeId: scheme.id,
      version: scheme.version,
      sequence,
      fromMonth,
      retroactiveReason: "市里追溯调整",
      content: scheme,
      contentHash: schemeHash(scheme),
      proposedBy: "proposer",
      publishedBy: "publisher",
      publishedAt: MAY,
    }),
  );
  return scheme.version;
}
