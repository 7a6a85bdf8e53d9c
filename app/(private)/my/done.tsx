import { getTranslations } from "next-intl/server";
import { Notice } from "#ui/notice";

const known = [
  "profile-saved",
  "application-sent",
  "application-changed",
  "application-withdrawn",
  "group-open",
  "group-renew",
  "group-close",
  "group-removed",
  "group-left",
  "group-joined",
  "offer-accepted",
  "offer-declined",
  "waiting-left",
  "objection-raised",
  "support-authorised",
  "support-cash",
  "account-saved",
] as const;

/** What has just been done, by the key that the action put into `?notice=`. */
export async function Done({ notice }: { notice: string | undefined }) {
  const key = known.find((one) => one === notice);
  if (!key) return null;
  const t = await getTranslations("my.done");
  return (
    <div className="pb-6">
      <Notice tone="green" live>
        {t(key)}
      </Notice>
    </div>
  );
}
