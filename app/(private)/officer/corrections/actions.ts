"use server";

import { formAction } from "#door/action";
import { discardCorrection, draftCorrection, postCorrection } from "#lib/corrections/commands";
import { discardForm, factForm, handForm, leaverForm, postForm, reformForm, rentForm } from "#lib/corrections/forms";
import { readFact } from "#lib/corrections/rules-fact";

const drafted = { to: (form: { correctionId: string }) => `/officer/corrections/${form.correctionId}?notice=drafted` };

export const leaverAction = formAction(
  leaverForm,
  (actor, { correctionId, reason, ...given }) =>
    draftCorrection(actor, { correctionId, reason, given: { cause: "earlyLeaver", ...given } }, { now: new Date() }),
  drafted,
);

export const reformAction = formAction(
  reformForm,
  (actor, { correctionId, reason, ...given }) =>
    draftCorrection(actor, { correctionId, reason, given: { cause: "schemeChange", ...given } }, { now: new Date() }),
  drafted,
);

export const factAction = formAction(
  factForm,
  async (actor, { correctionId, reason, value: typed, still, ...said }) => {
    const read = readFact(said.fact, typed);
    if (!read.ok) return read;
    const given = { cause: "lateFact" as const, ...said, value: read.value, still: still === "yes" };
    return draftCorrection(actor, { correctionId, reason, given }, { now: new Date() });
  },
  drafted,
);

export const handAction = formAction(
  handForm,
  (actor, { correctionId, reason, ...given }) =>
    draftCorrection(actor, { correctionId, reason, given: { cause: "byHand", ...given } }, { now: new Date() }),
  drafted,
);

export const rentAction = formAction(
  rentForm,
  (actor, { correctionId, reason, ...given }) =>
    draftCorrection(actor, { correctionId, reason, given: { cause: "rentChange", ...given } }, { now: new Date() }),
  drafted,
);

export const postAction = formAction(
  postForm,
  (actor, { correctionId, contentHash }) => postCorrection(actor, correctionId, contentHash, { now: new Date() }),
  { to: ({ correctionId }) => `/officer/corrections/${correctionId}?notice=posted` },
);

export const discardAction = formAction(
  discardForm,
  (actor, { correctionId, reason }) => discardCorrection(actor, correctionId, reason, { now: new Date() }),
  { to: ({ correctionId }) => `/officer/corrections/${correctionId}?notice=discarded` },
);
