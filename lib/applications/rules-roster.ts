import { type Decision, grant, refuse } from "../errors.ts";
import { canMendRoster, type Round } from "../rounds/rules.ts";
import type { ApplicationStatus } from "./rules.ts";

type RoundOfRoster = Pick<Round, "status" | "mechanism">;

const REASON_MOST = 500;

function withReason(reason: string): Decision<{ reason: string }> {
  const told = reason.trim();
  if (told === "") return refuse("roster-reason-missing");
  return told.length > REASON_MOST ? refuse("roster-reason-too-long", { most: REASON_MOST }) : grant({ reason: told });
}

/** Staff take an application off the roster between closing and the freeze, for a reason that its people are told. */
export function decideExclusion(
  round: RoundOfRoster,
  status: ApplicationStatus,
  reason: string,
): Decision<{ outcome: "excluded" | "unchanged"; reason: string }> {
  const told = withReason(reason);
  if (!told.ok) return told;
  const open = canMendRoster(round);
  if (!open.ok) return open;
  if (status === "withdrawn") return refuse("application-not-standing");
  return grant({ outcome: status === "excluded" ? "unchanged" : "excluded", reason: told.reason });
}

/** An exclusion is undone before the freeze: the application stands as it did. */
export function decideReadmission(
  round: RoundOfRoster,
  status: ApplicationStatus,
): Decision<{ outcome: "readmitted" | "unchanged" }> {
  const open = canMendRoster(round);
  if (!open.ok) return open;
  if (status === "withdrawn") return refuse("application-not-standing");
  return grant({ outcome: status === "excluded" ? "readmitted" : "unchanged" });
}

/** What a late paper application meets: the person's own application, or a group that they have joined. */
export type PaperStanding = { own: ApplicationStatus | null; receiptNo: string | null; member: boolean };

/** A late paper application, entered with a reason; who stands in the round already is not entered twice. */
export function decidePaperEntry(
  round: RoundOfRoster,
  standing: PaperStanding,
  reason: string,
): Decision<{ reason: string }> {
  const told = withReason(reason);
  if (!told.ok) return told;
  const open = canMendRoster(round);
  if (!open.ok) return open;
  if (round.mechanism === "exchange") return refuse("paper-not-in-exchange");
  if (standing.member) return refuse("paper-person-in-group");
  const receiptNo = standing.receiptNo ?? "";
  if (standing.own === "submitted") return refuse("paper-person-applied", { receiptNo });
  if (standing.own === "excluded") return refuse("paper-person-excluded", { receiptNo });
  return told;
}
