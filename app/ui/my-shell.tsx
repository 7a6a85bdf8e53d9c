import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LanguageLink } from "#ui/language-link";
import { NavLink } from "#ui/nav-link";
import { mainId } from "#ui/skip-link";
import { ThemeSwitch } from "#ui/theme-switch";
import { WordMark } from "#ui/word-mark";

/**
 * `icon` sized 20; `exact` for a link that is not current on pages below it (`/my`). `group` names what this link and
 * those after it are about, where a side bar has many.
 */
export type ShellLink = {
  href: string;
  label: string;
  icon: ReactNode;
  exact?: boolean;
  count?: number;
  group?: string;
};

function TopNav({ nav }: { nav: readonly ShellLink[] }) {
  const t = useTranslations("ui.my");
  return (
    <nav aria-label={t("tabs")} className="hidden sm:block">
      <ul className="flex gap-1">
        {nav.map(({ href, label, exact }) => (
          <li key={href}>
            <NavLink
              href={href}
              section={!exact}
              className="inline-flex min-h-11 items-center border-b-2 px-3 hover:text-green-700"
              currentClass="border-green-700 font-medium text-green-700"
              restClass="border-transparent"
            >
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function BottomTabs({ nav }: { nav: readonly ShellLink[] }) {
  const t = useTranslations("ui.my");
  return (
    <nav
      aria-label={t("tabs")}
      className="fixed inset-x-0 bottom-0 z-40 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      <ul className="flex">
        {nav.map(({ href, label, icon, exact, count }) => (
          <li key={href} className="min-w-0 flex-1">
            <NavLink
              href={href}
              section={!exact}
              className="relative flex min-h-14 flex-col items-center justify-center gap-0.5 text-xs"
              currentClass="font-medium text-green-700"
              restClass="text-muted"
            >
              <span aria-hidden>{icon}</span>
              <span className="max-w-full truncate">{label}</span>
              {count ? (
                <span className="absolute top-1 left-1/2 ml-2 min-w-4.5 rounded-full bg-red-700 px-1 text-center text-on-fill text-xs">
                  {count}
                </span>
              ) : null}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/**
 * Talents' pages: phone first. `person` is the name shown, `signOut` a form with its button,
 * `nav` four or five places (tabs at the bottom on phones, along the top on wider screens).
 */
export function MyShell({
  nav,
  person,
  signOut,
  children,
}: {
  nav: readonly ShellLink[];
  person?: string;
  signOut?: ReactNode;
  children: ReactNode;
}) {
  return (
    <>
      <header data-print="hide" className="border-line border-b bg-surface">
        <div className="page-width flex min-h-14 items-center gap-x-4 sm:min-h-16">
          <WordMark />
          <div className="hidden grow justify-center sm:flex">
            <TopNav nav={nav} />
          </div>
          <div className="ml-auto flex items-center gap-1">
            {person && <span className="hidden max-w-32 truncate text-muted text-sm sm:inline">{person}</span>}
            <LanguageLink />
            <ThemeSwitch />
            {signOut}
          </div>
        </div>
      </header>
      <main id={mainId} tabIndex={-1} className="page-width grow pt-6 pb-28 outline-none sm:pt-10 sm:pb-16">
        {children}
      </main>
      <BottomTabs nav={nav} />
    </>
  );
}
