import Link from "next/link";
import type { ReactNode } from "react";

export const tableLink =
  "inline-flex min-h-11 items-center text-green-700 underline decoration-line-strong underline-offset-4 hover:decoration-green-700 sm:min-h-6";

/** A figure that leads to the rows it is the sum of. */
export function FigureLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={tableLink}>
      {children}
    </Link>
  );
}
