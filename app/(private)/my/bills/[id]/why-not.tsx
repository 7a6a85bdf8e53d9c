import { useTranslations } from "next-intl";
import type { BillSubsidy } from "#lib/billing/queries";
import type { Month } from "#lib/days";
import { DecisionReasons } from "#ui/decision-reasons";
import { Folded } from "#ui/folded";
import { MonthText } from "#ui/month-text";
import { Notice } from "#ui/notice";
import { PartTitle } from "#ui/part-title";
import { Section } from "#ui/section";

/** Why a part is not granted this month and from when it can be; the met conditions are folded away. */
export function WhyNot({ subsidy, month }: { subsidy: BillSubsidy; month: Month }) {
  const t = useTranslations("my.bills");
  const refused = subsidy.parts.filter((part) => !part.eligible);
  const met = subsidy.parts.filter((part) => part.eligible);
  return (
    <>
      {refused.length > 0 && (
        <Section title={subsidy.eligible ? t("whyPart") : t("whyNot")}>
          {subsidy.expectedFrom && subsidy.expectedFrom > month && (
            <Notice tone="blue">
              {t("fromMonth")} <MonthText month={subsidy.expectedFrom} />
            </Notice>
          )}
          {refused.map((part) => (
            <div key={part.part} className="grid gap-2">
              <h3 className="font-semibold">
                <PartTitle part={part} />
              </h3>
              <DecisionReasons reasons={part.reasons.filter((reason) => !reason.passed)} />
            </div>
          ))}
        </Section>
      )}
      {met.length > 0 && (
        <Folded look="between" title={t("why")}>
          <div className="grid gap-6 pt-2 pb-6">
            {met.map((part) => (
              <div key={part.part} className="grid gap-2">
                <h3 className="font-semibold">
                  <PartTitle part={part} />
                </h3>
                <DecisionReasons reasons={part.reasons} />
              </div>
            ))}
          </div>
        </Folded>
      )}
    </>
  );
}
