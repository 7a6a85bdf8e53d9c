export type Draft = { choices: string[]; anyOther: boolean };

/** A draft travels in the address, so that going back, reloading or another tab lose nothing and mix nothing up. */
export const draftQuery = ({ choices, anyOther }: Draft): string =>
  new URLSearchParams({ choices: choices.join(","), ...(anyOther ? { any: "yes" } : {}) }).toString();

/** The draft in a page's address, null where there is none; what it names is checked by the rules. */
export function readDraft(search: Record<string, string | undefined>): Draft | null {
  if (search.choices === undefined) return null;
  const choices = search.choices.split(",").filter((id) => /^[a-z0-9-]{1,40}$/i.test(id));
  return { choices: choices.slice(0, 5), anyOther: search.any === "yes" };
}
