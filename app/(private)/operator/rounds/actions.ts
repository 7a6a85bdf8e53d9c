"use server";

import { formAction } from "#door/action";
import { closeRound, createRound, finishRound, freezeRoster, openRound, setRoundUnits } from "#lib/rounds/commands";
import { runDraw } from "#lib/rounds/draw";
import {
  closeRoundForm,
  countsOf,
  createRoundForm,
  drawForm,
  newRoundOf,
  outcomeFields,
  outcomeForm,
  roundCountsForm,
  roundStepForm,
  roundUnitsForm,
  textsOf,
} from "#lib/rounds/forms";
import { previewDraw } from "#lib/rounds/queries";
import { publishResults } from "#lib/rounds/results";

const given = () => ({ now: new Date() });
const back =
  (notice: string, view = "") =>
  ({ roundId }: { roundId: string }) =>
    `/operator/rounds/${roundId}?notice=${notice}${view && `&view=${view}`}`;

export const createRoundAction = formAction(
  createRoundForm,
  (actor, form) => createRound(actor, newRoundOf(form), given()),
  { to: (_form, { roundId }) => `/operator/rounds/${roundId}?notice=created` },
);

export const setRoundCountsAction = formAction(
  roundCountsForm,
  (actor, form) => setRoundUnits(actor, form.roundId, { counts: countsOf(form) }, given()),
  { to: back("units-set") },
);

export const setRoundUnitsAction = formAction(
  roundUnitsForm,
  (actor, { roundId, unitIds }) => setRoundUnits(actor, roundId, { unitIds }, given()),
  { to: back("units-set") },
);

export const openRoundAction = formAction(roundStepForm, (actor, form) => openRound(actor, form.roundId, given()), {
  to: back("opened"),
  public: true,
});

export const closeRoundAction = formAction(
  closeRoundForm,
  (actor, { roundId, reason }) => closeRound(actor, roundId, { ...given(), reason: reason ?? null }),
  { to: back("closed"), public: true },
);

export const freezeRosterAction = formAction(
  roundStepForm,
  (actor, form) => freezeRoster(actor, form.roundId, given()),
  { to: back("frozen"), public: true },
);

/** Checks what was typed and leads to the page on which it is confirmed; the outcomes are public, so they may stand in an address. */
export const previewDrawAction = formAction(
  outcomeForm,
  (actor, form) => previewDraw(actor, form.roundId, textsOf(form, typedCount(form))),
  {
    to: ({ roundId, ...typed }) => {
      const kept = outcomeFields.flatMap((field) => (typed[field] === undefined ? [] : [[field, typed[field]]]));
      return `/operator/rounds/${roundId}/draw?${new URLSearchParams(kept)}`;
    },
  },
);

export const runDrawAction = formAction(
  drawForm,
  (actor, form) =>
    runDraw(actor, form.roundId, { randomnessTexts: textsOf(form, typedCount(form)), seen: form.seen }, given()),
  { to: back("drawn", "results"), public: true },
);

/** How many outcomes the page asked for: it shows one field for each source. */
const typedCount = (form: Partial<Record<(typeof outcomeFields)[number], string>>): number =>
  outcomeFields.filter((field) => form[field] !== undefined).length;

export const publishResultsAction = formAction(
  roundStepForm,
  (actor, form) => publishResults(actor, form.roundId, given()),
  { to: back("published", "offers"), public: true },
);

export const finishRoundAction = formAction(roundStepForm, (actor, form) => finishRound(actor, form.roundId, given()), {
  to: back("finished"),
  public: true,
});
