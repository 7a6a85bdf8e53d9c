"use server";

import { formAction } from "#door/action";
import { newId } from "#lib/ids";
import { makeDraft } from "#lib/lab/commands";
import { newDraftForm } from "#lib/lab/forms";

export const makeDraftAction = formAction(
  newDraftForm,
  (actor, form) => makeDraft(actor, { ...form, draftId: newId() }, { now: new Date() }),
  { to: (_, { draftId }) => `/officer/lab/${draftId}?notice=made` },
);
