import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { env } from "#lib/env";

/** Nothing under /demo exists unless demo mode is on. */
export default function DemoLayout({ children }: { children: ReactNode }) {
  if (!env().demo) notFound();
  return children;
}
