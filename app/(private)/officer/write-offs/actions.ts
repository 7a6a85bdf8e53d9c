"use server";

import { formAction } from "#door/action";
import { decideWriteOffForm, rejectWriteOffForm } from "#lib/corrections/forms";
import { approveWriteOff, rejectWriteOff } from "#lib/corrections/write-offs";

export const approveWriteOffAction = formAction(
  decideWriteOffForm,
  (actor, { writeOffId }) => approveWriteOff(actor, writeOffId, { now: new Date() }),
  { to: () => "/officer/write-offs?notice=approved" },
);

export const rejectWriteOffAction = formAction(
  rejectWriteOffForm,
  (actor, { writeOffId, reason }) => rejectWriteOff(actor, writeOffId, reason, { now: new Date() }),
  { to: () => "/officer/write-offs?notice=rejected" },
);
