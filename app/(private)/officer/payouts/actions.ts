"use server";

import { formAction } from "#door/action";
import { confirmAnswer, discardAnswer, previewAnswer } from "#lib/payouts/answers";
import { recordCorrectionFunding } from "#lib/payouts/correction-funding";
import { makePayoutFile } from "#lib/payouts/files";
import {
  againForm,
  answerFileForm,
  correctionFundingForm,
  decideAnswerForm,
  paidForm,
  payoutFileForm,
  returnedForm,
} from "#lib/payouts/forms";
import { payAgain, recordPaid, recordReturned } from "#lib/payouts/settling";

const payout = (notice: string) => (_: unknown, result: { payoutId: string }) =>
  `/officer/payouts/${result.payoutId}?notice=${notice}`;

export const makeFileAction = formAction(
  payoutFileForm,
  (actor, form) => makePayoutFile(actor, form, { now: new Date() }),
  { to: ({ fileId }) => `/officer/payouts/files/${fileId}?notice=made` },
);

export const paidAction = formAction(
  paidForm,
  (actor, { payoutId, ...given }) => recordPaid(actor, payoutId, given, { now: new Date() }),
  { to: payout("paid") },
);

export const returnedAction = formAction(
  returnedForm,
  (actor, { payoutId, ...given }) => recordReturned(actor, payoutId, given, { now: new Date() }),
  { to: payout("returned") },
);

export const againAction = formAction(
  againForm,
  (actor, { payoutId, sameAccount }) =>
    payAgain(actor, payoutId, { sameAccount: sameAccount === "yes" }, { now: new Date() }),
  { to: payout("again") },
);

export const uploadAnswerAction = formAction(
  answerFileForm,
  (actor, { file }) => previewAnswer(actor, file, { now: new Date() }),
  { to: (_, { answerId, before }) => `/officer/payouts/answers/${answerId}?notice=${before ? "known" : "read"}` },
);

export const confirmAnswerAction = formAction(
  decideAnswerForm,
  (actor, { answerId }) => confirmAnswer(actor, answerId, { now: new Date() }),
  { to: ({ answerId }) => `/officer/payouts/answers/${answerId}?notice=booked` },
);

export const discardAnswerAction = formAction(
  decideAnswerForm,
  (actor, { answerId }) => discardAnswer(actor, answerId, { now: new Date() }),
  { to: () => "/officer/payouts?notice=discarded" },
);

export const settleCorrectionAction = formAction(
  correctionFundingForm,
  (actor, { direction, amountFen, ...given }) =>
    recordCorrectionFunding(
      actor,
      { ...given, amountFen: direction === "back" ? -amountFen : amountFen },
      { now: new Date() },
    ),
  { to: () => "/officer/payouts?notice=settled" },
);
