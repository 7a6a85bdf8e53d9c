import type { Day } from "../days.ts";
import { type Decision, grant, type Problem, refuse, refuseFields } from "../errors.ts";
import type { Reading } from "./rules-plausible.ts";

/** A meter is put in today or was before, under a number that no other one has. */
export function decideInstallation(
  { serialNo, installedOn }: { serialNo: string; installedOn: Day },
  { today, taken }: { today: Day; taken: boolean },
): Decision {
  const problems: Problem[] = [];
  if (serialNo === "") problems.push({ field: "serialNo", reason: "meter-serial-missing" });
  else if (taken) problems.push({ field: "serialNo", reason: "meter-serial-taken" });
  if (installedOn > today) problems.push({ field: "installedOn", reason: "meter-installed-ahead" });
  return problems.length > 0 ? refuseFields(problems) : grant({});
}

/** A meter goes once, today or before, and not before it was last read. */
export function decideRetirement(
  meter: { retiredOn: Day | null; readings: readonly Reading[] },
  on: Day,
  today: Day,
): Decision {
  if (meter.retiredOn !== null) return refuse("meter-retired", { on: meter.retiredOn });
  if (on > today) return refuseFields([{ field: "on", reason: "meter-retired-ahead" }]);
  const last = meter.readings.at(-1);
  return last && last.readOn > on
    ? refuseFields([{ field: "on", reason: "meter-read-later", values: { on: last.readOn } }])
    : grant({});
}
