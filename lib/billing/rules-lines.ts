import { type Decision, grant, type Problem, refuseFields } from "../errors.ts";
import type { Contra } from "../ledger/rules.ts";
import type { Fen } from "../money.ts";

export const handKinds = ["service", "other"] as const;
export type HandKind = (typeof handKinds)[number];
/** The kinds that the desk may take off again; a deposit is given back, a correction corrected. */
export const takenOffKinds = ["electricity", "water", "gas", "service", "lateFee", "damage", "other"] as const;
type TakenOffKind = (typeof takenOffKinds)[number];

/** What stands against a charge of a kind. */
export const contraOf = (kind: TakenOffKind): Contra =>
  kind === "electricity" || kind === "water" || kind === "gas" ? "utility-revenue" : "other-revenue";

const isTakenOffKind = (kind: string): kind is TakenOffKind => takenOffKinds.some((one) => one === kind);

/** A charge of these kinds that asks for something and is no taking off itself. */
export const canTakeOff = <L extends { kind: string; amountFen: Fen; key: string }>(
  line: L,
): line is L & { kind: TakenOffKind } => isTakenOffKind(line.kind) && line.amountFen > 0 && !isTakingOff(line);

/** The key of the line that takes another one off: once. */
export const offKey = (lineId: string): string => `off:${lineId}`;
export const isTakingOff = ({ key }: { key: string }): boolean => key.startsWith("off:");

/** Refuses, by field, `charge-amount-wrong` and `charge-without-reason`. */
export function decideHandCharge(given: { amountFen: Fen; reason: string }): Decision<{ reason: string }> {
  const reason = given.reason.trim();
  const problems: Problem[] = [];
  if (!Number.isSafeInteger(given.amountFen) || given.amountFen <= 0)
    problems.push({ field: "chargeFen", reason: "charge-amount-wrong" });
  if (reason === "") problems.push({ field: "reason", reason: "charge-without-reason" });
  return problems.length > 0 ? refuseFields(problems) : grant({ reason });
}
