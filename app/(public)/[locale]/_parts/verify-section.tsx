import { NextIntlClientProvider, useLocale, useTranslations } from "next-intl";
import { isLocale } from "#i18n/locales";
import { messagesOf } from "#i18n/messages";
import type { CheckStepId, PublishedRound } from "#lib/allocation/check";
import { ButtonLink } from "#ui/button";
import { Section } from "#ui/section";
import { VerifyDraw } from "./verify-draw.tsx";

const FILES = ["bundle", "result", "units"] as const;

/**
 * How a round is checked, in plain words, a button that does it here, and the command line for who would rather use that.
 * `published` is null before the roster is frozen; `drawn` says whether the files are there.
 */
export function VerifySection({
  code,
  published,
  drawn,
}: {
  code: string;
  published: PublishedRound | null;
  drawn: boolean;
}) {
  const t = useTranslations("public.verify");
  const locale = useLocale();
  const { verify } = messagesOf(isLocale(locale) ? locale : "zh-CN").public;
  const url = (file: string) => `/api/v1/rounds/${encodeURIComponent(code)}/${file}`;
  const hasUnits = published !== null && published.unitsHash !== null;
  return (
    <Section look="public" title={t("title")} lead={t("lead")}>
      <ol className="grid max-w-4xl gap-x-12 gap-y-4 md:grid-cols-2">
        {stepsOf(published).map((step, index) => (
          <li key={step} className="grid grid-cols-[1.75rem_minmax(0,1fr)]">
            <span aria-hidden className="font-serif text-green-700 text-lg leading-tight">
              {index + 1}
            </span>
            <div>
              <h3 className="font-medium">{t(`steps.${step}.title`)}</h3>
              <p className="text-muted">{t(`steps.${step}.text`)}</p>
            </div>
          </li>
        ))}
      </ol>
      {published && drawn && (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <NextIntlClientProvider messages={{ public: { verify } }}>
            <VerifyDraw
              bundleUrl={url("bundle")}
              resultUrl={url("result")}
              unitsUrl={hasUnits ? url("units") : null}
              published={published}
            />
          </NextIntlClientProvider>
          <div className="flex flex-wrap gap-x-6">
            {FILES.filter((file) => file !== "units" || hasUnits).map((file) => (
              <ButtonLink key={file} href={url(file)} tone="link" download={`${code}-${file}.json`}>
                {t("download", { file: t(`files.${file}`) })}
              </ButtonLink>
            ))}
          </div>
          <CommandLine code={code} hasUnits={hasUnits} />
        </div>
      )}
    </Section>
  );
}

function CommandLine({ code, hasUnits }: { code: string; hasUnits: boolean }) {
  const t = useTranslations("public.verify");
  const units = hasUnits ? ` ${code}-units.json` : "";
  const commands = [`hashes ${code}-bundle.json${units}`, `verify ${code}-bundle.json ${code}-result.json${units}`];
  return (
    <div className="grid max-w-prose grid-cols-[minmax(0,1fr)] gap-2">
      <h3 className="font-medium">{t("commandTitle")}</h3>
      <p className="text-muted">{t("commandText")}</p>
      {commands.map((command) => (
        <code key={command} className="break-words rounded-md bg-sunken px-3 py-2 font-mono text-sm">
          {`npm run -s wutong -- ${command}`}
        </code>
      ))}
    </div>
  );
}

/** The steps that this round's publication allows, without the reading of the files. */
function stepsOf(published: PublishedRound | null): CheckStepId[] {
  return [
    "code",
    ...(published?.termsHash ? (["terms"] as const) : []),
    "roster",
    "keys",
    "order",
    "assignments",
    "waiting",
    ...(published?.unitsHash ? (["units"] as const) : []),
  ];
}
