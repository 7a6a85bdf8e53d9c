import { eq } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { schemeDrafts } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import type { Month } from "../days.ts";
import { type Decision, grant, NotFound, refuse, refuseFields } from "../errors.ts";
import { planOfComplex, schemeInForce } from "../subsidy/in-force.ts";
import { namesIn } from "../subsidy/rules-plan.ts";
import { schemeNamed } from "../subsidy/schemes.ts";
import { schemeHash } from "../subsidy/versions.ts";
import { changedDraft, type DraftTexts } from "./changed.ts";
import { findDraft, standingOf } from "./record.ts";
import { decideChange, decideComplete, decideFromMonth, decideTiming } from "./rules-draft.ts";
import type { Fields } from "./rules-fields.ts";
import { asVersionOf } from "./rules-rows.ts";
import { draftScheme } from "./sides.ts";

type Given = { now: Date };
type Made = { draftId: string };
export type DraftGiven = { draftId: string; source: string; target: string; name: string; fromMonth: Month };

/**
 * Begins a draft with a scheme in force (`live:<scheme>`), a scheme that comes as a file (`scheme:<name>`) or another
 * draft (`draft:<id>`), as a version of `target`, one of the complex's schemes. Refuses `lab-month-wrong` and
 * `lab-target-wrong`. Throws NotFound for a source that there is not.
 */
export const makeDraft = (actor: Actor, given: DraftGiven, { now }: Given): Promise<Decision<Made>> =>
  transaction(async (tx) => {
    authorize(actor, "lab.draft");
    const { draftId, source, target, name, fromMonth } = given;
    const timed = decideFromMonth(fromMonth);
    if (!timed.ok) return refuseFields([{ field: "fromMonth", reason: timed.reason }]);
    if (!namesIn(await planOfComplex(tx)).includes(target)) return refuse("lab-target-wrong");
    const begun = await sourceOf(tx, source, fromMonth);
    const inForce = await schemeInForce(tx, target, fromMonth);
    const content = asVersionOf(begun.content, target);
    await tx.insert(schemeDrafts).values({
      id: draftId,
      name,
      schemeId: target,
      schemeVersion: inForce.version,
      baseSchemeId: begun.base.id,
      baseVersion: begun.base.version,
      fromMonth,
      content,
      contentHash: schemeHash(content),
      state: "draft",
      revision: 1,
      madeBy: actor.userId,
      madeAt: now,
      changedAt: now,
    });
    await audit(tx, actor, "lab.draft", "schemeDraft", draftId, now, { step: "make", source, target, fromMonth });
    return grant({ draftId });
  });

async function sourceOf(tx: Writer, source: string, fromMonth: Month) {
  const at = source.indexOf(":");
  const [kind, name] = [source.slice(0, at), source.slice(at + 1)];
  if (kind === "draft") {
    const draft = await findDraft(tx, name);
    return { base: { id: draft.baseSchemeId, version: draft.baseVersion }, content: draftScheme(draft) };
  }
  if (kind !== "live" && kind !== "scheme") throw new NotFound();
  const scheme = kind === "live" ? await schemeInForce(tx, name, fromMonth) : schemeNamed(name);
  return { base: scheme, content: scheme };
}

export type SaveGiven = DraftTexts & { draftId: string; revision: number; retroactiveReason: string };

/**
 * Keeps what a form says of a draft. Refuses `lab-draft-closed`, `lab-draft-of-another`, `lab-draft-stale`, and every
 * field that cannot be: no value, negative or fractional fen, no such day, periods that overlap, a month of the first year
 * without a value.
 */
export const saveDraft = (actor: Actor, given: SaveGiven, fields: Fields, { now }: Given): Promise<Decision<Made>> =>
  transaction(async (tx) => {
    authorize(actor, "lab.draft");
    const { draftId, name, fromMonth } = given;
    const draft = await findDraft(tx, draftId);
    const allowed = decideChange(draft, actor.userId, given.revision);
    if (!allowed.ok) return allowed;
    const changed = await changedDraft(tx, draft, given, fields);
    if (!changed.ok) return changed;
    const content = changed.scheme;
    await tx
      .update(schemeDrafts)
      .set({
        name,
        fromMonth,
        retroactiveReason: given.retroactiveReason || null,
        content,
        contentHash: schemeHash(content),
        revision: draft.revision + 1,
        changedAt: now,
      })
      .where(eq(schemeDrafts.id, draftId));
    await audit(tx, actor, "lab.draft", "schemeDraft", draftId, now, { step: "save", revision: draft.revision + 1 });
    return grant({ draftId });
  });

/** Puts a draft before the other officers. Refuses like `saveDraft` and `decideComplete`, `lab-draft-outdated`, `lab-changes-past`. */
export const proposeDraft = (actor: Actor, id: string, revision: number, { now }: Given): Promise<Decision<Made>> =>
  transaction(async (tx) => {
    authorize(actor, "lab.draft");
    const draft = await findDraft(tx, id);
    const allowed = decideChange(draft, actor.userId, revision);
    if (!allowed.ok) return allowed;
    const whole = decideComplete(draftScheme(draft), draft.fromMonth);
    if (!whole.ok) return whole;
    const timed = decideTiming(draft, await standingOf(tx, draft));
    if (!timed.ok) return timed;
    const set = { state: "proposed" as const, proposedBy: actor.userId, proposedAt: now, decidedReason: null };
    await tx.update(schemeDrafts).set(set).where(eq(schemeDrafts.id, id));
    await audit(tx, actor, "lab.draft", "schemeDraft", id, now, { step: "propose", contentHash: draft.contentHash });
    return grant({ draftId: id });
  });

/** Puts a draft away. Refuses `lab-draft-closed`, `lab-draft-of-another`, `lab-draft-stale`. */
export const discardDraft = (actor: Actor, id: string, revision: number, { now }: Given): Promise<Decision<Made>> =>
  transaction(async (tx) => {
    authorize(actor, "lab.draft");
    const draft = await findDraft(tx, id);
    const allowed = decideChange(draft, actor.userId, revision);
    if (!allowed.ok) return allowed;
    await tx.update(schemeDrafts).set({ state: "discarded", changedAt: now }).where(eq(schemeDrafts.id, id));
    await audit(tx, actor, "lab.draft", "schemeDraft", id, now, { step: "discard" });
    return grant({ draftId: id });
  });
