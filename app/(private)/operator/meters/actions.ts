"use server";

import { formAction } from "#door/action";
import { chargeReadings } from "#lib/meters/charge";
import { installMeter, recordReadings, retireMeter } from "#lib/meters/commands";
import {
  acceptReadingForm,
  chargeReadingsForm,
  dismissReadingForm,
  installMeterForm,
  readingFileForm,
  readingImportForm,
  readMeterForm,
  retireMeterForm,
} from "#lib/meters/forms";
import { acceptReading, confirmReadings, discardReadings, dismissReading } from "#lib/meters/imports";
import { previewReadings } from "#lib/meters/preview";

const before = (notice: string, again: boolean) => (again ? `${notice}-before` : notice);

export const uploadReadingsAction = formAction(
  readingFileForm,
  (actor, { file }) => previewReadings(actor, file, { now: new Date() }),
  { to: (_, done) => `/operator/meters/imports/${done.importId}?notice=${before("uploaded", done.before)}` },
);

export const confirmReadingsAction = formAction(
  readingImportForm,
  (actor, { importId }) => confirmReadings(actor, importId, { now: new Date() }),
  { to: (_, done) => `/operator/meters/imports/${done.importId}?notice=${before("confirmed", done.before)}` },
);

export const discardReadingsAction = formAction(
  readingImportForm,
  (actor, { importId }) => discardReadings(actor, importId, { now: new Date() }),
  { to: () => "/operator/meters?notice=discarded" },
);

export const acceptReadingAction = formAction(
  acceptReadingForm,
  (actor, { rowId, why }) => acceptReading(actor, rowId, why, { now: new Date() }),
  { to: () => "/operator/meters/waiting?notice=accepted" },
);

export const dismissReadingAction = formAction(
  dismissReadingForm,
  (actor, { rowId, leaveWhy }) => dismissReading(actor, rowId, leaveWhy, { now: new Date() }),
  { to: () => "/operator/meters/waiting?notice=dismissed" },
);

export const chargeReadingsAction = formAction(
  chargeReadingsForm,
  (actor, { upTo }) => chargeReadings(actor, { upTo }, { now: new Date() }),
  { to: (_, { uses }) => `/operator/meters/charge?notice=${uses > 0 ? "charged" : "charged-before"}` },
);

export const installMeterAction = formAction(
  installMeterForm,
  (actor, { firstValue, ...meter }) =>
    installMeter(actor, { ...meter, valueHundredths: firstValue }, { now: new Date() }),
  { to: ({ unitId }) => `/operator/units/${unitId}/meters?notice=installed` },
);

export const retireMeterAction = formAction(
  retireMeterForm,
  (actor, { meterId, value, ...given }) =>
    retireMeter(actor, meterId, { ...given, valueHundredths: value }, { now: new Date() }),
  { to: (_, { unitId }) => `/operator/units/${unitId}/meters?notice=retired` },
);

export const readMeterAction = formAction(
  readMeterForm,
  (actor, { unitId: _, value, ...reading }) =>
    recordReadings(actor, [{ ...reading, valueHundredths: value }], "desk", { now: new Date() }),
  { to: ({ unitId }) => `/operator/units/${unitId}/meters?notice=read` },
);
