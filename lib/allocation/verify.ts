import { type Applicant, serialDictatorship } from "./choice.ts";
import { bytesOf } from "./digest.ts";
import { drawOrder, verifyCode } from "./draw.ts";
import { rosterHash } from "./roster.ts";

/** What is published of a draw, in the shape of the proof file. */
export type PublishedDraw = {
  commitment: string;
  chainLength: number;
  code: string;
  randomness: string;
  rosterHash: string;
  places: readonly { roomTypeId: string; count: number }[];
  applicants: readonly {
    label: string;
    rank: number;
    key: string;
    choices: readonly string[];
    anyOther: boolean;
    roomTypeId: string | null;
  }[];
};

/** `failed` names the first receipt number that does not agree, where there is one. */
export type Check = { id: "code" | "roster" | "keys" | "order" | "choice"; passed: boolean; failed: string | null };

/**
 * Makes a published draw again from its own file: the code leads to the commitment, the list of
 * applicants to the hash that was frozen, each key follows from code,
 * randomness and label, ascending keys give the ranks, and ranks and wishes give the room types.
 */
export function verifyDraw(published: PublishedDraw): Check[] {
  const { applicants } = published;
  const code = bytesOf(published.code);
  const commitment = bytesOf(published.commitment);
  const proven = code !== null && commitment !== null && verifyCode(code, commitment, published.chainLength) !== null;
  const roster = rosterHash(applicants.map(({ label, choices, anyOther }) => ({ label, choices, anyOther })));
  const checks: Check[] = [
    { id: "code", passed: proven, failed: null },
    { id: "roster", passed: roster.sha256 === published.rosterHash, failed: null },
  ];
  if (code === null) return checks;

  const order = drawOrder(
    code,
    published.randomness,
    applicants.map(({ label }) => label),
  );
  const drawn = new Map(order.map((entry) => [entry.label, entry]));
  checks.push(compare("keys", applicants, ({ label, key }) => drawn.get(label)?.key === key));
  checks.push(compare("order", applicants, ({ label, rank }) => drawn.get(label)?.rank === rank));

  const { assignments } = serialDictatorship(
    order.map(({ label }) => label),
    applicants.map(({ label, choices, anyOther }): Applicant => ({ id: label, choices, anyOther })),
    published.places.map(({ roomTypeId, count }) => ({ id: roomTypeId, places: count })),
  );
  const given = new Map(assignments.map(({ id, category }) => [id, category]));
  checks.push(compare("choice", applicants, ({ label, roomTypeId }) => given.get(label) === roomTypeId));
  return checks;
}

function compare<T extends { label: string }>(id: Check["id"], rows: readonly T[], agrees: (row: T) => boolean): Check {
  const failed = rows.find((row) => !agrees(row))?.label ?? null;
  return { id, passed: failed === null, failed };
}
