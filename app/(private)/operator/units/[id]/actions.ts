"use server";

import { formAction } from "#door/action";
import { setUnitStatus } from "#lib/inventory/commands";
import { setUnitStatusForm } from "#lib/inventory/forms";

export const setUnitStatusAction = formAction(
  setUnitStatusForm,
  (actor, form) => setUnitStatus(actor, form.unitId, form.status, form.reason, { now: new Date() }),
  { to: (form) => `/operator/units/${form.unitId}?notice=status-set`, public: true },
);
