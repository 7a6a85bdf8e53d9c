import { getLocale, getTranslations } from "next-intl/server";
import { written } from "#i18n/written";
import type { Actor } from "#lib/actor";
import { mayEver } from "#lib/authorize";
import { billedBeyond } from "#lib/corrections/due";
import type { LeaseView } from "#lib/leases/queries";
import { Notice } from "#ui/notice";

/** Says where a lease was billed beyond its last day: officers correct it, the desk need not. */
export async function BilledBeyond({ actor, lease }: { actor: Actor; lease: LeaseView }) {
  if (!mayEver(actor, "lease.list")) return null;
  const months = await billedBeyond(actor, lease);
  if (months.length === 0 || lease.endedOn === null) return null;
  const t = await getTranslations("corrections.lease");
  const due = await getTranslations("corrections.due");
  const locale = await getLocale();
  const list = months.map((month) => written(locale, { month }).month).join(due("and"));
  const { endedOn } = written(locale, { endedOn: lease.endedOn });
  return (
    <Notice tone="amber" title={t("title")}>
      {t("text", { months: list, endedOn })}
    </Notice>
  );
}
