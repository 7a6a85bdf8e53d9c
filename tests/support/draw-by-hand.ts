import { hkdfSync } from "node:crypto";

/** The draw of draft-thomson-elegy-vrs-00 with another implementation of HKDF: keys in hex, ascending, ranks from 1. */
export const drawByHand = (code: Uint8Array, randomness: string, labels: readonly string[]) =>
  labels
    .map((label) => ({ label, key: Buffer.from(hkdfSync("sha256", randomness, code, label, 32)).toString("hex") }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((drawn, index) => ({ ...drawn, rank: index + 1 }));
