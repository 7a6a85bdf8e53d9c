"use server";

import { formAction } from "#door/action";
import { closePeriod, reopenPeriod } from "#lib/ledger/closing";
import { closePeriodForm, reopenPeriodForm } from "#lib/ledger/forms";

export const closeAction = formAction(
  closePeriodForm,
  (actor, { month }) => closePeriod(actor, month, { now: new Date() }),
  { to: () => "/officer/periods?notice=closed" },
);

export const reopenAction = formAction(
  reopenPeriodForm,
  (actor, { month, reason }) => reopenPeriod(actor, month, reason, { now: new Date() }),
  { to: () => "/officer/periods?notice=reopened" },
);
