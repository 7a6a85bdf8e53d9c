import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { env } from "./env.ts";

/**
 * Personal data at rest, and secrets compared by hash. This is the only file that names a cipher or a hash
 * for them, so that another (SM3, SM4) can take its place here.
 */
const keys = new Map<string, Buffer>();

function key(purpose: string): Buffer {
  const known = keys.get(purpose);
  if (known) return known;
  const made = Buffer.from(hkdfSync("sha256", env().dataKey, "", `wutong/${purpose}`, 32));
  keys.set(purpose, made);
  return made;
}

/** AES-256-GCM with its own IV, bound to `place` (`people.phone:<id>`): a value moved to another row does not open. */
export function seal(plain: string, place: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key("seal"), iv);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return `1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")}`;
}

/** The text that `seal` was given; throws when it was changed or sealed for another place. */
export function unseal(sealed: string, place: string): string {
  const bytes = Buffer.from(sealed.slice(2), "base64url");
  // Without its length said, a cut value would be checked by a tag as short as what is left of it.
  const decipher = createDecipheriv("aes-256-gcm", key("seal"), bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}

/** A keyed hash to look a sealed value up by; useless without the key. */
export const lookupHash = (plain: string, purpose: string): string =>
  createHmac("sha256", key(`lookup/${purpose}`))
    .update(plain)
    .digest("base64url");

/** For what is random enough to need no key: session tokens, contents of a batch. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export const randomToken = (): string => randomBytes(32).toString("base64url");

export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
