"use server";

import { formAction } from "#door/action";
import { fundingForm } from "#lib/payouts/forms";
import { recordFunding } from "#lib/payouts/funding";
import { approveSettlement, checkSettlement, returnSettlement } from "#lib/subsidy/commands";
import { approveForm, checkForm, chosenOf, holdForm, releaseForm, returnForm } from "#lib/subsidy/forms";
import { holdLines, releaseLines } from "#lib/subsidy/holding";

const back = (notice: string) => (form: { settlementId: string }) =>
  `/officer/settlements/${form.settlementId}?notice=${notice}`;

export const checkAction = formAction(
  checkForm,
  (actor, form) => checkSettlement(actor, form.settlementId, form.contentHash, { now: new Date() }),
  { to: back("checked") },
);

export const approveAction = formAction(
  approveForm,
  (actor, { settlementId, contentHash, overBudget }) =>
    approveSettlement(actor, settlementId, contentHash, { now: new Date(), overBudget }),
  { to: back("posted") },
);

export const returnAction = formAction(
  returnForm,
  (actor, form) => returnSettlement(actor, form.settlementId, form.reason, { now: new Date() }),
  { to: back("returned") },
);

export const holdAction = formAction(
  holdForm,
  (actor, { reason, ...chosen }) => holdLines(actor, { ...chosenOf(chosen), reason }, { now: new Date() }),
  { to: back("held") },
);

export const releaseAction = formAction(
  releaseForm,
  (actor, chosen) => releaseLines(actor, chosenOf(chosen), { now: new Date() }),
  // The batch it was in may be gone.
  { to: (_, { settlementId }) => back("released")({ settlementId }) },
);

export const fundAction = formAction(fundingForm, (actor, form) => recordFunding(actor, form, { now: new Date() }), {
  to: back("funded"),
});
