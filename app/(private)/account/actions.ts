"use server";

import { formAction } from "#door/action";
import { currentToken } from "#door/session";
import { changePassword } from "#lib/accounts/commands";
import { changePasswordForm } from "#lib/accounts/forms";

export const changePasswordAction = formAction(
  changePasswordForm,
  async (actor, form) => changePassword(actor, form, { now: new Date(), token: await currentToken() }),
  { to: () => "/account?notice=password-changed" },
);
