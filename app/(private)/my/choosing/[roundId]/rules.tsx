import { getTranslations } from "next-intl/server";
import type { ChoosingView } from "#lib/choosing/queries";
import { ButtonLink } from "#ui/button";
import { Section } from "#ui/section";

/** The round's own rules in words, as they were published. */
export async function Rules({ view }: { view: ChoosingView }) {
  const t = await getTranslations("choosing.rules");
  const { turnMinutes, turnSize, holdMinutes, missed } = view.round.choosing;
  const lines = [
    t("turns", { minutes: turnMinutes, size: turnSize }),
    t("hold", { minutes: holdMinutes }),
    missed === "end" ? t("missedEnd") : t("missedOut"),
    t("early"),
    t("published"),
  ];
  return (
    <Section
      title={t("title")}
      actions={
        <ButtonLink href={`/rounds/${view.round.code}`} tone="link">
          {t("seeRound")}
        </ButtonLink>
      }
    >
      <ul className="grid max-w-prose list-disc gap-1 pl-5">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  );
}
