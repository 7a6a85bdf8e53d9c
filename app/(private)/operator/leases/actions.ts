"use server";

import { formAction } from "#door/action";
import { checkIn, checkOut, registerLease } from "#lib/leases/commands";
import { checkInForm, checkOutForm, registerLeaseForm } from "#lib/leases/forms";

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

export const checkOutAction = formAction(
  checkOutForm,
  (actor, { leaseId, ...given }) => checkOut(actor, leaseId, given, { now: new Date() }),
  { to: ({ leaseId }) => `/operator/leases/${leaseId}?notice=checked-out`, public: true },
);
