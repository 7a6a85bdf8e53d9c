"use server";

import { formAction } from "#door/action";
import { payClawbackNow } from "#lib/corrections/clawbacks";
import { payNowForm } from "#lib/corrections/forms";

export const payNowAction = formAction(payNowForm, (actor, form) => payClawbackNow(actor, form, { now: new Date() }), {
  to: ({ clawbackId }) => `/my/clawbacks/${clawbackId}?notice=billed`,
});
