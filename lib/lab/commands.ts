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
import { checkScheme, pathText, type Scheme } from "../subsidy/scheme.ts";
import { schemeNamed } from "../subsidy/schemes.ts";
import { schemeHash } from "../subsidy/versions.ts";
import { baseOf, citing, type DraftRow, findDraft, standingOf } from "./record.ts";
import { decideChange, decideComplete, decideFromMonth, decideTiming } from "./rules-draft.ts";
import { editedScheme } from "./rules-edit.ts";
import type { Fields } from "./rules-fields.ts";
import { asVersionOf } from "./rules-rows.ts";
import { type Changed, draftScheme } from "./sides.ts";

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

export type SaveGiven = {
  draftId: string;
  revision: number;
  name: string;
  nameZh: string;
  nameEn: string;
  fromMonth: Month;
  retroactiveReason: string;
};

/**
 * Keeps what a form says of a draft. Refuses `lab-draft-closed`, `lab-draft-of-another`, `lab-draft-stale`, and every
 * field that cannot be: no value, negative or fractional fen, no such day, periods that overlap, words that are none.
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

export type DraftTexts = Pick<SaveGiven, "name" | "nameZh" | "nameEn" | "fromMonth">;

/** What a form says of a draft, as a scheme that is whole; refuses the fields that cannot be. Changes nothing. */
export async function changedDraft(
  db: Parameters<typeof baseOf>[0],
  draft: DraftRow,
  given: DraftTexts,
  fields: Fields,
): Promise<Decision<Changed>> {
  const { fromMonth } = given;
  const timed = decideFromMonth(fromMonth);
  if (!timed.ok) return refuseFields([{ field: "fromMonth", reason: timed.reason }]);
  const editing = { base: await baseOf(db, draft), content: draftScheme(draft), before: draft.fromMonth, fromMonth };
  const edited = editedScheme(editing, fields, citing({ id: draft.id, name: given.name }));
  if (edited.problems.length > 0) return refuseFields(edited.problems);
  const scheme: Scheme = { ...edited.content, nameZh: given.nameZh, nameEn: given.nameEn };
  const checked = checkScheme(scheme);
  if ("scheme" in checked) return grant({ fromMonth, scheme: checked.scheme });
  const [first] = checked.problems;
  const problems = checked.problems.flatMap(({ path }) => {
    const field = edited.fieldAt(path);
    return field ? [{ field, reason: reasonAt(path) }] : [];
  });
  if (problems.length > 0) return refuseFields(problems);
  const path = pathText(first?.path ?? []);
  return refuse("scheme-invalid", { path, problem: first?.problem ?? "", count: checked.problems.length });
}

/** What a place of the scheme that does not fit is called at its field. */
const reasonAt = (path: readonly (string | number)[]): string =>
  path[0] === "parts" ? "lab-grant-without-end" : path[4] === "from" ? "lab-periods-overlap" : "lab-period-ends-early";

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
