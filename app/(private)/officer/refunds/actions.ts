"use server";

import { formAction } from "#door/action";
import { approveRefundForm, rejectRefundForm } from "#lib/billing/forms";
import { approveRefund, rejectRefund } from "#lib/billing/refunds";

export const approveRefundAction = formAction(
  approveRefundForm,
  (actor, { refundId, amountFen }) => approveRefund(actor, refundId, { amountFen, now: new Date() }),
  { to: () => "/officer/refunds?notice=approved" },
);

export const rejectRefundAction = formAction(
  rejectRefundForm,
  (actor, { refundId, reason }) => rejectRefund(actor, refundId, reason, { now: new Date() }),
  { to: () => "/officer/refunds?notice=rejected" },
);
