import { getTranslations } from "next-intl/server";
import { Notice } from "#ui/notice";

/** What has just been done: `notice` is the key that the action put into the address, `part` whose `done` texts it is of. */
export async function Done({
  part,
  notice,
}: {
  part: "rounds" | "leases" | "payments" | "meters";
  notice: string | undefined;
}) {
  const t = await getTranslations(`operator.${part}.done`);
  if (!notice || !t.has(notice as never)) return null;
  return (
    <div className="pb-6">
      <Notice tone="green" live>
        {t(notice as never)}
      </Notice>
    </div>
  );
}
