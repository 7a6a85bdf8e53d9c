import type { RandomnessSource } from "../allocation/randomness.ts";
import { invariant } from "../errors.ts";

export const sourcePresets = ["beacon", "dice", "lotteries"] as const;
export type SourcePreset = (typeof sourcePresets)[number];

/** Sources without their issue; `issue` says which of the preset's issues (from 0) each belongs to. */
type Shape = Omit<RandomnessSource, "issue"> & { issue: number };

// Names are shown as they are in both languages: they name the public thing whose outcome is looked up.
const SHAPES: Record<SourcePreset, readonly Shape[]> = {
  beacon: [{ name: "公共随机信标 · randomness beacon", issue: 0, kind: "sequence", count: 32, from: 0, to: 255 }],
  dice: [
    { name: "公证现场掷骰 25 枚 · 25 dice before a notary", issue: 0, kind: "sequence", count: 25, from: 1, to: 6 },
  ],
  lotteries: [
    { name: "双色球红球 · SSQ red", issue: 0, kind: "set", count: 6, from: 1, to: 33 },
    { name: "双色球蓝球 · SSQ blue", issue: 0, kind: "set", count: 1, from: 1, to: 16 },
    { name: "大乐透前区 · DLT front", issue: 1, kind: "set", count: 5, from: 1, to: 35 },
    { name: "大乐透后区 · DLT back", issue: 1, kind: "set", count: 2, from: 1, to: 12 },
    { name: "排列5 · PL5", issue: 2, kind: "sequence", count: 5, from: 0, to: 9 },
  ],
};

/** How many issues a preset needs: a beacon round, a place and time, or three lottery draws. */
export const issuesOf = (preset: SourcePreset): number => Math.max(...SHAPES[preset].map(({ issue }) => issue)) + 1;

/**
 * The sources to announce for a preset; `issues` has one text for each public event, in the preset's order.
 * Each preset has at least 64 bits of outcomes (lib/rounds/rules.ts, LEAST_OUTCOME_BITS).
 */
export function sourcesOf(preset: SourcePreset, issues: readonly string[]): RandomnessSource[] {
  invariant(issues.length === issuesOf(preset), `${preset} needs ${issuesOf(preset)} issues`);
  return SHAPES[preset].map((shape) => ({ ...shape, issue: issues[shape.issue]?.trim() ?? "" }));
}

/** What happens when a source gives no outcome, unless the operator writes something else. */
export const DEFAULT_FALLBACK =
  "任一随机源在公告时间后 72 小时内没有产生结果的，改用其下一期结果，并在摇号前公告原因。";
