import { getTranslations } from "next-intl/server";
import { outcomeFields } from "#lib/rounds/forms";
import type { RoundView } from "#lib/rounds/queries";
import { ButtonLink } from "#ui/button";
import { Form, FormTextarea } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";
import { previewDrawAction, proposeDrawAction } from "../../actions.ts";

type Source = RoundView["randomnessSources"][number];
type Props = { round: RoundView; typed: readonly string[] };

/** First step: what was published of each source, as it was published. */
export async function TypeOutcomes({ round, typed }: Props) {
  const t = await getTranslations("operator.rounds.drawPage");
  const hint = ({ kind, count, from, to }: Source) => {
    const rule = t(kind === "set" ? "hintSet" : "hintSequence", { count, from, to });
    return from === 0 && to === 255 ? t("hintBytes") : rule;
  };
  return (
    <Form action={previewDrawAction} hidden={{ roundId: round.id }}>
      {round.randomnessSources.map((source, index) => {
        const field = outcomeFields[index];
        if (!field) return null;
        return (
          <FormTextarea
            key={field}
            name={field}
            label={`${source.name} · ${source.issue}`}
            hint={hint(source)}
            rows={source.count > 10 ? 3 : 1}
            maxLength={400}
            defaultValue={typed[index]}
          />
        );
      })}
      <SubmitButton>{t("check")}</SubmitButton>
    </Form>
  );
}

export const Canonical = ({ children }: { children: string }) => (
  <code className="tabular block select-all break-all rounded-lg border border-line bg-sunken p-4 text-lg">
    {children}
  </code>
);

/** Second step: the canonical text that is used and published; a second person then confirms it. */
export async function ProposeDraw({ round, typed, randomness }: Props & { randomness: string }) {
  const t = await getTranslations("operator.rounds.drawPage");
  const fields = Object.fromEntries(outcomeFields.flatMap((field, i) => (i < typed.length ? [[field, typed[i]]] : [])));
  const again = new URLSearchParams({ again: "1", ...definedOf(fields) });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <section aria-labelledby="canonical" className="grid gap-2">
        <h2 id="canonical" className="text-lg">
          {t("canonical")}
        </h2>
        <p className="text-muted">{t("canonicalLead")}</p>
        <Canonical>{randomness}</Canonical>
      </section>
      <Form action={proposeDrawAction} hidden={{ roundId: round.id, ...fields, seen: randomness }}>
        {round.draw && (
          <FormTextarea
            name="reason"
            label={t("againReason")}
            hint={t("againReasonHint", { no: round.draw.runNo })}
            rows={3}
            maxLength={500}
          />
        )}
        <p className="max-w-prose text-muted">{t("proposeText")}</p>
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton>{t("propose")}</SubmitButton>
          <ButtonLink href={`/operator/rounds/${round.id}/draw?${again}`} tone="quiet">
            {t("back")}
          </ButtonLink>
        </div>
      </Form>
    </div>
  );
}

const definedOf = (fields: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
