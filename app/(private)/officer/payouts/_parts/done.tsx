import { getTranslations } from "next-intl/server";
import { Notice } from "#ui/notice";

const known = ["made", "paid", "returned", "again", "read", "known", "booked", "discarded", "settled"] as const;

/** What has just been done, by the key that the action put into `?notice=`. */
export async function Done({ notice }: { notice: string | undefined }) {
  const key = known.find((one) => one === notice);
  if (!key) return null;
  const t = await getTranslations("payouts.done");
  return (
    <div className="pb-6">
      <Notice tone="green" live>
        {t(key)}
      </Notice>
    </div>
  );
}
