import { useTranslations } from "next-intl";
import { Notice } from "#ui/notice";

const known = ["uploaded", "uploaded-before", "confirmed", "confirmed-before", "discarded", "seen"] as const;

/** What has just been done, by the key that the action put into `?notice=`. */
export function Done({ notice }: { notice: string | undefined }) {
  const t = useTranslations("desk.registers.done");
  const key = known.find((one) => one === notice);
  if (!key) return null;
  return (
    <div className="pb-6">
      <Notice tone="green" live>
        {t(key)}
      </Notice>
    </div>
  );
}
