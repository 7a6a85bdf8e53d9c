"use server";

import { formAction } from "#door/action";
import { withdrawApplication } from "#lib/applications/commands";
import { answerExchange, submitExchange } from "#lib/exchange/commands";
import {
  exchangeAnswerForm,
  exchangeChoicesForm,
  exchangeForm,
  exchangeWishesOf,
  exchangeWithdrawForm,
} from "#lib/exchange/forms";
import { checkExchange } from "#lib/exchange/queries";
import { checkHref } from "./draft.ts";

/** Checks the list and carries it on to the page that shows all of it; nothing is kept yet. */
export const chooseExchangeAction = formAction(
  exchangeChoicesForm,
  (actor, form) => checkExchange(actor, exchangeWishesOf(form)),
  { to: (form, { choices }) => checkHref(form.roundId, { places: choices, max: form.maxNetRent ?? "" }) },
);

export const submitExchangeAction = formAction(
  exchangeForm,
  (actor, { declaration: _, ...form }) => submitExchange(actor, exchangeWishesOf(form), { now: new Date() }),
  {
    to: (form, { outcome }) => `/my/exchange/${form.roundId}?notice=${outcome === "changed" ? "changed" : "sent"}`,
    public: true,
  },
);

export const answerExchangeAction = formAction(
  exchangeAnswerForm,
  (actor, { applicationId, answer }) => answerExchange(actor, applicationId, answer, { now: new Date() }),
  {
    to: (form) => `/my/exchange/${form.roundId}?notice=${form.answer === "agree" ? "agreed" : "refused"}`,
    public: true,
  },
);

export const withdrawExchangeAction = formAction(
  exchangeWithdrawForm,
  (actor, { applicationId }) => withdrawApplication(actor, applicationId, { now: new Date() }),
  { to: (form) => `/my/exchange/${form.roundId}?notice=withdrawn`, public: true },
);
