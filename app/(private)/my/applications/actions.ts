"use server";

import { formAction } from "#door/action";
import { submitApplication, withdrawApplication } from "#lib/applications/commands";
import { applicationForm, choicesForm, choicesOf, withdrawForm } from "#lib/applications/forms";
import { checkSubmission } from "#lib/applications/queries";
import { draftQuery } from "./draft.ts";

/** Checks the wishes and carries them on to the page that shows all answers; nothing is kept yet. */
export const chooseAction = formAction(
  choicesForm,
  (actor, form) => {
    const { choices, fields } = choicesOf(form);
    return checkSubmission(actor, { roundId: form.roundId, choices, anyOther: form.anyOther === "yes", fields });
  },
  { to: (form, draft) => `/my/applications/new/${form.roundId}/check?${draftQuery(draft)}` },
);

export const submitAction = formAction(
  applicationForm,
  (actor, form) => {
    const wishes = { roundId: form.roundId, ...choicesOf(form), anyOther: form.anyOther === "yes" };
    return submitApplication(actor, wishes, { now: new Date() });
  },
  {
    to: (_form, { applicationId, outcome }) =>
      `/my/applications/${applicationId}?notice=application-${outcome === "changed" ? "changed" : "sent"}`,
    public: true,
  },
);

export const withdrawAction = formAction(
  withdrawForm,
  (actor, form) => withdrawApplication(actor, form.applicationId, { now: new Date() }),
  { to: (form) => `/my/applications/${form.applicationId}?notice=application-withdrawn`, public: true },
);
