import { useLocale, useTranslations } from "next-intl";
import { categoryNameIn } from "#i18n/names";
import type { publicRound } from "#lib/rounds/public";
import { Section } from "#ui/section";

type Round = NonNullable<Awaited<ReturnType<typeof publicRound>>>;
type OwnOrder = Round["ownOrders"][number];

/** Lists that are longer are folded in, so that a page about something else stays short. */
const OPEN_UP_TO = 20;

/** Which categories put some applications before all ranks, the reason for it, and their receipt numbers; nothing without. */
export function OwnOrders({ round, look }: { round: Pick<Round, "ownOrders" | "categories">; look?: "public" }) {
  const t = useTranslations("priority");
  const locale = useLocale();
  if (round.ownOrders.length === 0) return null;
  const names = new Map(round.categories.map((category) => [category.id, categoryNameIn(locale, category)]));
  return (
    <Section look={look} title={t("title")} lead={t("public.lead")}>
      <ul className="grid max-w-4xl grid-cols-[minmax(0,1fr)] divide-y divide-line border-line border-y">
        {round.ownOrders.map((order) => (
          <li key={order.categoryId} className="grid grid-cols-[minmax(0,1fr)] gap-1 py-4">
            <h3 className="font-medium">{names.get(order.categoryId) ?? order.categoryId}</h3>
            <p>{t("public.reason", { reason: order.reason })}</p>
            <Receipts order={order} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Receipts({ order: { receiptNos } }: { order: OwnOrder }) {
  const t = useTranslations("priority.public");
  return (
    <details open={receiptNos.length <= OPEN_UP_TO}>
      <summary className="min-h-6 cursor-pointer text-muted">{t("count", { count: receiptNos.length })}</summary>
      <ol className="tabular grid list-inside list-decimal grid-cols-1 gap-x-6 pt-1 sm:grid-cols-2 lg:grid-cols-3">
        {receiptNos.map((receiptNo) => (
          <li key={receiptNo}>{receiptNo}</li>
        ))}
      </ol>
    </details>
  );
}
