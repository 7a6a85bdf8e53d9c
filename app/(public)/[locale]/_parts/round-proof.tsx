import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { publicRound } from "#lib/rounds/public";
import { Instant } from "#ui/instant";
import { SummaryList } from "#ui/summary-list";
import { textLinkClass } from "#ui/text-link";

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
        ...(round.termsHash ? [{ label: t("termsHash"), value: <Bytes>{round.termsHash}</Bytes> }] : []),
        ...(round.unitsHash ? [{ label: t("unitsHash"), value: <Bytes>{round.unitsHash}</Bytes> }] : []),
      ]}
    />
  );
}

/** Every run of the draw, each with what was revealed and its files, and why the roster was taken up again. */
export function PublishedAfter({ round }: { round: Round }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Runs round={round} />
      <Reopened reopened={round.reopened} />
    </div>
  );
}

function Reopened({ reopened }: Pick<Round, "reopened">) {
  const t = useTranslations("public.round.proof");
  return (
    <ul className="grid gap-2 empty:hidden">
      {reopened.map(({ at, reason }) => (
        <li key={at.toISOString()}>
          {t("reopened")} <Instant at={at} look="short" />
          {": "}
          {reason}
        </li>
      ))}
    </ul>
  );
}

function Runs({ round }: { round: Round }) {
  const t = useTranslations("public.round.proof");
  const { runs, code } = round;
  const files = (runNo: number) => (
    <span className="flex flex-wrap gap-x-5">
      {(["bundle", "result"] as const).map((kind) => (
        <a
          key={kind}
          href={`/api/v1/rounds/${encodeURIComponent(code)}/${kind}?run=${runNo}`}
          download={`${code}-${runNo}-${kind}.json`}
          className={textLinkClass({ look: "touch" })}
        >
          {t(`files.${kind}`)}
        </a>
      ))}
    </span>
  );
  return runs.map((run) => (
    <SummaryList
      key={run.id}
      {...(runs.length > 1 && { title: t("run", { no: run.runNo }) })}
      items={[
        { label: t("drawnAt"), value: <Instant at={run.drawnAt} look="seconds" /> },
        { label: t("randomness"), value: <Bytes>{run.randomness}</Bytes> },
        { label: t("code"), value: <Bytes>{run.code}</Bytes> },
        ...(run.reason ? [{ label: t("reason"), value: run.reason }] : []),
        ...(run.rosterHash === round.rosterHash
          ? []
          : [{ label: t("roster"), value: <Bytes>{run.rosterHash}</Bytes> }]),
        ...(runs.length > 1 ? [{ label: t("files.title"), value: files(run.runNo) }] : []),
      ]}
    />
  ));
}
