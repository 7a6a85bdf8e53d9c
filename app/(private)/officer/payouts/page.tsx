import { Search, Upload } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { isMonth } from "#lib/days";
import { correctionsToFund } from "#lib/payouts/correction-funding";
import { answerList, payoutFileList } from "#lib/payouts/file-queries";
import { nextFile, payoutsFor, payoutViews } from "#lib/payouts/queries";
import { TABLE_BYTES } from "#lib/table-file";
import { Button } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { TextField } from "#ui/field";
import { Form, FormFile } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { TabsNav } from "#ui/tabs-nav";
import { Done } from "../../done.tsx";
import { CorrectionsToFund } from "./_parts/corrections.tsx";
import { Answers, Files } from "./_parts/files.tsx";
import { NextFile } from "./_parts/next-file.tsx";
import { PayoutTable } from "./_parts/payout-table.tsx";
import { uploadAnswerAction } from "./actions.ts";

export default page("payout.list", async ({ actor, search }) => {
  const t = await getTranslations("payouts");
  const officer = actor.role === "officer";
  const asked = {
    view: payoutViews.find((one) => one === search.view),
    month: search.month && isMonth(search.month) ? search.month : undefined,
    settlementId: search.batch,
    q: search.q,
  };
  const list = await payoutsFor(actor, { ...asked, page: Number(search.page) || 1 });
  const next = await nextFile(actor);
  const corrections = await correctionsToFund(actor);
  const href = (change: Record<string, string | number | undefined>) => {
    const texts = { view: asked.view, month: asked.month, batch: asked.settlementId, q: asked.q, ...change };
    const told = Object.entries(texts).filter(([, value]) => value !== undefined && value !== "");
    return `/officer/payouts?${new URLSearchParams(told.map(([key, value]) => [key, String(value)]))}`;
  };
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      <Done texts="payouts" notice={search.notice} />
      <Section title={t("next")} lead={t("nextLead")}>
        <NextFile next={next} officer={officer} />
      </Section>
      <Section title={t("list")}>
        <TabsNav
          label={t("list")}
          tabs={[
            ...payoutViews.map((one) => ({
              href: href({ view: one, page: undefined }),
              label: t(`views.${one}`),
              count: list.counts[one].payouts,
              current: one === (asked.view ?? "all"),
            })),
          ]}
        />
        <form method="get" className="flex flex-wrap items-end gap-3" data-print="hide">
          {asked.view && <input type="hidden" name="view" value={asked.view} />}
          {asked.settlementId && <input type="hidden" name="batch" value={asked.settlementId} />}
          <TextField name="month" type="month" label={t("month")} defaultValue={asked.month} width="md" />
          <TextField name="q" type="search" label={t("find")} defaultValue={asked.q} width="md" />
          <Button type="submit" tone="quiet" icon={<Search aria-hidden size={18} />}>
            {t("search")}
          </Button>
        </form>
        {list.found === 0 ? (
          <EmptyState title={t("none")} />
        ) : (
          <>
            <PayoutTable rows={list.rows} caption={t("list")} />
            <Pagination page={list.page} pages={list.pages} href={(at) => href({ page: at })} />
          </>
        )}
      </Section>
      {corrections.length > 0 && (
        <Section title={t("corrections")} lead={t("correctionsLead")}>
          <CorrectionsToFund open={corrections} officer={officer} />
        </Section>
      )}
      <Section title={t("files")}>
        <Files files={await payoutFileList(actor)} />
      </Section>
      <Section title={t("bank")} lead={officer ? t("bankLead") : undefined}>
        {officer && (
          <Form action={uploadAnswerAction} className="grid max-w-form gap-4">
            <FormFile
              name="file"
              label={t("answerFile")}
              hint={t("answerHint")}
              accept=".csv,.xlsx"
              maxBytes={TABLE_BYTES}
              tooLarge={t("tooLarge")}
            />
            <SubmitButton tone="quiet" icon={<Upload aria-hidden size={18} />}>
              {t("upload")}
            </SubmitButton>
          </Form>
        )}
        <Answers answers={await answerList(actor)} />
      </Section>
    </>
  );
});
