import { invariant } from "../errors.ts";
import { joined } from "./bundle-text.ts";
import { compareAsBytes, digestOf, hexOf } from "./digest.ts";

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

/** Fields by the texts they are of: a city's applicants name the same few categories twenty million times. */
class Fields {
  private readonly known = new Map<string, string>();

  list(values: readonly string[]): string {
    let joined = "";
    for (const value of values) joined += joined === "" ? this.of(value) : `,${this.of(value)}`;
    return joined;
  }

  private of(value: string): string {
    const known = this.known.get(value);
    if (known !== undefined) return known;
    const text = field(value);
    this.known.set(value, text);
    return text;
  }
}

function line(row: RosterRow, label: string, fields: Fields): string {
  invariant(label !== "", "a roster row has a label");
  return `${[
    label,
    field(row.tier),
    field(row.points),
    field(row.group),
    field(row.gender),
    fields.list([...(row.classes ?? [])].sort(compareAsBytes)),
    fields.list(row.choices),
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
export const rosterText = (rows: readonly RosterRow[]): string => [...rosterLines(rows)].join("");

function* rosterLines(rows: readonly RosterRow[]): Generator<string> {
  const labels = rows.map((row) => field(row.label));
  invariant(new Set(labels).size === rows.length, "a label stands on the roster once");
  // No two labels are the same, so the first field, with the tab that ends it, decides how lines compare.
  const starts = labels.map((label) => `${label}\t`);
  const order = [...rows.keys()].sort((a, b) => compareAsBytes(starts[a] ?? "", starts[b] ?? ""));
  const fields = new Fields();
  for (const at of order) yield line(rows[at] as RosterRow, labels[at] ?? "", fields);
}

/** What is published when a roster is frozen: SHA-256 of its canonical text in hex, and the number of applicants. */
export const rosterHash = (rows: readonly RosterRow[]): { sha256: string; count: number } => ({
  sha256: hexOf(digestOf(joined(rosterLines(rows)))),
  count: rows.length,
});
