"use server";

import { formAction } from "#door/action";
import { extendWindow, releaseHold } from "#lib/choosing/commands-desk";
import { extendForm, releaseForm } from "#lib/choosing/forms";
import { placeOfId } from "#lib/rounds/rules-places";

const back =
  (notice: string) =>
  ({ roundId }: { roundId: string }) =>
    `/operator/rounds/${roundId}/choosing?notice=${notice}`;

export const releaseHoldAction = formAction(
  releaseForm,
  (actor, { roundId, place, reason }) => releaseHold(actor, roundId, placeOfId(place), reason, { now: new Date() }),
  { to: back("released") },
);

export const extendWindowAction = formAction(
  extendForm,
  (actor, { roundId, minutes, why }) => extendWindow(actor, roundId, { minutes, reason: why }, { now: new Date() }),
  { to: back("extended") },
);
