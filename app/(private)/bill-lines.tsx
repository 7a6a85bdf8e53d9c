import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { BillLineView } from "#lib/billing/bill-lines";
import type { BillView } from "#lib/billing/queries";
import { Badge } from "#ui/badge";
import { Day } from "#ui/day";
import { Money } from "#ui/money";
import { LineHow, RentHow } from "./line-how.tsx";

/**
 * What a bill asks for, line by line: the rent and what is charged beside it, each with its reason and how it was worked out.
 * `off` leads staff to where a line is taken off again.
 */
export function BillLines({ bill, off }: { bill: BillView; off?: (line: BillLineView) => string | null }) {
  const t = useTranslations("charges.lines");
  return (
    <ul className="divide-y divide-line border-line border-y">
      {bill.rentFen > 0 && (
        <Row
          title={t("kinds.rent")}
          days={<Days fromOn={bill.fromOn} toOn={bill.toOn} />}
          fen={bill.rentFen}
          how={<RentHow rent={bill.rent} billedFen={bill.rentFen} />}
        />
      )}
      {bill.lines.map((line) => (
        <Row
          key={line.id}
          title={line.takingOff ? t("off", { kind: t(`kinds.${line.kind}`) }) : t(`kinds.${line.kind}`)}
          badge={line.takenOff && <Badge>{t("takenOff")}</Badge>}
          days={line.fromOn && line.toOn && <Days fromOn={line.fromOn} toOn={line.toOn} />}
          fen={line.amountFen}
          reason={line.reason}
          how={<LineHow line={line} />}
          action={off && <TakeOff href={off(line)} kind={t(`kinds.${line.kind}`)} />}
        />
      ))}
      <li className="flex items-baseline justify-between gap-4 py-3 font-semibold">
        <span>{t("sum")}</span>
        <Money fen={bill.rentFen + bill.otherFen} size="lg" />
      </li>
    </ul>
  );
}

function Row(props: {
  title: string;
  badge?: ReactNode;
  days?: ReactNode;
  fen: number;
  reason?: string;
  how: ReactNode;
  action?: ReactNode;
}) {
  const { title, badge, days, fen, reason, how, action } = props;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 py-3">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-medium">{title}</span>
        {badge}
        {days && <span className="text-muted text-sm">{days}</span>}
      </p>
      <span className="text-right">
        <Money fen={fen} />
      </span>
      <div className="col-span-full grid gap-0.5 break-words text-muted text-sm sm:col-span-1">
        {reason && <p className="text-ink">{reason}</p>}
        {how}
      </div>
      {action && <div className="col-span-full sm:col-span-1 sm:text-right">{action}</div>}
    </li>
  );
}

function Days({ fromOn, toOn }: { fromOn: string; toOn: string }) {
  return (
    <>
      <Day on={fromOn} look="numeric" /> – <Day on={toOn} look="numeric" />
    </>
  );
}

function TakeOff({ href, kind }: { href: string | null; kind: string }) {
  const t = useTranslations("charges.lines");
  if (href === null) return null;
  return (
    <Link
      href={href}
      data-print="hide"
      className="inline-flex min-h-11 items-center text-green-700 text-sm underline underline-offset-4 sm:min-h-6"
    >
      {t("takeOff")}
      <span className="sr-only"> {kind}</span>
    </Link>
  );
}
