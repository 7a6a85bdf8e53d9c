"use server";

import { formAction } from "#door/action";
import { confirmImport, discardImport } from "#lib/billing/bank-imports";
import { previewBankFile } from "#lib/billing/bank-preview";
import { dismissBankRow, matchBankRow } from "#lib/billing/bank-rows";
import {
  bankFileForm,
  confirmImportForm,
  discardImportForm,
  dismissRowForm,
  matchRowForm,
  refundForm,
} from "#lib/billing/forms";
import { proposeRefund } from "#lib/billing/refunds";

const before = (notice: string, again: boolean) => (again ? `${notice}-before` : notice);

export const uploadBankFileAction = formAction(
  bankFileForm,
  (actor, { file }) => previewBankFile(actor, file, { now: new Date() }),
  { to: (_, done) => `/operator/payments/imports/${done.importId}?notice=${before("uploaded", done.before)}` },
);

export const confirmImportAction = formAction(
  confirmImportForm,
  (actor, { importId, accept }) => confirmImport(actor, importId, { accept, now: new Date() }),
  { to: (_, done) => `/operator/payments/imports/${done.importId}?notice=${before("confirmed", done.before)}` },
);

export const discardImportAction = formAction(
  discardImportForm,
  (actor, { importId }) => discardImport(actor, importId, { now: new Date() }),
  { to: () => "/operator/payments?notice=discarded" },
);

export const matchRowAction = formAction(
  matchRowForm,
  (actor, { rowId, billNo }) => matchBankRow(actor, rowId, billNo, { now: new Date() }),
  { to: (_, done) => `/operator/payments/waiting?notice=${before("matched", done.before)}` },
);

export const dismissRowAction = formAction(
  dismissRowForm,
  (actor, { rowId, why }) => dismissBankRow(actor, rowId, why, { now: new Date() }),
  { to: () => "/operator/payments/waiting?notice=dismissed" },
);

export const proposeRefundAction = formAction(
  refundForm,
  (actor, form) => proposeRefund(actor, form, { now: new Date() }),
  { to: (_, done) => `/operator/payments/credit?notice=${before("proposed", done.before)}` },
);
