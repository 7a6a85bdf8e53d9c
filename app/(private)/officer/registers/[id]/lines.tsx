import { useLocale, useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import { written } from "#i18n/written";
import type { RegisterImport } from "#lib/registers/queries";
import { Badge } from "#ui/badge";
import { EmptyState } from "#ui/empty-state";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { useFactWords } from "../../_parts/fact-words.ts";

const tones = {
  change: "blue",
  same: "grey",
  differs: "amber",
  wrong: "red",
  applied: "green",
  stale: "amber",
} as const;

/** Each row that concerns somebody here: what would change, or why nothing does. */
export function Lines({ one }: { one: RegisterImport }) {
  const t = useTranslations("desk.registers");
  const refusals = useTranslations("refusals");
  const locale = useLocale();
  const words = useFactWords();
  return (
    <Table
      caption={t("changes")}
      captionHidden
      dense
      rows={one.lines}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("none")} />}
      columns={[
        { key: "line", header: t("line"), numeric: true, cell: (row) => row.line },
        {
          key: "person",
          header: t("person"),
          heading: true,
          cell: (row) =>
            row.personId ? (
              <TextLink look="row" href={`/officer/people/${row.personId}`}>
                {row.personName}
              </TextLink>
            ) : (
              "—"
            ),
        },
        { key: "id", header: t("id"), cell: (row) => row.lastFour || "—" },
        {
          key: "state",
          header: t("state"),
          cell: (row) => <Badge tone={tones[row.state]}>{t(`states.${row.state}`)}</Badge>,
        },
        {
          key: "changes",
          header: t("changes"),
          cell: (row) =>
            row.reason
              ? textOf(refusals, row.reason, written(locale, row.reasonValues))
              : row.changes.map((change) => (
                  <span key={change.field} className="block">
                    {t("to", {
                      field: words.field(change.field),
                      before: words.value(change.before),
                      after: words.value(change.after),
                    })}
                  </span>
                )),
        },
      ]}
    />
  );
}
