"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

const choices = ["system", "light", "dark"] as const;
type Choice = (typeof choices)[number];
const icons = { system: Monitor, light: Sun, dark: Moon };

function apply(choice: Choice) {
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  try {
    if (choice === "system") localStorage.removeItem("theme");
    else localStorage.setItem("theme", choice);
  } catch {
    // Storage may be forbidden; the choice then lasts for this page.
  }
}

/** Follow the system, light, dark: one press each. public/theme.js restores the choice on the next page. */
export function ThemeSwitch() {
  const t = useTranslations("ui.theme");
  const [choice, setChoice] = useState<Choice>("system");
  useEffect(() => {
    const stored = document.documentElement.dataset.theme;
    if (stored === "light" || stored === "dark") setChoice(stored);
  }, []);
  const Icon = icons[choice];
  const label = t("label", { choice: t(choice) });
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={() => {
        const next = choices[(choices.indexOf(choice) + 1) % choices.length] ?? "system";
        setChoice(next);
        apply(next);
      }}
      className="inline-flex size-11 items-center justify-center rounded-md hover:text-green-700"
    >
      <Icon aria-hidden size={18} />
    </button>
  );
}
