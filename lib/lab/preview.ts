import { reader } from "#db/client";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import type { Decision } from "../errors.ts";
import { changedDraft, type DraftTexts } from "./changed.ts";
import type { FiguresAsked } from "./figures.ts";
import { type Figures, figuresFor } from "./figures.ts";
import { findDraft } from "./record.ts";
import type { Fields } from "./rules-fields.ts";

/** What a draft would cost with what a form says of it, which nothing keeps. Refuses like `changedDraft` and `figuresFor`. */
export async function previewDraft(
  actor: Actor,
  given: DraftTexts & { draftId: string },
  fields: Fields,
  asked: Pick<FiguresAsked, "before" | "untold">,
  now = new Date(),
): Promise<Decision<{ figures: Figures }>> {
  authorize(actor, "lab.draft");
  const db = await reader();
  const changed = await changedDraft(db, await findDraft(db, given.draftId), given, fields);
  if (!changed.ok) return changed;
  const { fromMonth, scheme } = changed;
  const after = { kind: "draft" as const, id: given.draftId };
  return figuresFor(actor, { ...asked, after, unsaved: { fromMonth, scheme } }, now);
}
