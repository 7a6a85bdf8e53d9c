import Link from "next/link";
import { classes } from "#ui/tone";

export type Tab = { href: string; label: string; count?: number; current?: boolean };

/** Views of the same thing as links, the chosen one in the address. */
export function TabsNav({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  return (
    <nav aria-label={label} className="-mx-4 overflow-x-auto border-line border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.href} className="shrink-0">
            <Link
              href={tab.href}
              aria-current={tab.current ? "page" : undefined}
              className={classes(
                "inline-flex min-h-11 items-center gap-2 border-b-2 px-3 hover:text-green-700",
                tab.current ? "border-green-700 font-medium text-green-700" : "border-transparent",
              )}
            >
              {tab.label}
              {tab.count !== undefined && (
                <span className="tabular rounded-full bg-grey-100 px-2 text-grey-700 text-xs">{tab.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
