import type { Db } from "#db/client";
import { complexes, schemeVersions } from "#db/schema";
import { newId } from "#lib/ids";
import { checkScheme, pathText, type Scheme } from "#lib/subsidy/scheme";
import { schemeNamed } from "#lib/subsidy/schemes";
import { schemeHash } from "#lib/subsidy/versions";
import { NOW } from "#tests/support/world";

/** A scheme as JSON, which the change may bring into any form. */
type Json = ReturnType<typeof JSON.parse>;

/** A scheme of the product with something changed in its JSON. */
export function changedScheme(name: string, change: (json: Json) => void): Scheme {
  const json = structuredClone(schemeNamed(name));
  change(json);
  const checked = checkScheme(json);
  if ("scheme" in checked) return checked.scheme;
  throw new Error(checked.problems.map(({ path, problem }) => `${pathText(path)}: ${problem}`).join("\n"));
}

let sequence = 0;

/** A version of a scheme as if two officers had published it. */
export async function publishedVersion(db: Db, scheme: Scheme, fromMonth: string): Promise<void> {
  sequence += 1;
  await db.transaction((tx) =>
    tx.insert(schemeVersions).values({
      id: newId(),
      schemeId: scheme.id,
      version: scheme.version,
      sequence,
      fromMonth,
      content: scheme,
      contentHash: schemeHash(scheme),
      proposedBy: "one",
      publishedBy: "another",
      publishedAt: NOW,
    }),
  );
}

export const setPlan = (db: Db, plan: (string | { bestOf: string[] })[] | null) =>
  db.transaction((tx) => tx.update(complexes).set({ plan }));
