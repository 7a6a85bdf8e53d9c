import { locales } from "./locales.ts";

/** The address as people see it: prerendered pages live under `/<locale>/…`, which no link ever shows. */
export function publicPath(path: string): string {
  const prefix = locales.map((locale) => `/${locale}`).find((start) => path === start || path.startsWith(`${start}/`));
  return prefix ? path.slice(prefix.length) || "/" : path;
}
