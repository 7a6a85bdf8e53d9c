import Link from "next/link";
import type { ReactNode } from "react";
import { classes } from "#ui/tone";

/** A link that changes the list: stays where the page is scrolled to, and is not fetched before it is pressed. */
export function WishLink({
  href,
  label,
  look,
  current,
  children,
}: {
  href: string;
  /**
   * What it does, in full, where the words shown are few or an icon. It holds the words shown, so that who says them aloud
   * reaches the link (WCAG 2.5.3).
   */
  label?: string;
  look: "icon" | "add" | "chip" | "text";
  current?: boolean;
  children: ReactNode;
}) {
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      aria-label={label}
      aria-current={current ? "true" : undefined}
      className={classes(
        "inline-flex min-h-11 items-center justify-center gap-1 rounded-md",
        look === "icon" && "size-11 border border-line-strong bg-surface hover:border-green-700 hover:text-green-700",
        look === "add" &&
          "shrink-0 border border-line-strong bg-surface px-3 text-green-700 hover:border-green-700 hover:bg-green-100",
        look === "chip" && "border px-3 text-sm",
        look === "chip" &&
          (current
            ? "border-green-700 bg-green-100 font-medium text-green-700"
            : "border-line-strong bg-surface hover:border-ink"),
        look === "text" && "text-green-700 underline underline-offset-4",
      )}
    >
      {children}
    </Link>
  );
}
