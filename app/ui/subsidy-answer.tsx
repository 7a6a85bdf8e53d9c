import { useLocale, useTranslations } from "next-intl";
import { nameIn } from "#i18n/names";
import { written } from "#i18n/written";
import type { Checked } from "#lib/subsidy/check";
import { carriedIn } from "#lib/subsidy/rules-carried";
import { shownParts } from "#lib/subsidy/rules-plan";
import { Card } from "#ui/card";
import { DecisionReasons } from "#ui/decision-reasons";
import { NetRentLine } from "#ui/net-rent-line";
import { Notice } from "#ui/notice";
import { PartTitle } from "#ui/part-title";
import { Section } from "#ui/section";

/** What the schemes say to somebody's facts: what is left of the rent, then each part of each scheme with every reason. */
export function SubsidyAnswer({ answer, advice = true }: { answer: Checked; advice?: boolean }) {
  const t = useTranslations("desk.check");
  const locale = useLocale();
  const { net, type, month, explained } = answer;
  const granted = explained.parts.filter((part) => part.eligible).length;
  const tone = granted === 0 ? "amber" : granted === explained.parts.length ? "green" : "blue";
  const said = granted === 0 ? "none" : granted === explained.parts.length ? "all" : "some";
  const several = explained.schemes.length > 1;
  return (
    <section id="answer" aria-label={t("answer")} className="grid gap-4">
      <Notice tone={tone} title={t(said, written(locale, { month }))}>
        {explained.expectedFrom !== null && explained.expectedFrom > month
          ? t("from", written(locale, { month: explained.expectedFrom }))
          : t("notSaved")}
      </Notice>
      <Card>
        <p className="pb-3 text-muted text-sm">
          {nameIn(locale, type)} · {written(locale, { month }).month}
        </p>
        <NetRentLine
          label={t("yours")}
          net={{
            rentFen: type.rentFen,
            ...shownParts(net.parts.map(({ part, grantedFen: fen }) => ({ part, fen }))),
            yoursFen: net.dueFen,
            surplusFen: net.surplusFen,
            ...carriedIn(net),
          }}
        />
      </Card>
      {explained.parts.map((part) => (
        <Section
          key={part.part}
          title={<PartTitle part={part} />}
          lead={several ? schemeName(locale, answer, part.part) : undefined}
        >
          <DecisionReasons reasons={part.reasons} advice={advice} />
        </Section>
      ))}
    </section>
  );
}

function schemeName(locale: string, { explained }: Checked, part: string): string {
  const scheme = explained.schemes.find(({ id }) => part.startsWith(`${id}/`));
  return scheme ? nameIn(locale, scheme) : "";
}
