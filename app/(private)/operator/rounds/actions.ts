"use server";

import { revalidatePath } from "next/cache";
import { after } from "next/server";
import { formAction } from "#door/action";
import {
  announceRound,
  closeRound,
  createRound,
  finishRound,
  freezeRoster,
  noticeRoster,
  openRound,
  reopenRoster,
  setPriority,
  setReserves,
  setRoundPlaces,
} from "#lib/rounds/commands";
import { beginDraw, cancelDraw, proposeDraw } from "#lib/rounds/draw";
import {
  cancelDrawForm,
  closeRoundForm,
  confirmDrawForm,
  countsOf,
  createRoundForm,
  decideObjectionForm,
  enterObjectionForm,
  newRoundOf,
  outcomeFields,
  outcomeForm,
  priorityForm,
  proposeDrawForm,
  reasonForm,
  reservesForm,
  reservesOf,
  roundCountsForm,
  roundStepForm,
  roundUnitsForm,
  textsOf,
  unitsOf,
} from "#lib/rounds/forms";
import { decideObjection, enterObjection } from "#lib/rounds/objections";
import { previewDraw } from "#lib/rounds/queries";
import { beginOffering, publishResults } from "#lib/rounds/results";
import { runConfirmedDraw } from "#lib/rounds/run";

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
  (actor, form) => setRoundPlaces(actor, form.roundId, { counts: countsOf(form) }, given()),
  { to: back("units-set") },
);

export const setRoundUnitsAction = formAction(
  roundUnitsForm,
  (actor, form) => setRoundPlaces(actor, form.roundId, { units: unitsOf(form) }, given()),
  { to: back("units-set") },
);

export const setReservesAction = formAction(
  reservesForm,
  (actor, form) => setReserves(actor, form.roundId, reservesOf(form), given()),
  { to: back("reserves-set") },
);

/** Public from the roster notice on, where a change begins the notice anew. */
export const setPriorityAction = formAction(
  priorityForm,
  (actor, { roundId, ...order }) => setPriority(actor, roundId, order, given()),
  {
    to: ({ roundId, categoryId }, { listed }) => {
      const page = `/operator/rounds/${roundId}/priority`;
      return listed === 0 ? `${page}?notice=priority-off` : `${page}?category=${categoryId}&notice=priority-set`;
    },
    public: true,
  },
);

export const announceRoundAction = formAction(
  roundStepForm,
  (actor, form) => announceRound(actor, form.roundId, given()),
  { to: back("announced"), public: true },
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

export const noticeRosterAction = formAction(
  roundStepForm,
  (actor, form) => noticeRoster(actor, form.roundId, given()),
  { to: back("roster-noticed"), public: true },
);

export const freezeRosterAction = formAction(
  roundStepForm,
  (actor, form) => freezeRoster(actor, form.roundId, given()),
  { to: back("frozen"), public: true },
);

export const reopenRosterAction = formAction(
  reasonForm,
  (actor, { roundId, reason }) => reopenRoster(actor, roundId, { ...given(), reason }),
  { to: back("roster-reopened"), public: true },
);

/** Checks what was typed and leads to the page on which it is proposed; the outcomes are public, so they may stand in an address. */
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

const drawPage =
  (notice: string) =>
  ({ roundId }: { roundId: string }) =>
    `/operator/rounds/${roundId}/draw?notice=${notice}`;

export const proposeDrawAction = formAction(
  proposeDrawForm,
  (actor, form) => {
    const { seen, reason } = form;
    const typed = { randomnessTexts: textsOf(form, typedCount(form)), seen, reason: reason ?? null };
    return proposeDraw(actor, form.roundId, typed, given());
  },
  { to: drawPage("draw-proposed") },
);

export const cancelDrawAction = formAction(cancelDrawForm, (actor, { drawId }) => cancelDraw(actor, drawId, given()), {
  to: drawPage("draw-cancelled"),
});

export const confirmDrawAction = formAction(
  confirmDrawForm,
  async (actor, { drawId, seen }) => {
    const { now } = given();
    const begun = await beginDraw(actor, drawId, seen, { now });
    // The answer does not wait for the run: its page follows it, and a run that stops is gone on with by a job.
    if (begun.ok) after(() => runConfirmedDraw(actor, drawId, now).then(() => revalidatePath("/[locale]", "layout")));
    return begun;
  },
  { to: drawPage("draw-confirmed") },
);

/** How many outcomes the page asked for: it shows one field for each source. */
const typedCount = (form: Partial<Record<(typeof outcomeFields)[number], string>>): number =>
  outcomeFields.filter((field) => form[field] !== undefined).length;

export const publishResultsAction = formAction(
  roundStepForm,
  (actor, form) => publishResults(actor, form.roundId, given()),
  { to: back("published", "results"), public: true },
);

export const beginOfferingAction = formAction(
  roundStepForm,
  (actor, form) => beginOffering(actor, form.roundId, given()),
  { to: back("offering"), public: true },
);

export const finishRoundAction = formAction(roundStepForm, (actor, form) => finishRound(actor, form.roundId, given()), {
  to: back("finished"),
  public: true,
});

export const enterObjectionAction = formAction(
  enterObjectionForm,
  (actor, { roundId, ...objection }) => enterObjection(actor, roundId, objection, given()),
  { to: back("objection-entered", "objections") },
);

export const decideObjectionAction = formAction(
  decideObjectionForm,
  (actor, { objectionId, outcome, answer }) => decideObjection(actor, objectionId, { outcome, answer }, given()),
  { to: ({ roundId }) => back("objection-answered", "objections")({ roundId }) },
);
