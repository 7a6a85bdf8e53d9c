import { useTranslations } from "next-intl";
import type { UnitStatus } from "#lib/inventory/rules";

/** Why a unit has its status; one that is held carries the code of the round it is held for. */
export function StatusReason({ unit }: { unit: { status: UnitStatus; statusReason: string | null } }) {
  const t = useTranslations("operator.units");
  if (!unit.statusReason) return "—";
  return unit.status === "held" ? t("inRound", { code: unit.statusReason }) : unit.statusReason;
}
