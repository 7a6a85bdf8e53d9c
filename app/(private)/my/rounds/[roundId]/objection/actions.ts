"use server";

import { formAction } from "#door/action";
import { raiseObjectionForm } from "#lib/rounds/forms";
import { raiseObjection } from "#lib/rounds/objections";

export const raiseObjectionAction = formAction(
  raiseObjectionForm,
  (actor, { roundId, statement, about }) =>
    raiseObjection(actor, roundId, { statement, about: about ?? null }, { now: new Date() }),
  { to: ({ roundId }) => `/my/rounds/${roundId}/objection?notice=objection-raised` },
);
