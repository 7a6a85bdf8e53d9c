"use server";

import { openFormAction } from "#door/action";
import { carrySession, homeOf } from "#door/session";
import { signInAsDemo } from "#lib/accounts/commands";
import { demoSignInForm } from "#lib/accounts/forms";

export const demoSignInAction = openFormAction(
  demoSignInForm,
  async (form) => {
    const decision = await signInAsDemo(form.userId, { now: new Date() });
    if (decision.ok) await carrySession(decision);
    return decision;
  },
  { to: (_form, { role }) => homeOf[role] },
);
