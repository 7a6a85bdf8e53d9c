import { fundShares } from "../budget/rules-shares.ts";
import type { Fen } from "../money.ts";
import { drawnFen, keptFen } from "../subsidy/rules-carried.ts";
import { partName } from "../subsidy/rules-plan.ts";
import type { Scheme } from "../subsidy/scheme.ts";
import { figureOf, type MonthRow, type Named, NONE } from "./rules-figures.ts";

/**
 * A place that money flows through. `kind` says how it is named: funds, schemes, parts and classes by their own names,
 * the others by the reader's words for their id. Nodes stand in columns from left to right.
 */
export type FlowNode = {
  id: string;
  kind: "fund" | "scheme" | "part" | "class" | "word";
  name: Named | null;
  column: number;
  fen: Fen;
};
export type FlowLink = { from: string; to: string; fen: Fen };
export type Flow = { nodes: FlowNode[]; links: FlowLink[] };

const none: Named = { nameZh: "不在范围", nameEn: "Outside every class" };

/**
 * The month's support from the funds to where it ends: fund → scheme → part → class → set against rent, paid out or kept
 * for the next month. What earlier months kept comes in beside the parts: no fund bears it again.
 * What leaves a place is what came into it; funds bear what the budget says they bear, each line split by itself.
 */
export function supportFlow(rows: readonly MonthRow[], schemes: readonly Scheme[]): Flow {
  const links = new Map<string, FlowLink>();
  const names = new Map<string, Pick<FlowNode, "kind" | "name" | "column">>();
  const add = (from: string, to: string, fen: Fen) => {
    if (fen === 0) return;
    const link = links.get(`${from} ${to}`) ?? { from, to, fen: 0 };
    links.set(`${from} ${to}`, { ...link, fen: link.fen + fen });
  };
  for (const { decision } of rows) {
    const carriedFen = decision?.carriedFen ?? 0;
    if (!decision || (decision.subsidyFen === 0 && carriedFen === 0)) continue;
    const itsClass = `class:${decision.class?.id ?? NONE}`;
    names.set(itsClass, { kind: "class", name: decision.class ?? none, column: 3 });
    for (const { part, amountFen } of decision.parts) {
      const [scheme = ""] = part.split("/");
      add(`scheme:${scheme}`, `part:${part}`, amountFen);
      add(`part:${part}`, itsClass, amountFen);
    }
    add("word:drawn", itsClass, drawnFen(carriedFen));
    add(itsClass, "word:offset", decision.offsetFen);
    add(itsClass, "word:paidOut", decision.surplusFen);
    add(itsClass, "word:kept", keptFen(carriedFen));
  }
  for (const scheme of schemes) {
    names.set(`scheme:${scheme.id}`, { kind: "scheme", name: scheme, column: 1 });
    for (const part of scheme.parts)
      names.set(`part:${partName(scheme.id, part.id)}`, { kind: "part", name: part, column: 2 });
    for (const [fund, fen] of fundsOf(rows, scheme)) {
      const about = scheme.funders.find((one) => one.id === fund);
      names.set(`fund:${fund}`, { kind: "fund", name: about ?? null, column: 0 });
      add(`fund:${fund}`, `scheme:${scheme.id}`, fen);
    }
  }
  names.set("word:drawn", { kind: "word", name: null, column: 2 });
  for (const word of ["word:offset", "word:paidOut", "word:kept"])
    names.set(word, { kind: "word", name: null, column: 4 });
  return flowOf([...links.values()], names);
}

/** What each fund bears of one scheme in these rows. */
export function fundsOf(rows: readonly MonthRow[], scheme: Scheme): Map<string, Fen> {
  const parts = rows
    .flatMap((row) => row.decision?.parts ?? [])
    .filter((one) => one.part.startsWith(`${scheme.id}/`))
    .map((one) => ({ ...one, lines: 1 }));
  return fundShares([scheme], parts);
}

/** What was billed and what it was met by: what the books netted, what waits for approval, what tenants paid, what is open. */
export function rentFlow(rows: readonly MonthRow[]): Flow {
  const sums = { rent: 0, other: 0, waived: 0, credit: 0, netted: 0, expected: 0, paid: 0, open: 0 };
  for (const row of rows) {
    sums.rent += row.rentFen;
    sums[row.otherFen >= 0 ? "other" : "waived"] += Math.abs(row.otherFen);
    sums.netted += row.nettedFen;
    sums.paid += row.paidFen;
    for (const figure of ["expected", "open", "credit"] as const) sums[figure] += figureOf(row, figure);
  }
  const names = new Map<string, Pick<FlowNode, "kind" | "name" | "column">>();
  const at = (ids: readonly (keyof typeof sums)[], column: number) => {
    for (const id of ids) names.set(`word:${id}`, { kind: "word", name: null, column });
  };
  at(["rent", "other", "credit"], 0);
  names.set("word:billed", { kind: "word", name: null, column: 1 });
  at(["netted", "expected", "paid", "open", "waived"], 2);
  const links = [
    ...(["rent", "other", "credit"] as const).map((id) => ({ from: `word:${id}`, to: "word:billed", fen: sums[id] })),
    ...(["netted", "expected", "paid", "open", "waived"] as const).map((id) => ({
      from: "word:billed",
      to: `word:${id}`,
      fen: sums[id],
    })),
  ];
  return flowOf(links, names);
}

function flowOf(all: FlowLink[], names: Map<string, Pick<FlowNode, "kind" | "name" | "column">>): Flow {
  const links = all.filter((link) => link.fen > 0);
  const nodes = [...names].flatMap(([id, about]): FlowNode[] => {
    const sum = (side: "from" | "to") => links.reduce((fen, link) => (link[side] === id ? fen + link.fen : fen), 0);
    const fen = Math.max(sum("from"), sum("to"));
    return fen > 0 ? [{ id, ...about, name: about.name && pick(about.name), fen }] : [];
  });
  const columnOf = new Map(nodes.map((node) => [node.id, node.column]));
  const byColumn = (a: FlowLink, b: FlowLink) => (columnOf.get(a.from) ?? 0) - (columnOf.get(b.from) ?? 0);
  return { nodes: nodes.sort((a, b) => a.column - b.column), links: links.toSorted(byColumn) };
}

const pick = ({ nameZh, nameEn }: Named): Named => ({ nameZh, nameEn });
