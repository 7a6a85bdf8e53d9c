import { Check, Trash2 } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { textOf } from "#i18n/any-key";
import { written } from "#i18n/written";
import { answerFor, answerStates } from "#lib/payouts/file-queries";
import { Badge } from "#ui/badge";
import { Card } from "#ui/card";
import { Day } from "#ui/day";
import { Form } from "#ui/form";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { Table } from "#ui/table";
import { TabsNav } from "#ui/tabs-nav";
import { TextLink } from "#ui/text-link";
import { Done } from "../../../../done.tsx";
import { confirmAnswerAction, discardAnswerAction } from "../../actions.ts";

type Answer = Awaited<ReturnType<typeof answerFor>>;
const tones = { paid: "green", returned: "amber", known: "grey", skipped: "grey", wrong: "red" } as const;

export default page<{ id: string }>("payout.list", async ({ actor, params, search }) => {
  const t = await getTranslations("payouts");
  const state = answerStates.find((one) => one === search.state);
  const answer = await answerFor(actor, params.id, { state, page: Number(search.page) || 1 });
  const href = (change: { state?: string; page?: number }) => {
    const told = Object.entries(change).filter(([, value]) => value !== undefined);
    return `/officer/payouts/answers/${params.id}?${new URLSearchParams(told.map(([key, value]) => [key, String(value)]))}`;
  };
  const open = answer.status === "preview";
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("title"), href: "/officer/payouts" }]}
        title={<span className="break-all">{answer.fileName}</span>}
        status={
          <Badge tone={open ? "amber" : answer.status === "confirmed" ? "green" : "grey"}>
            {t(`answerStatus.${answer.status}`)}
          </Badge>
        }
      />
      <Done texts="payouts" notice={search.notice} />
      <KeyFigures figures={answerStates.map((one) => ({ label: t(`states.${one}`), value: answer.counts[one] }))} />
      {open && actor.role === "officer" && <Decide answer={answer} />}
      <Section title={t("lines")}>
        <TabsNav
          label={t("lines")}
          tabs={[
            { href: href({}), label: t("views.all"), current: state === undefined },
            ...answerStates
              .filter((one) => answer.counts[one] > 0)
              .map((one) => ({
                href: href({ state: one }),
                label: t(`states.${one}`),
                count: answer.counts[one],
                current: one === state,
              })),
          ]}
        />
        <Lines answer={answer} />
        <Pagination page={answer.page} pages={answer.pages} href={(at) => href({ state, page: at })} />
      </Section>
    </>
  );
});

async function Decide({ answer }: { answer: Answer }) {
  const t = await getTranslations("payouts");
  const wrong = answer.counts.wrong;
  return (
    <div className="grid gap-4 py-6">
      {wrong > 0 && (
        <Notice tone="red" title={t("wrongTitle", { count: wrong })}>
          {t("wrongText")}
        </Notice>
      )}
      <Card>
        <div className="flex flex-wrap items-center gap-4">
          {wrong === 0 && (
            <Form action={confirmAnswerAction} hidden={{ answerId: answer.id }} className="grid gap-4">
              <SubmitButton icon={<Check aria-hidden size={18} />}>{t("confirm")}</SubmitButton>
            </Form>
          )}
          <Form action={discardAnswerAction} hidden={{ answerId: answer.id }} className="grid gap-4">
            <SubmitButton tone="quiet" icon={<Trash2 aria-hidden size={18} />}>
              {t("discard")}
            </SubmitButton>
          </Form>
        </div>
      </Card>
    </div>
  );
}

async function Lines({ answer }: { answer: Answer }) {
  const t = await getTranslations("payouts");
  const refusals = await getTranslations("refusals");
  const locale = await getLocale();
  return (
    <Table
      caption={t("lines")}
      captionHidden
      dense
      rows={answer.lines}
      rowKey={(row) => String(row.line)}
      columns={[
        { key: "line", header: t("line"), numeric: true, cell: (row) => row.line },
        {
          key: "no",
          header: t("no"),
          heading: true,
          cell: (row) =>
            row.payout ? (
              <TextLink href={`/officer/payouts/${row.payout.id}`} look="row" wrap="no">
                {row.payoutNo}
              </TextLink>
            ) : (
              row.payoutNo || "—"
            ),
        },
        { key: "person", header: t("person"), short: true, cell: (row) => row.payout?.personName ?? "—" },
        {
          key: "amount",
          header: t("amount"),
          numeric: true,
          cell: (row) => (row.payout ? <Money fen={row.payout.amountFen} size="sm" /> : "—"),
        },
        {
          key: "state",
          short: true,
          header: t("result"),
          cell: (row) => <Badge tone={tones[row.state]}>{t(`states.${row.state}`)}</Badge>,
        },
        { key: "on", header: t("day"), short: true, cell: (row) => (row.on ? <Day on={row.on} /> : "—") },
        {
          key: "why",
          header: t("what"),
          cell: (row) =>
            row.problem
              ? textOf(refusals, row.problem, written(locale, row.values))
              : row.reason || row.reference || "—",
        },
      ]}
    />
  );
}
