"use server";

import { formAction } from "#door/action";
import { confirmRegister, discardRegister } from "#lib/registers/commands";
import { registerFileForm, registerImportForm, seeFindingsForm } from "#lib/registers/forms";
import { previewRegister } from "#lib/registers/preview";
import { seeFindings } from "#lib/registers/seeing";

const before = (notice: string, again: boolean) => (again ? `${notice}-before` : notice);

export const uploadRegisterAction = formAction(
  registerFileForm,
  (actor, form) => previewRegister(actor, form, { now: new Date() }),
  { to: (_, done) => `/officer/registers/${done.importId}?notice=${before("uploaded", done.before)}` },
);

export const confirmRegisterAction = formAction(
  registerImportForm,
  (actor, { importId }) => confirmRegister(actor, importId, { now: new Date() }),
  { to: (_, done) => `/officer/registers/${done.importId}?notice=${before("confirmed", done.before)}` },
);

export const discardRegisterAction = formAction(
  registerImportForm,
  (actor, { importId }) => discardRegister(actor, importId, { now: new Date() }),
  { to: () => "/officer/registers?notice=discarded" },
);

export const seeFindingsAction = formAction(
  seeFindingsForm,
  (actor, { month, personId }) => seeFindings(actor, month, personId, { now: new Date() }),
  { to: ({ month }) => `/officer/findings?month=${month}&notice=seen` },
);
