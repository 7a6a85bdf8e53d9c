"use server";

import { formAction } from "#door/action";
import { recordPayment, runMonth } from "#lib/billing/commands";
import { handChargeForm, paymentForm, runMonthForm, takeOffForm } from "#lib/billing/forms";
import { chargeByHand, takeOffCharge } from "#lib/billing/hand-charges";
import { writeOffForm } from "#lib/corrections/forms";
import { proposeWriteOff } from "#lib/corrections/write-offs";

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

export const chargeByHandAction = formAction(
  handChargeForm,
  (actor, { month: _, chargeFen, ...charge }) =>
    chargeByHand(actor, { ...charge, amountFen: chargeFen }, { now: new Date() }),
  {
    to: ({ month, billId }, { before }) =>
      `/operator/months/${month}/${billId}?notice=${before ? "charged-before" : "charged"}`,
  },
);

export const takeOffChargeAction = formAction(
  takeOffForm,
  (actor, { lineId, why }) => takeOffCharge(actor, lineId, why, { now: new Date() }),
  { to: (_, { month, billId }) => `/operator/months/${month}/${billId}?notice=taken-off` },
);

export const writeOffAction = formAction(
  writeOffForm,
  (actor, { month: _, ...given }) => proposeWriteOff(actor, given, { now: new Date() }),
  { to: ({ month, billId }) => `/operator/months/${month}/${billId}?notice=writeOff` },
);
