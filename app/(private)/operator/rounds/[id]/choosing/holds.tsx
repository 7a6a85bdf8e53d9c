import { getLocale, getTranslations } from "next-intl/server";
import type { Board } from "#lib/choosing/queries";
import { Countdown } from "#ui/countdown";
import { Form, FormSelect, FormText } from "#ui/form";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { Table } from "#ui/table";
import { placeText } from "../../../../choosing-parts.tsx";
import { releaseHoldAction } from "./actions.ts";

type Props = { board: Board; mayAct: boolean; now: Date };

/** What is held, with the time each hold has left, and the form that releases one. */
export async function Holds({ board, mayAct, now }: Props) {
  const t = await getTranslations("choosing.board");
  const locale = await getLocale();
  const holds = await Promise.all(
    board.holds.map(async (hold) => ({ ...hold, door: await placeText(locale, hold.place) })),
  );
  if (holds.length === 0)
    return (
      <Section title={t("holds")}>
        <p className="text-muted">{t("holdsNone")}</p>
      </Section>
    );
  return (
    <Section title={t("holds")}>
      <Table
        dense
        caption={t("holds")}
        captionHidden
        rows={holds}
        rowKey={({ place }) => place.id}
        columns={[
          { key: "place", header: t("place"), heading: true, cell: ({ door }) => door },
          { key: "receipt", header: t("receipt"), cell: ({ receiptNo }) => receiptNo },
          {
            key: "left",
            header: t("leftTime"),
            numeric: true,
            cell: ({ until, door }) => (
              <Countdown until={until.toISOString()} now={now.toISOString()} label={`${t("leftTime")} ${door}`} />
            ),
          },
        ]}
      />
      {mayAct && (
        <details className="rounded-lg border border-line bg-surface px-4 py-2">
          <summary className="flex min-h-11 items-center font-medium">{t("release")}</summary>
          <div className="grid gap-4 pt-1 pb-3">
            <p className="max-w-prose text-muted text-sm">{t("releaseLead")}</p>
            <Form action={releaseHoldAction} hidden={{ roundId: board.round.id }} className="grid gap-4">
              <FormSelect
                name="place"
                label={t("releasePlace")}
                placeholder
                options={holds.map(({ place, door, receiptNo }) => ({
                  value: place.id,
                  label: `${door} · ${receiptNo}`,
                }))}
              />
              <FormText name="reason" label={t("reason")} hint={t("reasonHint")} width="full" maxLength={200} />
              <SubmitButton tone="danger">{t("releaseSubmit")}</SubmitButton>
            </Form>
          </div>
        </details>
      )}
    </Section>
  );
}
