import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LanguageLink } from "#ui/language-link";
import type { ShellLink } from "#ui/my-shell";
import { NavLink } from "#ui/nav-link";
import { mainId } from "#ui/skip-link";
import { ThemeSwitch } from "#ui/theme-switch";
import { WordMark } from "#ui/word-mark";

function DeskNav({ nav, label }: { nav: readonly ShellLink[]; label: string }) {
  return (
    <nav aria-label={label} className="overflow-x-auto lg:overflow-visible">
      <ul className="flex px-1.5 py-1 sm:gap-1 sm:px-2 lg:grid lg:px-3">
        {nav.map(({ href, label: text, icon, exact, count, group }) => (
          <li key={href} className="shrink-0">
            {group && <p className="hidden px-3 pt-3 pb-1 text-muted text-xs lg:block">{group}</p>}
            <NavLink
              href={href}
              section={!exact}
              className="flex min-h-11 items-center gap-2.5 whitespace-nowrap rounded-md px-2.5 hover:bg-sunken sm:px-3 lg:min-h-9"
              currentClass="bg-green-100 font-medium text-green-700"
              restClass="text-ink"
            >
              <span aria-hidden className="hidden shrink-0 sm:inline">
                {icon}
              </span>
              {text}
              {count ? (
                <span className="tabular ml-auto rounded-full bg-amber-100 px-2 text-amber-700 text-xs">{count}</span>
              ) : null}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/**
 * The desks of operators, officers and administrators: a slim side bar, above the page on small screens.
 * `title` names the desk, `person` and `roleName` who is at it, `signOut` is a form with its button.
 */
export function DeskShell({
  title,
  nav,
  person,
  roleName,
  signOut,
  children,
}: {
  title: string;
  nav: readonly ShellLink[];
  person: string;
  roleName: string;
  signOut?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("ui.desk");
  return (
    <div className="flex grow flex-col print:block lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <header
        data-print="hide"
        className="border-line border-b bg-surface lg:sticky lg:top-0 lg:flex lg:h-dvh lg:flex-col lg:overflow-y-auto lg:border-r lg:border-b-0"
      >
        <div className="flex items-center gap-3 px-4 pt-2 lg:block lg:px-6 lg:pt-5 lg:pb-4">
          <WordMark compact />
          <p className="text-muted text-sm">{title}</p>
        </div>
        <DeskNav nav={nav} label={title} />
        <section
          aria-label={t("account")}
          className="flex flex-wrap items-center gap-x-3 border-line border-t px-4 py-1 lg:mt-auto lg:block lg:px-6 lg:py-4"
        >
          <p className="min-w-0 grow truncate text-sm">
            <Link href="/account" className="inline-flex min-h-11 items-center font-medium hover:underline lg:min-h-8">
              {person}
            </Link>
            <span className="ml-2 text-muted">{roleName}</span>
          </p>
          <div className="flex items-center whitespace-nowrap lg:-mx-2">
            <LanguageLink />
            <ThemeSwitch />
            {signOut}
          </div>
        </section>
      </header>
      <main id={mainId} tabIndex={-1} className="min-w-0 grow px-4 py-6 outline-none sm:px-6 lg:px-8 lg:py-8">
        {children}
      </main>
    </div>
  );
}
