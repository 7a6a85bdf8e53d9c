import { useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import type { unitFor } from "#lib/inventory/queries";
import { unitStatuses } from "#lib/inventory/rules";
import { Instant } from "#ui/instant";
import { Timeline } from "#ui/timeline";

type Row = Awaited<ReturnType<typeof unitFor>>["history"][number];

/** What happened to a unit, from the audit record: what, from which status to which, why and by whom. */
export function UnitHistory({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations("operator.units");
  const words = useTranslations("words");
  if (rows.length === 0) return <p className="text-muted">{t("noHistory")}</p>;
  const statusIn = (value: unknown) => unitStatuses.find((status) => status === value);
  return (
    <Timeline
      items={rows.map((row) => {
        const [from, to] = [statusIn(row.detail.from), statusIn(row.detail.to)];
        const reason = typeof row.detail.reason === "string" ? row.detail.reason : null;
        const role = textOf(words, `roles.${row.role}`);
        return {
          id: row.id,
          title: textOf(t, `actions.${row.action.replace(".", "-")}`),
          at: <Instant at={row.at} look="short" />,
          body: (
            <>
              {from && to && <p>{t("fromTo", { from: words(`unitStatus.${from}`), to: words(`unitStatus.${to}`) })}</p>}
              {reason && <p>{reason}</p>}
              <p>{row.role === "system" ? t("bySystem") : row.by ? `${row.by}（${role}）` : role}</p>
            </>
          ),
          state: "done" as const,
        };
      })}
    />
  );
}
