import { getLocale, getTranslations } from "next-intl/server";
import type { Board, WindowView } from "#lib/choosing/queries";
import { Countdown } from "#ui/countdown";
import { Form, FormText } from "#ui/form";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { SubmitButton } from "#ui/submit-button";
import { Table } from "#ui/table";
import { placeText, windowText } from "../../../../choosing-parts.tsx";
import { extendWindowAction } from "./actions.ts";

type Props = { board: Board; mayAct: boolean; now: Date };

/** The window that runs with everybody in it, the next one, and the form that makes the first longer. */
export async function Windows({ board, mayAct, now }: Props) {
  const t = await getTranslations("choosing.board");
  const { current, next, waiting } = board.queue;
  return (
    <Section title={t("current")}>
      {current ? (
        <>
          <p>
            {t("leftTime")}{" "}
            <Countdown until={current.endsAt.toISOString()} now={now.toISOString()} label={t("leftTime")} />
          </p>
          <InWindow board={board} window={current} />
          {mayAct && <Extend roundId={board.round.id} />}
        </>
      ) : (
        <p className="text-muted">{waiting > 0 ? t("noCurrent") : t("over")}</p>
      )}
      {next && (
        <>
          <h3 className="pt-2 font-medium">{t("next")}</h3>
          <InWindow board={board} window={next} />
        </>
      )}
    </Section>
  );
}

async function InWindow({ board, window }: { board: Board; window: WindowView }) {
  const t = await getTranslations("choosing.board");
  const locale = await getLocale();
  const doors = new Map<string, string>();
  for (const place of board.places) {
    const whose = place.takenBy ?? place.holder;
    if (whose !== null) doors.set(whose, await placeText(locale, place));
  }
  return (
    <Table
      dense
      caption={<span className="tabular">{windowText(locale, window)}</span>}
      rows={window.turns}
      rowKey={({ applicationId }) => applicationId}
      columns={[
        { key: "receipt", header: t("receipt"), heading: true, cell: ({ receiptNo }) => receiptNo },
        { key: "rank", header: t("rank"), numeric: true, cell: ({ rank }) => rank },
        { key: "name", header: t("name"), cell: ({ name }) => name },
        {
          key: "status",
          header: t("status"),
          cell: ({ status, missedBefore }) => (
            <span className="inline-flex flex-wrap items-center gap-2">
              <StatusBadge kind="turn" status={status} />
              {missedBefore > 0 && <span className="text-muted">{t("again")}</span>}
            </span>
          ),
        },
        { key: "place", header: t("place"), cell: ({ applicationId }) => doors.get(applicationId) ?? "–" },
      ]}
    />
  );
}

async function Extend({ roundId }: { roundId: string }) {
  const t = await getTranslations("choosing.board");
  return (
    <details className="rounded-lg border border-line bg-surface px-4 py-2">
      <summary className="flex min-h-11 items-center font-medium">{t("extend")}</summary>
      <div className="grid gap-4 pt-1 pb-3">
        <p className="max-w-prose text-muted text-sm">{t("extendLead")}</p>
        <Form action={extendWindowAction} hidden={{ roundId }} className="grid gap-4">
          <FormText
            name="minutes"
            label={t("minutes")}
            suffix={t("minutesUnit")}
            width="xs"
            inputMode="numeric"
            maxLength={4}
          />
          <FormText name="why" label={t("reason")} hint={t("reasonHint")} width="full" maxLength={200} />
          <SubmitButton tone="quiet">{t("extendSubmit")}</SubmitButton>
        </Form>
      </div>
    </details>
  );
}
