import { Badge } from "#ui/badge";

type Status = "preview" | "confirmed" | "discarded";

/** What became of a table file: green once it counts, red while lines of it cannot be read. */
export function FileStatus({ status, label, wrong = 0 }: { status: Status; label: string; wrong?: number }) {
  const waiting = wrong > 0 ? "red" : "amber";
  return <Badge tone={status === "confirmed" ? "green" : status === "discarded" ? "grey" : waiting}>{label}</Badge>;
}
