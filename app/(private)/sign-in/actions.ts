"use server";

import { openFormAction } from "#door/action";
import { carrySession, pathAfterSignIn } from "#door/session";
import { requestCode, type Started, signInWithCode, signInWithPassword } from "#lib/accounts/commands";
import { enterCodeForm, passwordForm, requestCodeForm } from "#lib/accounts/forms";
import type { Decision } from "#lib/errors";

/** The cookie goes out with the answer of the action that started the session. */
async function carried(decision: Decision<Started>): Promise<Decision<Started>> {
  if (decision.ok) await carrySession(decision);
  return decision;
}

const onwards = (next: string | undefined) => (next ? `?next=${encodeURIComponent(next)}` : "");

export const requestCodeAction = openFormAction(
  requestCodeForm,
  (form) => requestCode(form.phone, { now: new Date() }),
  { to: (form, { codeId }) => `/sign-in/code/${codeId}${onwards(form.next)}` },
);

export const enterCodeAction = openFormAction(
  enterCodeForm,
  async (form) => carried(await signInWithCode(form.codeId, form.code, { now: new Date() })),
  { to: (form, { role }) => pathAfterSignIn(form.next, role) },
);

export const passwordAction = openFormAction(
  passwordForm,
  async (form) => carried(await signInWithPassword(form.email, form.password, { now: new Date() })),
  { to: (form, { role }) => pathAfterSignIn(form.next, role) },
);
