"use server";

import { formAction } from "#door/action";
import { approveAppropriation, proposeAppropriation, rejectAppropriation } from "#lib/budget/appropriations";
import { appropriationForm, approveAppropriationForm, rejectAppropriationForm } from "#lib/budget/forms";

export const proposeAction = formAction(
  appropriationForm,
  (actor, { direction, amountFen, ...given }) =>
    proposeAppropriation(
      actor,
      { ...given, amountFen: direction === "cut" ? -amountFen : amountFen },
      { now: new Date() },
    ),
  { to: ({ year }) => `/officer/budget?year=${year}&notice=proposed` },
);

export const approveAction = formAction(
  approveAppropriationForm,
  (actor, { proposalId }) => approveAppropriation(actor, proposalId, { now: new Date() }),
  { to: () => "/officer/budget?notice=approved" },
);

export const rejectAction = formAction(
  rejectAppropriationForm,
  (actor, { proposalId, reason }) => rejectAppropriation(actor, proposalId, reason, { now: new Date() }),
  { to: () => "/officer/budget?notice=rejected" },
);
