"use server";

import { formAction } from "#door/action";
import { newId } from "#lib/ids";
import { acceptOffer, declineOffer } from "#lib/offers/commands";
import { acceptOfferForm, declineOfferForm } from "#lib/offers/forms";

export const acceptOfferAction = formAction(
  acceptOfferForm,
  (actor, form) =>
    acceptOffer(actor, form.offerId, { now: new Date(), leaseId: newId(), authorised: form.authorised === "on" }),
  { to: () => "/my/lease?notice=offer-accepted", public: true },
);

export const declineOfferAction = formAction(
  declineOfferForm,
  (actor, form) => declineOffer(actor, form.offerId, { reason: form.reason, note: form.note }, { now: new Date() }),
  { to: (form) => `/my/offers/${form.offerId}?notice=offer-declined`, public: true },
);
