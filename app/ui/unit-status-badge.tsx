import { StatusBadge, statusTones } from "#ui/status-badge";
import { tonedDot } from "#ui/tone";

export type UnitStatusWord = keyof (typeof statusTones)["unit"];

/** A unit's state (房态) in words and colour. */
export function UnitStatusBadge({ status }: { status: UnitStatusWord }) {
  return <StatusBadge kind="unit" status={status} />;
}

/** The square of a legend or a small map; always beside words. */
export function UnitStatusDot({ status }: { status: UnitStatusWord }) {
  return <span aria-hidden className={`inline-block size-3 rounded-[3px] ${tonedDot[statusTones.unit[status]]}`} />;
}
