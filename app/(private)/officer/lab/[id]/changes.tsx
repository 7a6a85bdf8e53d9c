import { useLocale, useTranslations } from "next-intl";
import { nameIn } from "#i18n/names";
import type { DraftPage } from "#lib/lab/queries";
import type { DraftChange } from "#lib/lab/rules-changes";
import { useDraftNames } from "./names.ts";

/** What a draft says differently from what it began with, one line each. */
export function Changes({ draft }: { draft: DraftPage }) {
  const t = useTranslations("lab.draft");
  const text = useChangeText(draft);
  if (draft.changes.length === 0) return t("noChanges");
  return (
    <ul className="grid gap-0.5">
      {draft.changes.map((change) => {
        const said = text(change);
        return <li key={said}>{said}</li>;
      })}
    </ul>
  );
}

function useChangeText(draft: DraftPage): (change: DraftChange) => string {
  const t = useTranslations("lab.draft");
  const words = useTranslations("words");
  const locale = useLocale();
  const names = useDraftNames(draft);
  const shown = (text: string) => (text === "yes" || text === "no" ? words(text) : text);
  const list = (all: readonly string[]) => all.map(names.word).join(words("listSeparator"));
  return (change) => {
    if (change.kind === "off") {
      const part = draft.view.parts.find((one) => one.id === change.id);
      const condition = draft.view.conditions.find((one) => one.code === change.id);
      if (change.of === "part") return t("offPart", { name: part ? nameIn(locale, part) : change.id });
      return t("offCondition", { name: condition ? names.condition(condition) : change.id });
    }
    const name = names.parameter(change.parameter);
    if (change.kind === "period") return t("changePeriod", { name, from: change.from, to: change.to ?? t("open") });
    if (change.kind === "words") {
      const texts = [
        ...(change.added.length > 0 ? [t("added", { words: list(change.added) })] : []),
        ...(change.dropped.length > 0 ? [t("dropped", { words: list(change.dropped) })] : []),
      ];
      return t("changeWords", { name, text: texts.join(words("listSeparator")) });
    }
    const place = names.place(change.parameter, change.path);
    const unit = names.unit(change.parameter);
    const value = (one: string) => `${shown(one)}${unit && ` ${unit}`}`;
    return t("changeValue", {
      name: place ? `${name} · ${place}` : name,
      was: value(change.was),
      now: value(change.now),
    });
  };
}
