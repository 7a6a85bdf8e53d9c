import { notFound } from "next/navigation";
import { connection } from "next/server";
import { env } from "#lib/env";

/** Nothing under /demo exists unless demo mode is on; asked per request, so that a build needs no settings. */
export async function demoOnly(): Promise<void> {
  await connection();
  if (!env().demo) notFound();
}
