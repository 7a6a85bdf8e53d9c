import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { textOf } from "#i18n/any-key";
import { dayAt, isMonth, monthOf } from "#lib/days";
import { trialBalanceFor } from "#lib/ledger/queries";
import { accounts } from "#lib/ledger/rules";
import { accountStatement, latestLedgerMonth } from "#lib/ledger/statement";
import { Button } from "#ui/button";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { TextField } from "#ui/field";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Section } from "#ui/section";
import { Select } from "#ui/select";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";

type Statement = Awaited<ReturnType<typeof accountStatement>>;
type Trial = Awaited<ReturnType<typeof trialBalanceFor>>;

export default page("ledger.view", async ({ actor, search }) => {
  const t = await getTranslations("officer.ledger");
  const account = accounts.find(({ code }) => code === search.account)?.code ?? "bank";
  const latest = await latestLedgerMonth(actor);
  const month = search.month && isMonth(search.month) ? search.month : (latest ?? monthOf(dayAt(new Date())));
  const trial = await trialBalanceFor(actor);
  const statement = await accountStatement(actor, account, { month, page: Number(search.page) || 1 });
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      <Section title={t("trial")}>
        <Notice tone={trial.sumFen === 0 ? "green" : "red"}>
          {trial.sumFen === 0 ? t("balanced") : t("unbalanced")}
        </Notice>
        <TrialTable trial={trial} month={month} />
      </Section>
      <Section id="statement" title={`${t("statement")} · ${t(`accounts.${account}`)}`}>
        <form method="get" action="#statement" className="flex flex-wrap items-end gap-3" data-print="hide">
          <div className="w-48">
            <Select
              name="account"
              label={t("account")}
              defaultValue={account}
              options={accounts.map(({ code }) => ({ value: code, label: t(`accounts.${code}`) }))}
            />
          </div>
          <TextField name="month" type="month" label={t("month")} defaultValue={month} width="md" />
          <Button type="submit" tone="quiet" icon={<Search aria-hidden size={18} />}>
            {t("show")}
          </Button>
        </form>
        <Lines statement={statement} />
        <Pagination
          page={statement.page}
          pages={statement.pages}
          href={(at) => `/officer/ledger?account=${account}&month=${month}&page=${at}#statement`}
        />
      </Section>
    </>
  );
});

function TrialTable({ trial, month }: { trial: Trial; month: string }) {
  const t = useTranslations("officer.ledger");
  const money = (fen: number) => <Money fen={fen} size="sm" exact />;
  const sum = (pick: (row: Trial["rows"][number]) => number) => trial.rows.reduce((all, row) => all + pick(row), 0);
  return (
    <Table
      caption={t("trial")}
      captionHidden
      dense
      rows={trial.rows}
      rowKey={(row) => row.account}
      columns={[
        {
          key: "account",
          header: t("account"),
          heading: true,
          cell: (row) => (
            <TextLink href={`/officer/ledger?account=${row.account}&month=${month}#statement`} look="row">
              {t(`accounts.${row.account}`)}
            </TextLink>
          ),
        },
        { key: "debit", header: t("debit"), numeric: true, cell: (row) => money(row.debitFen) },
        { key: "credit", header: t("credit"), numeric: true, cell: (row) => money(row.creditFen) },
        { key: "balance", header: t("balance"), numeric: true, cell: (row) => money(row.balanceFen) },
      ]}
      totals={{
        account: t("sum"),
        debit: money(sum((row) => row.debitFen)),
        credit: money(sum((row) => row.creditFen)),
        balance: money(trial.sumFen),
      }}
    />
  );
}

function Lines({ statement }: { statement: Statement }) {
  const t = useTranslations("officer.ledger");
  const kinds = useTranslations("officer.ledger.kinds");
  const large = (fen: number) => <Money fen={fen} />;
  return (
    <>
      <KeyFigures
        figures={[
          { label: t("opening"), value: large(statement.openingFen) },
          { label: t("debit"), value: large(statement.debitFen) },
          { label: t("credit"), value: large(statement.creditFen) },
          { label: t("closing"), value: large(statement.closingFen) },
        ]}
      />
      <Table
        caption={t("found", { count: statement.legs })}
        dense
        rows={statement.lines}
        rowKey={(row) => `${row.entryId} ${row.amountFen} ${row.balanceFen}`}
        empty={<EmptyState title={t("noLegs")} />}
        columns={[
          { key: "day", header: t("day"), cell: (row) => <Day on={row.on} look="numeric" /> },
          { key: "kind", header: t("kind"), heading: true, cell: (row) => textOf(kinds, row.kind) },
          { key: "person", header: t("person"), cell: (row) => row.personName ?? "—" },
          {
            key: "amount",
            header: t("amount"),
            numeric: true,
            cell: (row) => <Money fen={row.amountFen} size="sm" exact />,
          },
          {
            key: "balance",
            header: t("balance"),
            numeric: true,
            cell: (row) => <Money fen={row.balanceFen} size="sm" exact />,
          },
          { key: "approved", header: t("approved"), cell: (row) => (row.approvedBy ? t("yes") : "—") },
        ]}
      />
    </>
  );
}
