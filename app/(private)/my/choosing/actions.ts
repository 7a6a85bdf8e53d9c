"use server";

import { formAction } from "#door/action";
import { holdPlace, letGo, passTurn, takePlace } from "#lib/choosing/commands";
import { holdForm, letGoForm, passForm, takeForm } from "#lib/choosing/forms";
import { newId } from "#lib/ids";
import { placeOfId } from "#lib/rounds/rules-places";

/** Back to the map as it was narrowed, with what was done. */
const back = ({ roundId, type, fit }: { roundId: string; type?: string; fit?: string }, notice: string): string => {
  const kept = { notice, ...(type && { type }), ...(fit && { fit }) };
  return `/my/choosing/${roundId}?${new URLSearchParams(kept)}`;
};

export const holdAction = formAction(
  holdForm,
  (actor, form) => holdPlace(actor, form.roundId, placeOfId(form.place), { now: new Date() }),
  { to: (form) => back(form, "held") },
);

export const letGoAction = formAction(letGoForm, (actor, form) => letGo(actor, form.roundId, { now: new Date() }), {
  to: (form) => back(form, "let-go"),
});

export const takeAction = formAction(
  takeForm,
  (actor, form) =>
    takePlace(actor, form.roundId, placeOfId(form.place), {
      now: new Date(),
      leaseId: newId(),
      authorised: form.authorised === "on",
    }),
  { to: () => "/my/lease?notice=offer-accepted", public: true },
);

export const passAction = formAction(passForm, (actor, form) => passTurn(actor, form.roundId, { now: new Date() }), {
  to: (form) => back(form, "passed"),
});
