"use server";

import { formAction } from "#door/action";
import { withdrawOffer } from "#lib/offers/commands";
import { withdrawOfferForm } from "#lib/offers/forms";

export const withdrawOfferAction = formAction(
  withdrawOfferForm,
  (actor, { offerId, reason, place }) => withdrawOffer(actor, offerId, { reason, place }, { now: new Date() }),
  { to: ({ offerId }) => `/operator/offers/${offerId}?notice=withdrawn`, public: true },
);
