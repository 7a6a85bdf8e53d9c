"use server";

import { formAction } from "#door/action";
import { moveTenants } from "#lib/exchange/commands";
import { exchangeMoveForm } from "#lib/exchange/forms";

export const moveTenantsAction = formAction(
  exchangeMoveForm,
  (actor, { roundId }) => moveTenants(actor, roundId, { now: new Date() }),
  { to: ({ roundId }) => `/operator/rounds/${roundId}/exchange?notice=moved`, public: true },
);
