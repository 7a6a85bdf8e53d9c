"use server";

import { formAction } from "#door/action";
import { saveAccount } from "#lib/payouts/accounts";
import { accountForm } from "#lib/payouts/forms";

export const saveAccountAction = formAction(
  accountForm,
  (actor, form) => saveAccount(actor, form, { now: new Date() }),
  { to: () => "/my/account-number?notice=account-saved" },
);
