"use server";

import { formAction } from "#door/action";
import { excludeForm, paperForm, rankedOf, readmitForm } from "#lib/applications/forms";
import { enterApplication, excludeApplication, readmitApplication } from "#lib/applications/roster-desk";

const given = () => ({ now: new Date() });
const pageOf = (roundId: string, applicationId: string, notice: string) =>
  `/operator/rounds/${roundId}/applications/${applicationId}?notice=${notice}`;

export const enterAction = formAction(
  paperForm,
  (actor, { categories, ranks, anyOther, floor, stays, declared: _, ...told }) =>
    enterApplication(
      actor,
      {
        ...told,
        choices: rankedOf({ categories, ranks }),
        anyOther: anyOther === "yes",
        floorWish: floor === "any" ? null : floor,
        staysWaiting: stays === "yes",
      },
      given(),
    ),
  { to: ({ roundId }, { applicationId }) => pageOf(roundId, applicationId, "entered"), public: true },
);

export const excludeAction = formAction(
  excludeForm,
  (actor, { applicationId, reason }) => excludeApplication(actor, applicationId, { ...given(), reason }),
  { to: ({ roundId, applicationId }) => pageOf(roundId, applicationId, "excluded"), public: true },
);

export const readmitAction = formAction(
  readmitForm,
  (actor, { applicationId }) => readmitApplication(actor, applicationId, given()),
  { to: ({ roundId, applicationId }) => pageOf(roundId, applicationId, "readmitted"), public: true },
);
