import { eq } from "drizzle-orm";
import { transaction } from "#db/client";
import { applicationMembers, people } from "#db/schema";
import type { Actor } from "../actor.ts";
import { change, create, factsOfPerson, type Submitted, writeChoices } from "../applications/commands.ts";
import { termsOf } from "../applications/grounds.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, invariant, NotFound } from "../errors.ts";
import { tell } from "../notices/commands.ts";
import { maskName } from "../people/masks.ts";
import { type ExchangeWishes, groundsOfExchange } from "./grounds.ts";

export { answerExchange } from "./answers.ts";
export { moveDueRounds, moveTenants } from "./move.ts";

type Given = { now: Date };

/**
 * Sends, changes or restores a household's application to an exchange round: the places it would rather have than its own,
 * best first. Everybody else on the lease is asked to agree, anew after each change. Refuses as `decideExchangeSubmission`.
 */
export const submitExchange = (actor: Actor, wishes: ExchangeWishes, { now }: Given): Promise<Decision<Submitted>> =>
  transaction(async (tx) => {
    authorize(actor, "exchange.submit", actor);
    const personId = actor.personId ?? "";
    const { round, home, application, decision } = await groundsOfExchange(tx, personId, wishes, now);
    if (!decision.ok) return decision;
    invariant(home, "whoever may take part has a home");
    const { outcome, choices, maxRentFen } = decision;
    const done = (row: { id: string; receiptNo: string }) =>
      grant({ applicationId: row.id, receiptNo: row.receiptNo, outcome });
    // The same list for another lease than before is another application.
    if (application && outcome === "unchanged" && application.leaseId === home.leaseId) return done(application);
    const [person] = await tx.select().from(people).where(eq(people.id, personId));
    if (!person) throw new NotFound();
    const values = {
      ...termsOf(wishes),
      maxRentFen,
      facts: factsOfPerson(person, round),
      leaseId: home.leaseId,
    };
    const saved = application
      ? await change(tx, application.id, values, now)
      : await create(tx, { roundId: round.id, personId, source: "online", ...values }, round.code, now);
    await writeChoices(tx, saved.id, choices);
    // Who agreed, agreed to another list.
    await tx.delete(applicationMembers).where(eq(applicationMembers.applicationId, saved.id));
    const { maxNetRentFen } = wishes;
    await audit(tx, actor, "exchange.submit", "application", saved.id, now, { outcome, choices, maxNetRentFen });
    const told = { receiptNo: saved.receiptNo, code: round.code };
    const kind = outcome === "changed" ? "exchange-changed" : "exchange-received";
    await tell(tx, personId, { kind, values: told, at: now });
    const others = home.tenants.map((tenant) => tenant.personId).filter((id) => id !== personId);
    const asked = { ...told, name: maskName(person.name ?? "") };
    await tell(tx, others, { kind: "exchange-asked", values: asked, at: now });
    return done(saved);
  });
