import { useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import type { CorrectionLine, CorrectionView } from "#lib/corrections/queries";
import type { Reason } from "#lib/corrections/rules-reasons";
import { Day } from "#ui/day";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { FactText } from "./fact-text.tsx";

/** Each person's month: what stood, what should have stood, why, and what it comes to. */
export function Lines({ correction }: { correction: CorrectionView }) {
  const t = useTranslations("corrections.one");
  return (
    <Table
      caption={t("lines")}
      captionHidden
      dense
      rows={correction.lines}
      rowKey={(line) => line.id}
      columns={[
        {
          key: "person",
          header: t("person"),
          heading: true,
          cell: (line) => (
            <TextLink href={`/officer/corrections/new?person=${line.personId}`} look="row" wrap="no">
              {line.personName}
            </TextLink>
          ),
        },
        { key: "room", header: t("room"), cell: (line) => <span className="whitespace-nowrap">{line.room}</span> },
        { key: "month", header: t("month"), cell: (line) => <MonthText month={line.month} /> },
        {
          key: "rent",
          header: t("rent"),
          numeric: true,
          cell: (line) => <Change before={line.rentBeforeFen} after={line.rentAfterFen} />,
        },
        {
          key: "subsidy",
          header: t("subsidy"),
          numeric: true,
          cell: (line) => <Change before={line.subsidyBeforeFen} after={line.subsidyAfterFen} />,
        },
        {
          key: "due",
          header: t("tenantPays"),
          numeric: true,
          cell: (line) => (
            <Change
              before={line.rentBeforeFen - line.offsetBeforeFen}
              after={line.rentAfterFen - line.offsetAfterFen}
            />
          ),
        },
        {
          key: "surplus",
          header: t("surplus"),
          numeric: true,
          cell: (line) => <Change before={line.surplusBeforeFen} after={line.surplusAfterFen} />,
        },
        ...(correction.lines.some((line) => line.carriedBeforeFen !== 0 || line.carriedAfterFen !== 0)
          ? [
              {
                key: "carried",
                header: t("carried"),
                numeric: true,
                cell: (line: CorrectionLine) => <Change before={line.carriedBeforeFen} after={line.carriedAfterFen} />,
              },
            ]
          : []),
        { key: "why", header: t("why"), cell: (line) => <Why line={line} /> },
        { key: "moves", header: t("comesTo"), cell: (line) => <Moves line={line} /> },
      ]}
    />
  );
}

function Change({ before, after }: { before: number; after: number }) {
  const t = useTranslations("corrections.one");
  if (before === after) return <Money fen={before} size="sm" />;
  return (
    <span className="inline-flex flex-wrap items-baseline justify-end gap-x-1.5">
      <s className="text-muted">
        <span className="sr-only">{t("before")} </span>
        <Money fen={before} size="sm" />
      </s>
      <span className="sr-only">{t("after")} </span>
      <Money fen={after} size="sm" />
    </span>
  );
}

function Why({ line }: { line: CorrectionLine }) {
  return (
    <ul className="grid gap-0.5 sm:text-left">
      {line.reasons.map((reason) => (
        <li key={JSON.stringify(reason)}>
          <ReasonText reason={reason} />
        </li>
      ))}
    </ul>
  );
}

function ReasonText({ reason }: { reason: Reason }) {
  const t = useTranslations("corrections.one.reasons");
  const facts = useTranslations("corrections.facts");
  const words = useTranslations("words");
  switch (reason.kind) {
    case "left":
    case "days":
      return (
        <>
          {t(reason.kind)} <Day on={reason.toOn} look="numeric" />
        </>
      );
    case "fact":
      return (
        <>
          {textOf(facts, reason.fact)}: <FactText fact={reason.fact} value={reason.before} /> →{" "}
          <FactText fact={reason.fact} value={reason.after} />
        </>
      );
    case "version":
      return <>{t("version", { version: reason.after })}</>;
    case "failed":
      return <>{t("failed", { condition: textOf(words, `conditions.${reason.code.split(":")[1] ?? ""}.title`) })}</>;
    default:
      return <>{t(reason.kind)}</>;
  }
}

const moves = ["credit", "payout", "kept", "charge", "claim", "withheld", "unkept", "setOff", "cleared"] as const;

function Moves({ line }: { line: CorrectionLine }) {
  const t = useTranslations("corrections.one");
  const its = moves.filter((one) => (line.moves[`${one}Fen`] ?? 0) > 0);
  if (its.length === 0) return <>{t("nothing")}</>;
  return (
    <ul className="grid gap-0.5 sm:text-left">
      {its.map((one) => (
        <li key={one} className="whitespace-nowrap">
          {t(`moves.${one}`)} <Money fen={line.moves[`${one}Fen`] ?? 0} size="sm" />
        </li>
      ))}
    </ul>
  );
}
