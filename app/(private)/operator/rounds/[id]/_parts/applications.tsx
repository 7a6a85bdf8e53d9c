import { getLocale, getTranslations } from "next-intl/server";
import type { Actor } from "#lib/actor";
import { applicationsOf } from "#lib/applications/desk";
import { mayEver } from "#lib/authorize";
import { maskName } from "#lib/people/masks";
import type { RoundView } from "#lib/rounds/queries";
import { canMendRoster } from "#lib/rounds/rules";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { Pagination } from "#ui/pagination";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { SearchForm } from "../../../_parts/search-form.tsx";
import { categoryName, viewHref } from "./names.ts";

const SHOWN_CHOICES = 3;

type Props = { actor: Actor; round: RoundView; page: number; query: string };

export async function Applications({ actor, round, page, query }: Props) {
  const t = await getTranslations("operator.rounds.applications");
  const s = await getTranslations("operator.rounds.search");
  const roster = await getTranslations("roster");
  const degrees = await getTranslations("words.degrees");
  const locale = await getLocale();
  const found = await applicationsOf(actor, round.id, { page, query });
  const mending = canMendRoster(round).ok && round.mechanism !== "exchange" && mayEver(actor, "application.enter");
  return (
    <>
      {mending && (
        <ButtonLink href={`/operator/rounds/${round.id}/applications/new`} tone="quiet">
          {roster("enter")}
        </ButtonLink>
      )}
      <SearchForm
        label={s("applications")}
        submit={s("submit")}
        clear={s("clear")}
        query={query}
        clearHref={viewHref(round.id, "applications")}
        keep={{ view: "applications" }}
      />
      <Table
        dense
        caption={t("caption")}
        captionHidden
        rows={found.rows}
        rowKey={(row) => row.id}
        empty={<EmptyState title={query ? t("notFound") : t("empty")} />}
        columns={[
          {
            key: "receiptNo",
            header: t("receiptNo"),
            heading: true,
            cell: (row) => (
              <TextLink href={`/operator/rounds/${round.id}/applications/${row.id}`}>{row.receiptNo}</TextLink>
            ),
          },
          {
            key: "name",
            header: t("name"),
            cell: (row) =>
              row.size > 1
                ? roster("groupOf", { name: maskName(row.name ?? ""), count: row.size })
                : maskName(row.name ?? ""),
          },
          { key: "residentId", header: t("residentId"), cell: (row) => row.residentId.slice(-8), wideOnly: true },
          { key: "degree", header: t("degree"), cell: (row) => (row.degree ? degrees(row.degree) : "–") },
          {
            key: "choices",
            header: t("choices"),
            cell: (row) =>
              [
                ...row.choices.slice(0, SHOWN_CHOICES).map((id) => categoryName(round.categories, locale, id)),
                row.choices.length > SHOWN_CHOICES
                  ? t("moreChoices", { count: row.choices.length - SHOWN_CHOICES })
                  : "",
                row.anyOther ? t("anyOther") : "",
              ]
                .filter(Boolean)
                .join(" → "),
          },
          {
            key: "submittedAt",
            header: t("submittedAt"),
            cell: (row) => <Instant at={row.submittedAt} look="short" />,
          },
          {
            key: "status",
            header: t("status"),
            cell: (row) => <StatusBadge kind="application" status={row.status} />,
          },
        ]}
      />
      <Pagination page={found.page} pages={found.pages} href={(to) => viewHref(round.id, "applications", query, to)} />
    </>
  );
}
