"use server";

import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formAction } from "#door/action";
import { requireActor } from "#door/session";
import { textOf } from "#i18n/any-key";
import { discardDraft, proposeDraft, saveDraft } from "#lib/lab/commands";
import { discardForm, proposeForm, publishForm, rejectForm, saveDraftForm } from "#lib/lab/forms";
import { previewDraft } from "#lib/lab/preview";
import { publishDraft, rejectDraft } from "#lib/lab/publishing";
import { readSide } from "#lib/lab/sides";
import { FiguresOf } from "../figures.tsx";

const now = () => ({ now: new Date() });
const back = (notice: string) => ({
  to: (_: unknown, { draftId }: { draftId: string }) => `/officer/lab/${draftId}?notice=${notice}`,
});

export const saveAction = formAction(
  saveDraftForm,
  (actor, { draftId, revision, name, nameZh, nameEn, fromMonth, retroactiveReason, ...fields }) =>
    saveDraft(actor, { draftId, revision, name, nameZh, nameEn, fromMonth, retroactiveReason }, fields, now()),
  back("saved"),
);

export const proposeAction = formAction(
  proposeForm,
  (actor, { draftId, revision }) => proposeDraft(actor, draftId, revision, now()),
  back("proposed"),
);

export const discardAction = formAction(
  discardForm,
  (actor, { draftId, revision }) => discardDraft(actor, draftId, revision, now()),
  { to: () => "/officer/lab?notice=discarded" },
);

export const publishAction = formAction(
  publishForm,
  (actor, { draftId, contentHash }) => publishDraft(actor, draftId, contentHash, now()),
  back("published"),
);

export const rejectAction = formAction(
  rejectForm,
  (actor, { draftId, reason }) => rejectDraft(actor, draftId, reason, now()),
  back("rejected"),
);

export type Preview = { figures: ReactNode | null; problem: string | null };

/** What the form would cost as it stands, without keeping it: for pages with scripts. */
export async function previewAction(against: string, untold: boolean, data: FormData): Promise<Preview> {
  const actor = await requireActor();
  const texts = [...data].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const form = saveDraftForm.safeParse(Object.fromEntries(texts.filter(([name]) => !name.startsWith("$ACTION"))));
  const t = await getTranslations("refusals");
  if (!form.success) return { figures: null, problem: textOf(t, "check-fields") };
  const { draftId, revision: _, retroactiveReason: _reason, name, nameZh, nameEn, fromMonth, ...fields } = form.data;
  const asked = { before: readSide(against) ?? ({ kind: "live" } as const), untold: untold ? "met" : "asked" } as const;
  const told = await previewDraft(actor, { draftId, name, nameZh, nameEn, fromMonth }, fields, asked);
  if (told.ok) return { figures: <FiguresOf figures={told.figures} unsaved />, problem: null };
  const [first] = told.problems ?? [];
  return { figures: null, problem: textOf(t, first?.reason ?? told.reason, first?.values ?? told.values) };
}
