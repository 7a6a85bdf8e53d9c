import { invariant } from "../errors.ts";
import { compareAsBytes, digest, hexOf, utf8 } from "./digest.ts";

/** What is frozen of an applicant: everything the order and the choice read, nothing that says who it is. */
export type RosterRow = {
  label: string;
  tier?: number | null;
  points?: number | null;
  group?: number | null;
  gender?: string | null;
  classes?: readonly string[];
  choices: readonly string[];
  anyOther?: boolean;
  maxRentFen?: number | null;
  holds?: string | null;
};

function field(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = value.normalize("NFC");
  invariant(!/[\t\n\r,]/.test(text), "a roster field holds no tab, line end or comma");
  return text;
}

const list = (values: readonly string[]): string => values.map(field).join(",");

function line(row: RosterRow): string {
  invariant(row.label !== "", "a roster row has a label");
  return `${[
    field(row.label),
    field(row.tier),
    field(row.points),
    field(row.group),
    field(row.gender),
    list([...(row.classes ?? [])].sort(compareAsBytes)),
    list(row.choices),
    row.anyOther ? "1" : "0",
    field(row.maxRentFen),
    field(row.holds),
  ].join("\t")}\n`;
}

/**
 * The canonical roster: one line an applicant, ended by LF, in Unicode NFC, the lines sorted by their UTF-8 bytes.
 * Fields, separated by tab and empty where unset: label, tier, points, group, gender, classes (sorted, joined by comma),
 * choices (best first, joined by comma), anyOther (1 or 0), maxRentFen, holds.
 */
export function rosterText(rows: readonly RosterRow[]): string {
  const labels = new Set(rows.map((row) => row.label.normalize("NFC")));
  invariant(labels.size === rows.length, "a label stands on the roster once");
  return rows.map(line).sort(compareAsBytes).join("");
}

/** What is published when a roster is frozen: SHA-256 of its canonical text in hex, and the number of applicants. */
export const rosterHash = (rows: readonly RosterRow[]): { sha256: string; count: number } => ({
  sha256: hexOf(digest(utf8(rosterText(rows)))),
  count: rows.length,
});
