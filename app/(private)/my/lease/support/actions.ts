"use server";

import { formAction } from "#door/action";
import { chooseOffset } from "#lib/leases/authorising";
import { chooseOffsetForm } from "#lib/leases/forms";

export const chooseOffsetAction = formAction(
  chooseOffsetForm,
  (actor, { leaseId, choice }) => chooseOffset(actor, { leaseId, choice }, { now: new Date() }),
  { to: (_, { choice }) => `/my/lease?notice=${choice === "directOffset" ? "support-authorised" : "support-cash"}` },
);
