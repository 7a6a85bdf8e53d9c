"use server";

import { formAction } from "#door/action";
import { checkIn, registerLease } from "#lib/leases/commands";
import { checkInForm, registerLeaseForm } from "#lib/leases/forms";

export const registerLeaseAction = formAction(
  registerLeaseForm,
  (actor, { leaseId, registrationNo, registeredOn }) =>
    registerLease(actor, leaseId, registrationNo, registeredOn, { now: new Date() }),
  { to: ({ leaseId }) => `/operator/leases/${leaseId}?notice=registered` },
);

export const checkInAction = formAction(
  checkInForm,
  (actor, { leaseId, identityChecked, early }) =>
    checkIn(actor, leaseId, { identityChecked: identityChecked === "on", early: early === "on" }, { now: new Date() }),
  { to: ({ leaseId }) => `/operator/leases/${leaseId}?notice=checked-in`, public: true },
);
