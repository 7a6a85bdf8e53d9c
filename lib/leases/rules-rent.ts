import { type RentChange, rentOn } from "../billing/rules.ts";
import { type Day, type Month, monthOf } from "../days.ts";
import { type Decision, grant, type Problem, refuse, refuseFields } from "../errors.ts";
import type { Fen } from "../money.ts";
import type { LeaseStatus } from "./rules.ts";

type Rents = { rentFen: Fen; changes: readonly RentChange[] };

/**
 * May the rent of a lease change from a day on? The day lies ahead, within the lease, in a month of which no rent is billed
 * (`billedTo` is the latest that is), and no other change begins on it. Refuses `lease-not-running` and, by field,
 * `rent-change-not-ahead`, `rent-change-billed` (`month`), `rent-change-after-end` (`endsOn`), `rent-change-taken`,
 * `rent-change-same`, `rent-change-without-reason`.
 */
export function decideRentChange(
  lease: Rents & { status: LeaseStatus; endsOn: Day },
  given: { fromOn: Day; rentFen: Fen; reason: string },
  { today, billedTo }: { today: Day; billedTo: Month | null },
): Decision<{ reason: string }> {
  if (lease.status === "ended") return refuse("lease-not-running");
  const { fromOn, rentFen } = given;
  const reason = given.reason.trim();
  const problems: Problem[] = [];
  if (fromOn <= today) problems.push({ field: "fromOn", reason: "rent-change-not-ahead" });
  else if (billedTo !== null && monthOf(fromOn) <= billedTo)
    problems.push({ field: "fromOn", reason: "rent-change-billed", values: { month: billedTo } });
  else if (fromOn > lease.endsOn)
    problems.push({ field: "fromOn", reason: "rent-change-after-end", values: { endsOn: lease.endsOn } });
  else if (lease.changes.some((change) => change.fromOn === fromOn))
    problems.push({ field: "fromOn", reason: "rent-change-taken" });
  else if (rentOn(lease, fromOn) === rentFen) problems.push({ field: "rentFen", reason: "rent-change-same" });
  if (reason === "") problems.push({ field: "reason", reason: "rent-change-without-reason" });
  return problems.length > 0 ? refuseFields(problems) : grant({ reason });
}

/** May an announced change be withdrawn? Until rent is billed by it. Refuses `rent-change-used` (`month`). */
export function decideWithdrawal({ fromOn }: RentChange, billedTo: Month | null): Decision {
  return billedTo !== null && monthOf(fromOn) <= billedTo ? refuse("rent-change-used", { month: billedTo }) : grant({});
}
