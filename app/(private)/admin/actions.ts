"use server";

import { formAction } from "#door/action";
import { createStaff, disableStaff, enableStaff } from "#lib/accounts/commands";
import { newStaffForm, staffForm } from "#lib/accounts/forms";

export const createStaffAction = formAction(
  newStaffForm,
  (actor, form) => createStaff(actor, form, { now: new Date() }),
  { to: () => "/admin?notice=created" },
);

export const disableStaffAction = formAction(
  staffForm,
  (actor, form) => disableStaff(actor, form.userId, { now: new Date() }),
  { to: () => "/admin?notice=disabled" },
);

export const enableStaffAction = formAction(
  staffForm,
  (actor, form) => enableStaff(actor, form.userId, { now: new Date() }),
  { to: () => "/admin?notice=enabled" },
);
