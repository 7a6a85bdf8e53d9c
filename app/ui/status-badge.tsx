import { useTranslations } from "next-intl";
import type { Messages } from "#i18n/messages";
import { Badge } from "#ui/badge";
import type { Tone } from "#ui/tone";

type Words = Messages["words"];
type Kinds = {
  unit: keyof Words["unitStatus"];
  round: keyof Words["roundStatus"];
  application: keyof Words["applicationStatus"];
  offer: keyof Words["offerStatus"];
  turn: keyof Words["turnStatus"];
  lease: keyof Words["leaseStatus"];
  bill: keyof Words["billStatus"];
  settlement: keyof Words["settlementStatus"];
  correction: keyof Words["correctionStatus"];
  clawback: keyof Words["clawbackStatus"];
  schemeDraft: keyof Words["draftStatus"];
  payout: keyof Words["payoutStatus"];
  period: keyof Words["periodStatus"];
};

/** Colours users know (FIELD.md §8): green can be had, amber waits, blue is in use, red is harm. */
export const statusTones: { [K in keyof Kinds]: Record<Kinds[K], Tone> } = {
  unit: {
    vacant: "green",
    held: "amber",
    reserved: "orange",
    occupied: "blue",
    leaving: "violet",
    outOfOrder: "grey",
    frozen: "red",
  },
  round: {
    draft: "grey",
    announced: "blue",
    open: "green",
    closed: "amber",
    rosterNotice: "amber",
    frozen: "amber",
    drawn: "blue",
    resultsNotice: "blue",
    offering: "green",
    finished: "grey",
  },
  application: {
    draft: "grey",
    submitted: "blue",
    withdrawn: "grey",
    excluded: "red",
    refused: "red",
    placed: "green",
    choosing: "amber",
    offered: "amber",
    waiting: "blue",
    declined: "grey",
    housed: "green",
    unplaced: "grey",
  },
  offer: { open: "amber", accepted: "green", declined: "grey", expired: "grey", withdrawn: "grey" },
  turn: { waiting: "amber", chosen: "green", missed: "grey", passed: "grey", out: "grey" },
  lease: { signed: "orange", active: "green", ended: "grey" },
  bill: { due: "amber", awaiting: "blue", "part-paid": "amber", paid: "green", overdue: "red", credit: "blue" },
  settlement: {
    draft: "amber",
    checked: "blue",
    posted: "green",
    funded: "green",
    disbursed: "green",
    closed: "grey",
  },
  correction: { draft: "amber", posted: "green", discarded: "grey" },
  clawback: { claimed: "red", proposed: "amber", running: "blue", settled: "green" },
  schemeDraft: { draft: "grey", proposed: "amber", published: "green", discarded: "grey" },
  payout: { ready: "amber", sent: "blue", paid: "green", returned: "red", dropped: "grey" },
  period: { open: "amber", closed: "grey" },
};

const groups = {
  unit: "unitStatus",
  round: "roundStatus",
  application: "applicationStatus",
  offer: "offerStatus",
  turn: "turnStatus",
  lease: "leaseStatus",
  bill: "billStatus",
  settlement: "settlementStatus",
  correction: "correctionStatus",
  clawback: "clawbackStatus",
  schemeDraft: "draftStatus",
  payout: "payoutStatus",
  period: "periodStatus",
} as const;

/** `<StatusBadge kind="lease" status="active" />`: the domain's status in words and tone. */
export function StatusBadge<K extends keyof Kinds>({ kind, status }: { kind: K; status: Kinds[K] }) {
  const t = useTranslations("words");
  const key = `${groups[kind]}.${status}` as Parameters<typeof t>[0];
  return <Badge tone={statusTones[kind][status]}>{t(key)}</Badge>;
}
