import { CirclePause } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import type { settlementFor } from "#lib/subsidy/queries";
import { drawnFen, keptFen } from "#lib/subsidy/rules-carried";
import { Badge } from "#ui/badge";
import { FormTick } from "#ui/form";
import { Money } from "#ui/money";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";

type Settlement = Awaited<ReturnType<typeof settlementFor>>;
type Line = Settlement["lines"][number];
const carriedOf = { kept: keptFen, drawn: drawnFen };
const changeTones = { new: "green", more: "blue", less: "amber", stopped: "red" } as const;

/** The residents of a batch: what each is granted, part by part, against the rent; with `ticks` each can be ticked. */
export function Residents({ settlement, ticks = false }: { settlement: Settlement; ticks?: boolean }) {
  const t = useTranslations("officer.settlement");
  const english = useLocale() === "en";
  const classes = new Map(settlement.classes.map((one) => [one.id, english ? one.nameEn : one.nameZh]));
  return (
    <Table
      caption={t("residents")}
      captionHidden
      dense
      rows={settlement.lines}
      rowKey={(line) => line.id}
      columns={[
        ...(ticks
          ? [
              {
                key: "tick",
                header: t("tick"),
                short: true,
                cell: (line: Line) => (
                  <FormTick name="offsetIds" value={line.id} label={t("tickOf", { name: line.personName ?? "" })} />
                ),
              },
            ]
          : []),
        {
          key: "name",
          header: t("name"),
          heading: true,
          short: ticks,
          cell: (line) => (
            <TextLink href={`/officer/settlements/${settlement.id}/${line.id}`} look="row" wrap="no">
              {line.personName}
            </TextLink>
          ),
        },
        {
          key: "room",
          header: t("room"),
          cell: (line) => <span className="whitespace-nowrap">{`${line.buildingNo}-${line.roomNo}`}</span>,
          numeric: true,
        },
        {
          key: "class",
          header: t("class"),
          short: true,
          cell: (line) => classes.get(line.schemeClass ?? "") ?? t("noClass"),
        },
        {
          key: "months",
          header: t("months"),
          numeric: true,
          cell: (line) => Math.max(0, ...Object.values(line.monthsUsed)),
        },
        { key: "rent", header: t("rent"), numeric: true, cell: (line) => <Money fen={line.rentFen} size="sm" /> },
        ...settlement.parts.map((part) => ({
          key: `part-${part.id}`,
          header: english ? part.nameEn : part.nameZh,
          numeric: true,
          cell: (line: Line) => <Money fen={line.parts[part.id] ?? 0} size="sm" />,
        })),
        { key: "offset", header: t("offset"), numeric: true, cell: (line) => <Money fen={line.offsetFen} size="sm" /> },
        {
          key: "due",
          header: t("due"),
          numeric: true,
          cell: (line) => <Money fen={line.rentFen - line.offsetFen} size="sm" />,
        },
        {
          key: "surplus",
          header: t("surplus"),
          numeric: true,
          cell: (line) => <Money fen={line.surplusFen} size="sm" />,
        },
        ...(["kept", "drawn"] as const)
          .filter((one) => settlement.totals[`${one}Fen`] > 0)
          .map((one) => ({
            key: one,
            header: t(one),
            numeric: true,
            cell: (line: Line) => <Money fen={carriedOf[one](line.carriedFen)} size="sm" />,
          })),
        { key: "result", header: t("result"), cell: (line) => <Result line={line} /> },
      ]}
    />
  );
}

function Result({ line }: { line: Line }) {
  const t = useTranslations("officer.settlement");
  const words = useTranslations("words");
  const [first] = line.failed;
  const code = first?.split(":").at(-1);
  return (
    <span className="flex flex-wrap items-center justify-end gap-1.5 sm:justify-start">
      {line.heldBy !== null && (
        <Badge tone="amber" icon={<CirclePause aria-hidden size={14} />}>
          {t("held")}
        </Badge>
      )}
      {line.change !== "same" && <Badge tone={changeTones[line.change]}>{t(`changes.${line.change}`)}</Badge>}
      {code && !line.eligible && <span className="text-muted">{textOf(words, `conditions.${code}.title`)}</span>}
      {code && line.eligible && <Badge tone="amber">{t("partly")}</Badge>}
      {line.heldReason && <span className="text-muted">{line.heldReason}</span>}
    </span>
  );
}
