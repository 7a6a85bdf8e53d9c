"use server";

import { formAction } from "#door/action";
import { disableStaff } from "#lib/accounts/commands";
import { disableStaffForm } from "#lib/accounts/forms";

export const disableStaffAction = formAction(
  disableStaffForm,
  (actor, form) => disableStaff(actor, form.userId, { now: new Date() }),
  { to: () => "/admin?notice=disabled" },
);
