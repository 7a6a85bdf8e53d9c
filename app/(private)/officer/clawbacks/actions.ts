"use server";

import { formAction } from "#door/action";
import {
  approveClawbackWriteOff,
  proposeClawbackWriteOff,
  rejectClawbackWriteOff,
} from "#lib/corrections/clawback-write-offs";
import { approvePlan, planClawback, returnPlan } from "#lib/corrections/clawbacks";
import {
  approvePlanForm,
  clawbackWriteOffForm,
  decideClawbackWriteOffForm,
  planForm,
  rejectClawbackWriteOffForm,
  returnPlanForm,
} from "#lib/corrections/forms";

const back = (notice: string) => ({
  to: (form: { clawbackId: string }) => `/officer/clawbacks/${form.clawbackId}?notice=${notice}`,
});

export const planAction = formAction(
  planForm,
  (actor, { clawbackId, ...plan }) => planClawback(actor, clawbackId, plan, { now: new Date() }),
  back("planned"),
);

export const approvePlanAction = formAction(
  approvePlanForm,
  (actor, { clawbackId, ...seen }) => approvePlan(actor, clawbackId, seen, { now: new Date() }),
  back("approved"),
);

export const returnPlanAction = formAction(
  returnPlanForm,
  (actor, { clawbackId, reason }) => returnPlan(actor, clawbackId, reason, { now: new Date() }),
  back("returned"),
);

export const proposeWriteOffAction = formAction(
  clawbackWriteOffForm,
  (actor, form) => proposeClawbackWriteOff(actor, form, { now: new Date() }),
  back("writeOffProposed"),
);

export const approveWriteOffAction = formAction(
  decideClawbackWriteOffForm,
  (actor, { clawbackId }) => approveClawbackWriteOff(actor, clawbackId, { now: new Date() }),
  back("writtenOff"),
);

export const rejectWriteOffAction = formAction(
  rejectClawbackWriteOffForm,
  (actor, { clawbackId, reason }) => rejectClawbackWriteOff(actor, clawbackId, reason, { now: new Date() }),
  back("writeOffRejected"),
);
