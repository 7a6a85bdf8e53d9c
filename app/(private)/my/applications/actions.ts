"use server";

import { formAction } from "#door/action";
import { submitApplication, withdrawApplication } from "#lib/applications/commands";
import {
  applicationForm,
  codeForm,
  inviteForm,
  joinForm,
  leaveForm,
  removeMemberForm,
  wishesForm,
  wishesOf,
  withdrawForm,
} from "#lib/applications/forms";
import { closeInvitation, joinGroup, leaveGroup, openInvitation, removeMember } from "#lib/applications/groups";
import { invitationFor } from "#lib/applications/invitations";
import { checkSubmission } from "#lib/applications/queries";
import { grant, refuseFields } from "#lib/errors";
import { yuanText } from "#lib/money";

const given = () => ({ now: new Date() });

/** Checks the wishes and carries them on to the page that shows all answers; nothing is kept yet. */
export const chooseAction = formAction(wishesForm, (actor, form) => checkSubmission(actor, wishesOf(form)), {
  to: ({ roundId, w, anyOther, floor, maxNetRent, stays }) => {
    const query = new URLSearchParams({ w });
    if (anyOther) query.set("any", "yes");
    if (floor !== "any") query.set("floor", floor);
    if (maxNetRent !== null) query.set("max", yuanText(maxNetRent));
    if (stays) query.set("stay", "yes");
    return `/my/applications/new/${roundId}/check?${query}`;
  },
});

export const submitAction = formAction(
  applicationForm,
  (actor, form) => submitApplication(actor, wishesOf(form), given()),
  {
    to: (_form, { applicationId, outcome }) =>
      `/my/applications/${applicationId}?notice=application-${outcome === "changed" ? "changed" : "sent"}`,
    public: true,
  },
);

export const withdrawAction = formAction(
  withdrawForm,
  (actor, form) => withdrawApplication(actor, form.applicationId, given()),
  { to: (form) => `/my/applications/${form.applicationId}?notice=application-withdrawn`, public: true },
);

/** Opens a group, gives it another code, or lets nobody else in. */
export const inviteAction = formAction(
  inviteForm,
  (actor, { applicationId, change }) =>
    change === "close"
      ? closeInvitation(actor, applicationId, given())
      : openInvitation(actor, applicationId, { ...given(), renew: change === "renew" }),
  { to: ({ applicationId, change }) => `/my/applications/${applicationId}/group?notice=group-${change}` },
);

export const removeMemberAction = formAction(
  removeMemberForm,
  (actor, { applicationId, personId }) => removeMember(actor, applicationId, personId, given()),
  { to: ({ applicationId }) => `/my/applications/${applicationId}/group?notice=group-removed` },
);

export const leaveAction = formAction(leaveForm, (actor, form) => leaveGroup(actor, form.applicationId, given()), {
  to: () => "/my/applications?notice=group-left",
});

/** Looks a typed code up and leads to what it invites to. */
export const findGroupAction = formAction(
  codeForm,
  async (actor, { code }) =>
    (await invitationFor(actor, code)) ? grant({}) : refuseFields([{ field: "code", reason: "group-code-unknown" }]),
  { to: ({ code }) => `/my/groups/${encodeURIComponent(code)}` },
);

export const joinAction = formAction(
  joinForm,
  (actor, { code, authorised }) => joinGroup(actor, code, { ...given(), authorised: authorised === "yes" }),
  { to: (_form, { applicationId }) => `/my/applications/${applicationId}?notice=group-joined`, public: true },
);
