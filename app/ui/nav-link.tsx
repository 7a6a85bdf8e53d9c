"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { publicPath } from "#i18n/public-path";
import { classes } from "#ui/tone";

/**
 * A link of a navigation that knows when it is the current page (or, with `section`, a page below it).
 * The languages' route segment is not part of an address people see, so it is left out of the comparison.
 */
export function NavLink({
  href,
  section,
  className,
  currentClass,
  restClass,
  children,
}: {
  href: string;
  section?: boolean;
  className?: string;
  currentClass?: string;
  restClass?: string;
  children: ReactNode;
}) {
  const path = publicPath(usePathname());
  const here = path === href;
  const below = section && path.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      aria-current={here ? "page" : below ? "true" : undefined}
      className={classes(className, here || below ? currentClass : restClass)}
    >
      {children}
    </Link>
  );
}
