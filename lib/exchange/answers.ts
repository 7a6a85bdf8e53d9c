import { and, eq, sql } from "drizzle-orm";
import { transaction } from "#db/client";
import { applicationMembers, applications, leaseTenants, people, rounds } from "#db/schema";
import type { Actor } from "../actor.ts";
import { factsOfPerson } from "../applications/commands.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, NotFound } from "../errors.ts";
import { tell } from "../notices/commands.ts";
import { maskName } from "../people/masks.ts";
import { decideAnswer } from "./rules.ts";

/**
 * A co-tenant agrees to the household's application, or refuses. Without everybody's consent it does not stand; a refusal
 * takes it back at once, and whoever sent it is told. Agreeing twice changes nothing.
 */
export const answerExchange = (
  actor: Actor,
  applicationId: string,
  answer: "agree" | "refuse",
  { now }: { now: Date },
): Promise<Decision> =>
  transaction(async (tx) => {
    const [found] = await tx
      .select({ application: applications, round: rounds })
      .from(applications)
      .innerJoin(rounds, eq(rounds.id, applications.roundId))
      .where(eq(applications.id, applicationId));
    const personId = actor.personId ?? "";
    const [tenant] = await tx
      .select({ tenant: leaseTenants, person: people })
      .from(leaseTenants)
      .innerJoin(people, eq(people.id, leaseTenants.personId))
      .where(and(eq(leaseTenants.leaseId, found?.application.leaseId ?? ""), eq(leaseTenants.personId, personId)));
    authorize(actor, "exchange.answer", { personId: tenant ? personId : null });
    if (!found || !tenant) throw new NotFound();
    const { application, round } = found;
    const own = application.personId === personId;
    const decision = decideAnswer({ round, status: application.status, own, now });
    if (!decision.ok) return decision;
    const told = { receiptNo: application.receiptNo, code: round.code, name: maskName(tenant.person.name ?? "") };
    const here = and(eq(applicationMembers.roundId, round.id), eq(applicationMembers.personId, personId));
    if (answer === "agree") {
      const [before] = await tx.select().from(applicationMembers).where(here);
      if (before?.applicationId === applicationId) return grant({});
      // Consent to an earlier list, taken back since, counts no more.
      await tx.delete(applicationMembers).where(here);
      const { offsetMode, authorisedAt } = tenant.tenant;
      await tx.insert(applicationMembers).values({
        applicationId,
        roundId: round.id,
        personId,
        facts: factsOfPerson(tenant.person, round),
        authorised: offsetMode === "directOffset" && authorisedAt !== null,
        joinedAt: now,
      });
    } else {
      await tx.delete(applicationMembers).where(eq(applicationMembers.applicationId, applicationId));
      await tx
        .update(applications)
        .set({ status: "withdrawn", withdrawnAt: now, updatedAt: now, version: sql`${applications.version} + 1` })
        .where(eq(applications.id, applicationId));
    }
    await audit(tx, actor, "exchange.answer", "application", applicationId, now, { answer });
    const kind = answer === "agree" ? "exchange-agreed" : "exchange-refused";
    await tell(tx, application.personId, { kind, values: told, at: now });
    return grant({});
  });
