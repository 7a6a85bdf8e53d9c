import { expect, test } from "vitest";
import { seal, unseal } from "#lib/secrets";

const PLACE = "people.phone:01";
const bytesOf = (sealed: string) => Buffer.from(sealed.slice(2), "base64url");
const sealedOf = (bytes: Buffer) => `1.${bytes.toString("base64url")}`;

test("a sealed value opens only where it was sealed for", () => {
  const sealed = seal("13900001234", PLACE);
  expect(sealed).not.toContain("13900001234");
  expect(seal("13900001234", PLACE)).not.toBe(sealed);
  expect(unseal(sealed, PLACE)).toBe("13900001234");
  expect(() => unseal(sealed, "people.phone:02")).toThrow();
});

test("a sealed value that lost or changed a byte anywhere does not open", () => {
  const bytes = bytesOf(seal("13900001234", PLACE));
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => unseal(sealedOf(changed), PLACE), `byte ${at}`).toThrow();
    expect(() => unseal(sealedOf(bytes.subarray(0, at)), PLACE), `cut at ${at}`).toThrow();
  }
});
