"use server";

import { formAction } from "#door/action";
import { approveSettlement, checkSettlement, returnSettlement } from "#lib/subsidy/commands";
import { approveForm, checkForm, returnForm } from "#lib/subsidy/forms";

const back = (notice: string) => (form: { settlementId: string }) =>
  `/officer/settlements/${form.settlementId}?notice=${notice}`;

export const checkAction = formAction(
  checkForm,
  (actor, form) => checkSettlement(actor, form.settlementId, form.contentHash, { now: new Date() }),
  { to: back("checked") },
);

export const approveAction = formAction(
  approveForm,
  (actor, form) => approveSettlement(actor, form.settlementId, form.contentHash, { now: new Date() }),
  { to: back("posted") },
);

export const returnAction = formAction(
  returnForm,
  (actor, form) => returnSettlement(actor, form.settlementId, form.reason, { now: new Date() }),
  { to: back("returned") },
);
