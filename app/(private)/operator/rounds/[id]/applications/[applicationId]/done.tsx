import { getTranslations } from "next-intl/server";
import { Notice } from "#ui/notice";

const known = ["entered", "excluded", "readmitted"] as const;

export async function Done({ notice }: { notice: string | undefined }) {
  const key = known.find((one) => one === notice);
  if (!key) return null;
  const t = await getTranslations("roster.done");
  return (
    <div className="pb-6">
      <Notice tone="green" live>
        {t(key)}
      </Notice>
    </div>
  );
}
