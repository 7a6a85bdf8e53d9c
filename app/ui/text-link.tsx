import Link from "next/link";
import type { ComponentProps } from "react";
import { classes } from "#ui/tone";

type Look = {
  /**
   * line: within a sentence; touch: by itself, as tall as a thumb; row: in a table, tall on a phone only; small: in a
   * dense list, as tall as WCAG 2.2 (2.5.8) asks at least.
   */
  look?: "line" | "touch" | "row" | "small";
  /** no: stays on one line; anywhere: breaks within a word (file names) */
  wrap?: "no" | "anywhere";
};

const looks = {
  line: "",
  touch: "inline-flex min-h-11 items-center gap-2",
  row: "inline-flex min-h-11 items-center gap-1 sm:min-h-6",
  small: "inline-flex min-h-6 items-center gap-2",
};
const wraps = { no: "whitespace-nowrap", anywhere: "break-all" };

/** The class names of a link that reads as text, for what is no `<Link>` (a foreign address, a `<summary>`). */
export const textLinkClass = ({ look = "line", wrap }: Look = {}): string =>
  classes(
    looks[look],
    wrap && wraps[wrap],
    "text-green-700 underline underline-offset-4",
    // A table full of lines would be all lines.
    look === "row" && "decoration-line-strong hover:decoration-green-700",
  );

/** A link that reads as text. */
export function TextLink({ look, wrap, ...rest }: Look & Omit<ComponentProps<typeof Link>, "className">) {
  return <Link className={textLinkClass({ look, wrap })} {...rest} />;
}
