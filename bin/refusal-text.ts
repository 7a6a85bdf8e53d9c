import { readFileSync } from "node:fs";
import { createTranslator } from "next-intl";
import { atHome } from "#db/home";
import type { Refusal } from "#lib/errors";

/** A refusal in the words of the product (English on the command line), with each field that is to blame. */
export function refusalText(refusal: Refusal): string {
  const messages = JSON.parse(readFileSync(atHome("app/i18n/en/refusals.json"), "utf8"));
  const t = createTranslator({ locale: "en", messages, onError: () => {}, getMessageFallback: ({ key }) => key });
  const sentence = (reason: string, values: Refusal["values"]) => t(reason, values);
  const problems = (refusal.problems ?? []).map(
    ({ field, reason, values }) => `  ${field}: ${sentence(reason, values)}`,
  );
  return [sentence(refusal.reason, refusal.values), ...problems].join("\n");
}
