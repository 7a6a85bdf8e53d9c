import { type Difference, written } from "./bundle-result.ts";

/** The steps of checking a round, in their order. */
export const CHECK_STEPS = [
  "files",
  "code",
  "terms",
  "roster",
  "keys",
  "order",
  "assignments",
  "waiting",
  "units",
] as const;
export type CheckStepId = (typeof CHECK_STEPS)[number];

export type CheckedFile = "bundle" | "result" | "units";

/** Where a file is not as it should be, ready to be shown. `expected` is null where `found` says what is wrong there. */
export type CheckDifference = { file: CheckedFile; path: string; expected: string | null; found: string };

/** `passed` is null where the step could not be made, since an earlier one failed; `differences` are the first few. */
export type CheckStep = {
  id: CheckStepId;
  passed: boolean | null;
  /** how many things were compared: hashes to the commitment, applicants, categories, entries */
  count: number;
  differences: CheckDifference[];
};

/** `share` of the whole work is done when `step` begins: from 0, never less than before. */
export type OnProgress = (step: CheckStepId, share: number) => void;

/** How many differences of a step are kept. */
export const MOST_DIFFERENCES = 5;

/** The step that is being made. */
export class OpenStep {
  count = 0;
  readonly differences: CheckDifference[] = [];

  /** Something is not what it should be. */
  differs(file: CheckedFile, path: string, expected: unknown, found: unknown): void {
    this.keep({ file, path, expected: written(expected), found: written(found) });
  }

  /** Something is wrong by itself. */
  wrong(file: CheckedFile, path: string, problem: string): void {
    this.keep({ file, path, expected: null, found: problem });
  }

  all(file: CheckedFile, differences: readonly Difference[]): void {
    for (const { path, expected, found } of differences) this.differs(file, path, expected, found);
  }

  private keep(difference: CheckDifference): void {
    if (this.differences.length < MOST_DIFFERENCES) this.differences.push(difference);
  }
}

/** What each step takes of the whole time, measured with 100,000 applicants of ten choices each. */
const WEIGHTS: Record<CheckStepId, number> = {
  files: 42,
  code: 0,
  terms: 0,
  roster: 16,
  keys: 12,
  order: 3,
  assignments: 17,
  waiting: 2,
  units: 14,
};

/** Makes the steps one after the other and keeps what each found. */
export class Checklist {
  private readonly ids: readonly CheckStepId[];
  private readonly onProgress: OnProgress;
  private readonly done: CheckStep[] = [];

  constructor(ids: readonly CheckStepId[], onProgress: OnProgress) {
    this.ids = ids;
    this.onProgress = onProgress;
  }

  make<T>(id: CheckStepId, work: (step: OpenStep) => T): T {
    const before = this.done.reduce((sum, step) => sum + WEIGHTS[step.id], 0);
    this.onProgress(id, before / this.ids.reduce((sum, each) => sum + WEIGHTS[each], 0));
    const step = new OpenStep();
    const made = work(step);
    const { count, differences } = step;
    this.done.push({ id, passed: differences.length === 0, count, differences });
    return made;
  }

  /** All steps; those that were not made have not passed and not failed. */
  steps(): CheckStep[] {
    const missing = this.ids.slice(this.done.length);
    return [...this.done, ...missing.map((id): CheckStep => ({ id, passed: null, count: 0, differences: [] }))];
  }
}
