import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LanguageLink } from "#ui/language-link";
import { NavLink } from "#ui/nav-link";
import { mainId } from "#ui/skip-link";
import { ThemeSwitch } from "#ui/theme-switch";
import { WordMark } from "#ui/word-mark";

const links = [
  { href: "/", key: "home" },
  { href: "/rooms", key: "rooms" },
  { href: "/rounds", key: "rounds" },
  { href: "/my", key: "mine" },
] as const;

function PublicNav() {
  const t = useTranslations("ui.nav");
  return (
    <nav aria-label={t("label")} className="order-last w-full sm:order-none sm:w-auto">
      <ul className="-mx-3 flex sm:mx-0 sm:gap-1">
        {links.map(({ href, key }) => (
          <li key={href}>
            <NavLink
              href={href}
              section={href !== "/"}
              className="inline-flex min-h-11 items-center border-b-2 px-3 hover:text-green-700"
              currentClass="border-green-700 font-medium text-green-700"
              restClass="border-transparent"
            >
              {t(key)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function PublicFooter() {
  const t = useTranslations("ui");
  return (
    <footer data-print="hide" className="mt-16 border-line border-t bg-sunken sm:mt-24">
      <div className="page-width grid gap-6 py-10 sm:grid-cols-[1fr_auto] sm:py-12">
        <div className="grid max-w-prose gap-2">
          <WordMark />
          <p className="text-muted text-sm">{t("footer.about")}</p>
          <p className="text-muted text-sm">{t("footer.amounts")}</p>
        </div>
        <nav aria-label={t("footer.links")}>
          <ul className="flex flex-wrap gap-x-6 text-sm sm:grid">
            {links.map(({ href, key }) => (
              <li key={href}>
                <NavLink href={href} className="inline-flex min-h-9 items-center hover:text-green-700 hover:underline">
                  {t(`nav.${key}`)}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </footer>
  );
}

/** Header, main and footer of the public pages. Pages inside use `page-width` on their sections, so that bands may be wide. */
export function PublicShell({ children }: { children: ReactNode }) {
  return (
    <>
      <header data-print="hide" className="border-line border-b">
        <div className="page-width flex flex-wrap items-center gap-x-6 sm:min-h-16">
          <WordMark />
          <div className="hidden sm:block sm:grow" />
          <PublicNav />
          <div className="ml-auto flex items-center sm:ml-0">
            <LanguageLink />
            <ThemeSwitch />
          </div>
        </div>
      </header>
      <main id={mainId} tabIndex={-1} className="grow outline-none">
        {children}
      </main>
      <PublicFooter />
    </>
  );
}
