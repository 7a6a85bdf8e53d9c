"use server";

import { formAction } from "#door/action";
import { recordPayment, runMonth } from "#lib/billing/commands";
import { paymentForm, runMonthForm } from "#lib/billing/forms";

export const runMonthAction = formAction(
  runMonthForm,
  (actor, { month }) => runMonth(actor, month, { now: new Date() }),
  {
    to: ({ month }, { newBills, decided }) =>
      `/operator/months/${month}?notice=${newBills > 0 ? "billed" : decided > 0 ? "decided" : "nothing"}`,
  },
);

export const recordPaymentAction = formAction(
  paymentForm,
  (actor, { month: _, ...payment }) => recordPayment(actor, payment, { now: new Date() }),
  {
    to: ({ month, billId }, { before }) =>
      `/operator/months/${month}/${billId}?notice=${before ? "paid-before" : "paid"}`,
  },
);
