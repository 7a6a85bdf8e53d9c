import { eq } from "drizzle-orm";
import { transaction } from "#db/client";
import { schemeDrafts, schemeVersions } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, invariant } from "../errors.ts";
import { newId } from "../ids.ts";
import { schemeInForce } from "../subsidy/in-force.ts";
import { schemeHash } from "../subsidy/versions.ts";
import { findDraft, standingOf, versionsTaken } from "./record.ts";
import { decideComplete, decidePublication, decideRejection, versionName } from "./rules-draft.ts";
import { draftScheme } from "./sides.ts";

type Given = { now: Date };

/**
 * The second officer publishes a draft: from its month on it is what decides. `seenHash` is the draft's hash as the page
 * showed it. Refuses `lab-draft-not-proposed`, `lab-maker-cannot-publish`, `lab-draft-stale`, `lab-draft-outdated`,
 * `lab-changes-past` and what `decideComplete` refuses.
 */
export const publishDraft = (
  actor: Actor,
  id: string,
  seenHash: string,
  { now }: Given,
): Promise<Decision<{ draftId: string; version: string; fromMonth: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "lab.decide");
    const draft = await findDraft(tx, id);
    const decision = decidePublication(draft, actor.userId, seenHash, await standingOf(tx, draft));
    if (!decision.ok) return decision;
    const { schemeId, fromMonth, retroactiveReason } = draft;
    const proposed = draftScheme(draft);
    const whole = decideComplete(proposed, fromMonth);
    if (!whole.ok) return whole;
    const taken = await versionsTaken(tx, await schemeInForce(tx, schemeId, fromMonth));
    const content = { ...proposed, version: versionName(fromMonth, taken.names) };
    invariant(draft.proposedBy, `draft ${id} was proposed by somebody`);
    await tx.insert(schemeVersions).values({
      id: newId(),
      schemeId,
      version: content.version,
      sequence: taken.sequence + 1,
      fromMonth,
      retroactiveReason,
      content,
      contentHash: schemeHash(content),
      draftId: id,
      proposedBy: draft.proposedBy,
      publishedBy: actor.userId,
      publishedAt: now,
    });
    const set = { state: "published" as const, decidedBy: actor.userId, decidedAt: now };
    await tx.update(schemeDrafts).set(set).where(eq(schemeDrafts.id, id));
    const detail = { step: "publish", scheme: schemeId, version: content.version, fromMonth };
    await audit(tx, actor, "lab.decide", "schemeDraft", id, now, detail);
    return grant({ draftId: id, version: content.version, fromMonth });
  });

/**
 * The second officer sends a draft back to who made it, with a reason. Refuses `lab-draft-not-proposed`,
 * `lab-maker-cannot-publish`, `lab-reject-without-reason`.
 */
export const rejectDraft = (
  actor: Actor,
  id: string,
  reason: string,
  { now }: Given,
): Promise<Decision<{ draftId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "lab.decide");
    const draft = await findDraft(tx, id);
    const decision = decideRejection(draft, actor.userId, reason);
    if (!decision.ok) return decision;
    const set = {
      state: "draft" as const,
      revision: draft.revision + 1,
      decidedBy: actor.userId,
      decidedAt: now,
      decidedReason: decision.reason,
    };
    await tx.update(schemeDrafts).set(set).where(eq(schemeDrafts.id, id));
    await audit(tx, actor, "lab.decide", "schemeDraft", id, now, { step: "reject", reason: decision.reason });
    return grant({ draftId: id });
  });
