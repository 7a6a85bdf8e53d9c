import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { publicRound } from "#lib/rounds/public";
import { Instant } from "#ui/instant";
import { SummaryList } from "#ui/summary-list";

type Round = NonNullable<Awaited<ReturnType<typeof publicRound>>>;

const Bytes = ({ children }: { children: ReactNode }) => (
  <code className="break-all font-mono text-sm">{children}</code>
);

/** Rules, commitment, sources and roster: fixed before anybody could know the outcome. */
export function PublishedBefore({ round }: { round: Round }) {
  const t = useTranslations("public.round.proof");
  const sources = (
    <ol className="grid gap-1">
      {round.randomnessSources.map((source) => (
        <li key={`${source.name} ${source.issue}`}>
          {t("source", { name: source.name, issue: source.issue })}{" "}
          <span className="text-muted text-sm">
            {t(source.kind === "set" ? "sourceSet" : "sourceSequence", {
              count: source.count,
              from: source.from,
              to: source.to,
            })}
          </span>
        </li>
      ))}
    </ol>
  );
  return (
    <SummaryList
      items={[
        { label: t("rules"), value: <Bytes>{round.rules}</Bytes> },
        { label: t("commitment"), value: <Bytes>{round.commitment}</Bytes> },
        { label: t("sources"), value: sources },
        { label: t("fallback"), value: round.randomnessFallback },
        {
          label: t("roster"),
          value: round.rosterHash ? (
            <>
              {t("rosterCount", { count: round.rosterCount ?? 0 })}
              <br />
              <Bytes>{round.rosterHash}</Bytes>
            </>
          ) : (
            <span className="text-muted">{t("rosterLater")}</span>
          ),
        },
      ]}
    />
  );
}

/** Every run of the draw, each with what was revealed. */
export function PublishedAfter({ runs }: { runs: Round["runs"] }) {
  const t = useTranslations("public.round.proof");
  return runs.map((run) => (
    <SummaryList
      key={run.id}
      {...(runs.length > 1 && { title: t("run", { no: run.runNo }) })}
      items={[
        { label: t("drawnAt"), value: <Instant at={run.drawnAt} look="seconds" /> },
        { label: t("randomness"), value: <Bytes>{run.randomness}</Bytes> },
        { label: t("code"), value: <Bytes>{run.code}</Bytes> },
        ...(run.reason ? [{ label: t("reason"), value: run.reason }] : []),
      ]}
    />
  ));
}
