"use server";

import { formAction } from "#door/action";
import { returnDeposit } from "#lib/billing/deposit-return";
import { deductionsOf, returnDepositForm } from "#lib/billing/forms";
import { checkIn, checkOut, registerLease } from "#lib/leases/commands";
import {
  changeRentForm,
  checkInForm,
  checkOutForm,
  registerLeaseForm,
  withdrawRentChangeForm,
} from "#lib/leases/forms";
import { changeRent, withdrawRentChange } from "#lib/leases/rent-changes";
import { recordLeaseReadings } from "#lib/meters/commands";
import { leaseReadingsForm, readingsOf } from "#lib/meters/forms";

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

export const changeRentAction = formAction(
  changeRentForm,
  (actor, { leaseId, ...given }) => changeRent(actor, leaseId, given, { now: new Date() }),
  { to: ({ leaseId }) => `/operator/leases/${leaseId}/rent?notice=rent-announced` },
);

export const withdrawRentChangeAction = formAction(
  withdrawRentChangeForm,
  (actor, { changeId }) => withdrawRentChange(actor, changeId, { now: new Date() }),
  { to: (_, { leaseId }) => `/operator/leases/${leaseId}/rent?notice=rent-withdrawn` },
);

export const recordReadingsAction = formAction(
  leaseReadingsForm,
  (actor, form) => recordLeaseReadings(actor, form.leaseId, readingsOf(form), { now: new Date() }),
  { to: ({ leaseId }, { leaving }) => `/operator/leases/${leaseId}${leaving ? "/deposit" : ""}?notice=readings-kept` },
);

export const returnDepositAction = formAction(
  returnDepositForm,
  (actor, form) => returnDeposit(actor, form.leaseId, { deductions: deductionsOf(form) }, { now: new Date() }),
  {
    to: ({ leaseId }, { before }) =>
      `/operator/leases/${leaseId}/deposit?notice=${before ? "deposit-returned-before" : "deposit-returned"}`,
  },
);
