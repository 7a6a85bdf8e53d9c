import { getTranslations } from "next-intl/server";
import { ButtonLink } from "#ui/button";

/** From a live round to its board. */
export async function BoardLink({ roundId }: { roundId: string }) {
  const t = await getTranslations("choosing.board");
  return (
    <ButtonLink href={`/operator/rounds/${roundId}/choosing`} tone="quiet">
      {t("open")}
    </ButtonLink>
  );
}
