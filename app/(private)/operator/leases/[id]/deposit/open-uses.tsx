import { useLocale, useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import { written } from "#i18n/written";
import type { usesToCharge } from "#lib/meters/queries";
import { usedText } from "#lib/meters/rules-tariff";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { Table } from "#ui/table";

type Uses = Awaited<ReturnType<typeof usesToCharge>>;

/** What a unit used that is not charged yet: it is charged with the return, before the deposit's rest pays anything. */
export function OpenUses({ uses }: { uses: Uses }) {
  const t = useTranslations("charges.uses");
  const kinds = useTranslations("charges.lines.kinds");
  const units = useTranslations("charges.how.units");
  const refusals = useTranslations("refusals");
  const locale = useLocale();
  if (uses.refused)
    return <Notice tone="red">{textOf(refusals, uses.refused.reason, written(locale, uses.refused.values))}</Notice>;
  return (
    <Table
      caption={t("title")}
      captionHidden
      dense
      rows={uses.charges}
      rowKey={(row) => row.span.to.id}
      empty={<EmptyState title={t("none")} />}
      columns={[
        { key: "kind", header: t("kind"), heading: true, cell: (row) => kinds(row.span.kind) },
        { key: "serial", header: t("serial"), cell: (row) => row.span.serialNo },
        {
          key: "to",
          header: t("to"),
          cell: (row) => (
            <>
              <Day on={row.span.to.readOn} look="numeric" /> · {usedText(row.span.to.valueHundredths)}
            </>
          ),
        },
        {
          key: "used",
          header: t("used"),
          numeric: true,
          cell: (row) => `${usedText(row.usedHundredths)} ${units(row.span.kind)}`,
        },
        {
          key: "amount",
          header: t("amount"),
          numeric: true,
          cell: (row) => <Money fen={row.amountFen} size="sm" exact />,
        },
      ]}
    />
  );
}
