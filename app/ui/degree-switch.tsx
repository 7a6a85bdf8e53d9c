import { useTranslations } from "next-intl";
import { DegreeMemory } from "#ui/degree-memory";

/** The degrees a price can be shown for; also what `data-for-degree` may say. */
export const shownDegrees = ["doctor", "master", "bachelor", "none"] as const;
export type ShownDegree = (typeof shownDegrees)[number];

/**
 * Chooses whose price is shown: the page holds all variants, each in an element with `data-for-degree="doctor"`
 * (several: `"doctor master"`), and the style sheet shows the chosen one. Works without scripts.
 * `name` must differ where a page has two switches; they keep in step.
 */
export function DegreeSwitch({ name = "degree-shown", legendHidden }: { name?: string; legendHidden?: boolean }) {
  const t = useTranslations("ui.degree");
  return (
    <fieldset data-print="hide" className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-2">
      <legend className="sr-only">{t("legend")}</legend>
      {!legendHidden && (
        <span aria-hidden className="font-medium text-sm">
          {t("legend")}
        </span>
      )}
      <div className="inline-flex max-w-full overflow-x-auto rounded-lg border border-line-strong bg-surface p-1">
        {shownDegrees.map((degree) => (
          <label
            key={degree}
            className="relative inline-flex min-h-10 items-center whitespace-nowrap rounded-md px-3 has-checked:bg-green-700 has-checked:font-medium has-checked:text-on-fill has-focus-visible:outline-3 has-focus-visible:outline-green-600 has-focus-visible:outline-offset-2 not-has-checked:hover:text-green-700 sm:px-5"
          >
            <input
              type="radio"
              name={name}
              value={degree}
              defaultChecked={degree === "master"}
              data-degree-radio={degree}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            {t(degree)}
          </label>
        ))}
      </div>
      <DegreeMemory />
    </fieldset>
  );
}
