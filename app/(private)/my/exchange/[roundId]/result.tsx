import { getLocale, getTranslations } from "next-intl/server";
import type { MyResult, PictureNode } from "#lib/exchange/result";
import { Money } from "#ui/money";
import { MovePicture } from "#ui/move-picture";
import { Notice } from "#ui/notice";
import { Section } from "#ui/section";
import { SummaryList } from "#ui/summary-list";
import { dayText } from "../../texts.ts";
import { placeNames } from "../place-text.ts";

/** What the draw came to for this household: the new place or the old one, and how the homes are passed on. */
export async function Result({ result }: { result: MyResult }) {
  const t = await getTranslations("exchange.result");
  const locale = await getLocale();
  const { room } = await placeNames();
  const { kind, state, from, to, rank, of } = result;
  const moves = kind !== "stay" && state !== "kept";
  const values = { from: room(from), to: room(to), date: dayText(locale, result.on) };
  return (
    <Section title={t("title")} lead={t("rank", { rank, of })}>
      <Notice tone={moves ? "green" : state === "kept" ? "amber" : "blue"} title={t(headline(result), values)}>
        {t(`${headline(result)}Text`, values)}
      </Notice>
      {moves && <Facts result={result} />}
      {kind !== "stay" && <Picture result={result} />}
    </Section>
  );
}

const headline = ({ kind, state }: MyResult) =>
  kind === "stay" ? "stay" : state === "kept" ? "kept" : state === "done" ? "moved" : "planned";

async function Facts({ result: { from, to, choice, on, lease } }: { result: MyResult }) {
  const t = await getTranslations("exchange.result");
  const locale = await getLocale();
  const { type } = await placeNames();
  const deposit = lease && lease.depositFen - lease.depositBeforeFen;
  return (
    <SummaryList
      items={[
        { label: t("choice"), value: t("choiceValue", { choice: choice ?? 0 }) },
        { label: t("roomType"), value: `${type(from)} → ${type(to)}` },
        {
          label: t("rent"),
          value: (
            <>
              <Money fen={from.rentFen} /> → <Money fen={to.rentFen} unit="month" />
            </>
          ),
        },
        { label: t("day"), value: dayText(locale, on) },
        ...(lease
          ? [
              { label: t("lease"), value: <span className="tabular">{lease.leaseNo}</span> },
              {
                label: t("deposit"),
                value: (
                  <>
                    <Money fen={lease.depositFen} />{" "}
                    <span className="text-muted text-sm">
                      {deposit === null || deposit === 0
                        ? t("depositSame")
                        : t(deposit > 0 ? "depositMore" : "depositLess")}{" "}
                      {deposit ? <Money fen={Math.abs(deposit)} size="sm" /> : null}
                    </span>
                  </>
                ),
              },
              { label: t("registration"), value: lease.registrationNo ?? t("registerAnew") },
            ]
          : []),
      ]}
    />
  );
}

/** Rooms only of the reader's own two homes; the others by building and room type. */
async function Picture({ result: { kind, nodes, state } }: { result: MyResult }) {
  const t = await getTranslations("exchange.picture");
  const { room, kind: kindOf } = await placeNames();
  const done = state === "done";
  const detailOf = ({ role, vacant }: PictureNode) => {
    if (role === "mine") return t(done ? "before" : "mine");
    if (role === "got") return t(done ? "now" : vacant ? "gotVacant" : "got");
    return t(vacant ? "vacant" : "other");
  };
  const homes = nodes.map(({ place, role, vacant }, index) => ({
    id: String(index),
    title: role === "other" ? kindOf(place) : room(place),
    detail: detailOf({ place, role, vacant }),
    look: role === "other" && vacant ? ("vacant" as const) : role,
  }));
  return (
    <figure className="grid gap-3">
      <figcaption className="text-muted">{t(kind)}</figcaption>
      <MovePicture
        kind={kind}
        homes={homes}
        label={t("label", { homes: homes.map(({ title, detail }) => `${title} (${detail})`).join(" → ") })}
      />
    </figure>
  );
}
