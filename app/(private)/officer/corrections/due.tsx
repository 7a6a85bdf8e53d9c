import { FilePen } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { written } from "#i18n/written";
import type { DueCorrection } from "#lib/corrections/queries";
import { newId } from "#lib/ids";
import { Badge } from "#ui/badge";
import { Card } from "#ui/card";
import { Day } from "#ui/day";
import { Form, FormText } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { leaverAction, reformAction } from "./actions.ts";

/** Something that was found by itself: what it is, and the draft that one press makes of it. */
export function DueCard({ due, may }: { due: DueCorrection; may: boolean }) {
  const t = useTranslations("corrections.due");
  const locale = useLocale();
  const leaver = due.cause === "earlyLeaver";
  return (
    <li>
      <Card>
        <div className="grid gap-4">
          <h3 className="font-semibold">
            {leaver ? t("leaver", { room: due.room }) : t("reform", { version: due.version })}
          </h3>
          {leaver ? <Leaver due={due} /> : <Reform due={due} />}
          {due.draftNo !== null && <Badge tone="blue">{t("drafted", { no: due.draftNo })}</Badge>}
          {may && due.draftNo === null && (
            <Form
              action={leaver ? leaverAction : reformAction}
              of={leaver ? due.leaseId : due.version}
              hidden={
                leaver
                  ? { correctionId: newId(), leaseId: due.leaseId, endedOn: due.endedOn }
                  : { correctionId: newId(), schemeId: due.schemeId, version: due.version }
              }
              className="grid gap-4"
            >
              <FormText
                name="reason"
                label={t("reason")}
                hint={t("reasonHint")}
                maxLength={300}
                defaultValue={
                  leaver
                    ? t("leaverReason", written(locale, { endedOn: due.endedOn }))
                    : t("reformReason", written(locale, { fromMonth: due.fromMonth }))
                }
              />
              <SubmitButton icon={<FilePen aria-hidden size={18} />}>{t("draft")}</SubmitButton>
            </Form>
          )}
        </div>
      </Card>
    </li>
  );
}

function Leaver({ due }: { due: Extract<DueCorrection, { cause: "earlyLeaver" }> }) {
  const t = useTranslations("corrections.due");
  const locale = useLocale();
  const list = (months: readonly string[]) => months.map((month) => written(locale, { month }).month).join(t("and"));
  return (
    <SummaryList
      items={[
        { label: t("tenants"), value: due.tenants.join(t("and")) },
        { label: t("leaseNo"), value: due.leaseNo },
        { label: t("endedOn"), value: <Day on={due.endedOn} /> },
        { label: t("months"), value: list(due.months) },
        ...(due.waiting.length > 0
          ? [{ label: t("waiting"), value: t("waitingText", { months: list(due.waiting) }) }]
          : []),
      ]}
    />
  );
}

function Reform({ due }: { due: Extract<DueCorrection, { cause: "schemeChange" }> }) {
  const t = useTranslations("corrections.due");
  const locale = useLocale();
  return (
    <SummaryList
      items={[
        { label: t("scheme"), value: due.schemeId },
        { label: t("from"), value: String(written(locale, { month: due.fromMonth }).month) },
        { label: t("reach"), value: t("reachText", { months: due.months, people: due.people }) },
      ]}
    />
  );
}
