"use server";

import { followAction, formAction } from "#door/action";
import { discardDraft, proposeDraft, saveDraft } from "#lib/lab/commands";
import { discardForm, previewForm, proposeForm, publishForm, rejectForm, saveDraftForm } from "#lib/lab/forms";
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
  { ...back("published"), public: true },
);

export const rejectAction = formAction(
  rejectForm,
  (actor, { draftId, reason }) => rejectDraft(actor, draftId, reason, now()),
  back("rejected"),
);

/** What the form would cost as it stands, without keeping it. */
export const previewAction = followAction(
  previewForm,
  (
    actor,
    { draftId, revision: _, name, nameZh, nameEn, fromMonth, retroactiveReason: _why, against, untold, ...fields },
  ) =>
    previewDraft(actor, { draftId, name, nameZh, nameEn, fromMonth }, fields, {
      before: readSide(against) ?? { kind: "live" },
      untold: untold ? "met" : "asked",
    }),
  ({ figures }) => <FiguresOf figures={figures} own unsaved />,
);
