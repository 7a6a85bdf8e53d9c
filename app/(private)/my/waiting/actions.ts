"use server";

import { formAction } from "#door/action";
import { leaveWaiting } from "#lib/offers/commands";
import { leaveWaitingForm } from "#lib/offers/forms";

export const leaveWaitingAction = formAction(
  leaveWaitingForm,
  (actor, form) => leaveWaiting(actor, form.applicationId, form.categoryId, { now: new Date() }),
  { to: () => "/my/waiting?notice=waiting-left" },
);
