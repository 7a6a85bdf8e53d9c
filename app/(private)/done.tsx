import { getTranslations } from "next-intl/server";
import { Notice } from "#ui/notice";

/** Where texts of what can just have been done stand: a text under `done` for each key that an action puts into `?notice=`. */
type Texts =
  | "budget"
  | "choosing"
  | "corrections.clawback"
  | "corrections.one"
  | "corrections.writeOffs"
  | "desk.registers"
  | "exchange"
  | "lab"
  | "my"
  | "officer.refunds"
  | "officer.settlement"
  | "operator.leases"
  | "operator.meters"
  | "operator.months"
  | "operator.payments"
  | "operator.rounds"
  | "payouts"
  | "periods"
  | "roster";

/** What has just been done; nothing for a key without a text, for anybody can write one into the address. */
export async function Done({ texts, notice }: { texts: Texts; notice: string | undefined }) {
  const t = await getTranslations(`${texts}.done` as const);
  if (!notice || !t.has(notice as never)) return null;
  return (
    <div className="pb-6">
      <Notice tone="green" live>
        {t(notice as never)}
      </Notice>
    </div>
  );
}
