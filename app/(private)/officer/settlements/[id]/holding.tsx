import { CirclePause, CirclePlay } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { filterTexts } from "#lib/subsidy/forms";
import type { LineFilter, settlementFor } from "#lib/subsidy/queries";
import { Folded } from "#ui/folded";
import { Form, FormRadio, FormTextarea } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";
import { holdAction, releaseAction } from "./actions.ts";

type Settlement = Awaited<ReturnType<typeof settlementFor>>;

/** A draft's lines with a tick each, and what can be done with those that are ticked or with all that were found. */
export function Holding({
  settlement,
  filter,
  children,
}: {
  settlement: Settlement;
  filter: LineFilter;
  children: ReactNode;
}) {
  const t = useTranslations("officer.holding");
  const release = filter.view === "held";
  const hidden = {
    settlementId: settlement.id,
    contentHash: settlement.contentHash,
    ...Object.fromEntries(Object.entries(filterTexts(filter)).map(([key, text]) => [key, String(text)])),
  };
  return (
    <Form
      action={release ? releaseAction : holdAction}
      hidden={hidden}
      className="grid grid-cols-[minmax(0,1fr)] gap-4"
    >
      {children}
      <Folded look="box" title={release ? t("releaseTitle") : t("holdTitle")} open={release} print={false}>
        <div className="grid max-w-form gap-4 px-4 pb-6 sm:px-6">
          <p className="max-w-prose text-muted">{release ? t("releaseText") : t("holdText")}</p>
          <FormRadio
            name="scope"
            label={t("scope")}
            layout="inline"
            defaultValue="ticked"
            options={[
              { value: "ticked", label: t("ticked") },
              { value: "found", label: t("found", { count: settlement.found }) },
            ]}
          />
          {!release && (
            <FormTextarea name="reason" label={t("reason")} hint={t("reasonHint")} rows={2} maxLength={200} />
          )}
          <SubmitButton
            tone="quiet"
            icon={release ? <CirclePlay aria-hidden size={18} /> : <CirclePause aria-hidden size={18} />}
          >
            {release ? t("release") : t("hold")}
          </SubmitButton>
        </div>
      </Folded>
    </Form>
  );
}
