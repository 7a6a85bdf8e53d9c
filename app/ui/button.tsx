import Link from "next/link";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { classes } from "#ui/tone";

export type ButtonLook = {
  /** primary: the one thing to do here; quiet: everything else; danger: what harms; link: reads as text. */
  tone?: "primary" | "quiet" | "danger" | "link";
  size?: "sm" | "md" | "lg";
  /** An icon before the words, already sized (lucide `size={18}`). */
  icon?: ReactNode;
  /** Full width on phones. */
  wide?: boolean;
};

const tones = {
  primary: "bg-green-700 text-on-fill hover:bg-green-600 border border-transparent",
  quiet: "bg-surface text-ink border border-line-strong hover:border-green-700 hover:text-green-700",
  danger: "bg-red-700 text-on-fill hover:bg-red-600 border border-transparent",
  link: "text-green-700 underline underline-offset-4 decoration-1 hover:decoration-2",
};
const sizes = {
  sm: "min-h-9 px-3 text-sm",
  md: "min-h-11 px-5 text-base",
  lg: "min-h-13 px-7 text-base",
};

/** The class names of a button, for the rare element that is neither `<Button>` nor `<ButtonLink>`. */
export const buttonClass = ({ tone = "primary", size = "md", wide }: ButtonLook): string =>
  classes(
    "inline-flex items-center justify-center gap-2 justify-self-start rounded-md font-medium transition-colors",
    "aria-disabled:cursor-not-allowed aria-disabled:opacity-60 disabled:cursor-not-allowed disabled:opacity-60",
    tones[tone],
    tone === "link" ? "min-h-11" : sizes[size],
    wide && "w-full sm:w-auto",
  );

/** A button; `type` is "button" unless told. For sending a form use `<SubmitButton>`. */
export function Button({
  tone,
  size,
  icon,
  wide,
  children,
  type = "button",
  ...rest
}: ButtonLook & Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className">) {
  return (
    <button type={type} className={buttonClass({ tone, size, wide })} {...rest}>
      {icon}
      {children}
    </button>
  );
}

/** A link that looks like a button. `plain` renders `<a>` (downloads, route handlers) instead of a client navigation. */
export function ButtonLink({
  href,
  tone,
  size,
  icon,
  wide,
  plain,
  download,
  children,
}: ButtonLook & { href: string; plain?: boolean; download?: boolean | string; children: ReactNode }) {
  const className = buttonClass({ tone, size, wide });
  if (plain || download) {
    return (
      <a href={href} download={download} className={className}>
        {icon}
        {children}
      </a>
    );
  }
  return (
    <Link href={href} className={className}>
      {icon}
      {children}
    </Link>
  );
}
