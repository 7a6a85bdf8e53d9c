// How the demo's year is made up. Published are only the complex's own figures (seeds/wutong) and the subsidy's
// amounts and conditions (seeds/schemes). Every share below is ILLUSTRATIVE: our own setting, not a statistic.

export const DEFAULT_SEED = 20210319;

/** 1344 of 1415 units are 95 %. */
export const OCCUPIED_UNITS = 1344;
/** Of the beds in occupied units. */
export const BEDS_TAKEN = 0.92;
/** Highest degree or, for technicians, skill of the residents and applicants. */
export const DEGREE_MIX = { doctor: 3, master: 27, bachelor: 62, seniorTechnician: 2, technician: 4, associate: 2 };
export const EMPLOYER_MIX = { enterprise: 91, publicInstitution: 4, university: 3, government: 1, selfEmployed: 1 };

/** Shares of people whom one condition keeps out. */
export const OUT = {
  /** recruited more than two years after graduation */
  lateRecruitment: 0.03,
  /** insurance interrupted within the last half year */
  brokenInsurance: 0.02,
  notFullTime: 0.02,
  localHome: 0.015,
  /** of the leases: not registered (备案) */
  leaseNotRegistered: 0.03,
};

/** Of the leases: began within the last twelve months; the others were taken over when the books were opened. */
export const MOVED_IN_THIS_YEAR = 0.28;
/** The longest that a resident has been here, in months. */
export const LONGEST_STAY = 32;

/** Of the leases: the tenants rather have the subsidy themselves than set against the rent. */
export const PAID_OUT = 0.03;

/** How people pay what is left to them: in time, a month late, or not at all for the last few months. */
export const HABITS = { prompt: 95, late: 3, behind: 2 };
/** Months that those who are behind have not paid, at most. */
export const MOST_BEHIND = 4;
/** Of the prompt ones: have paid the running month before its subsidy is approved, what they expect to be due. */
export const PAID_AHEAD = 0.46;
export const METHODS = { bankTransfer: 60, wechat: 25, alipay: 15 };

/** Rows of the running month's bank lists: with a bill's number, above what is asked for, and known by name alone. */
export const BANK_ROWS = { matched: 12, overpaid: 2, suggested: 4 };

/** Months of bills, the running one included. */
export const MONTHS = 12;

/** Units by type in each round, and how many people apply. */
export const ROUNDS = {
  finished: { units: { compact: 4, single: 8, double: 12 }, applicants: 150 },
  published: { units: { compact: 2, single: 1, double: 5 }, applicants: 60 },
  open: { units: { compact: 3, single: 4, double: 6, triple: 3, quad: 2 }, applicants: 420 },
};
/** The round of live choosing: its units and how many of each degree apply, the demo's choosers among the masters. */
export const LIVE_ROUND = {
  units: { compact: 1, single: 4, double: 2, triple: 4, quad: 5 },
  applicants: { doctor: 4, master: 4, bachelor: 6 },
};
/** One window a day, of so many hours, for so many applicants: as many as there are of a degree. */
export const LIVE_WINDOW = { hours: 4, size: 4 };
/** Units that nobody lives in, by type: those of the three running rounds, and some that are offered nowhere. */
export const EMPTY_UNITS = { compact: 8, single: 21, double: 17, triple: 11, quad: 13 };
/** Of the latter: not to be let for now. */
export const OUT_OF_ORDER_UNITS = 9;
export const FROZEN_UNITS = 2;
/** Empty singles that can be let: two are offered by the open exchange, and whoever walks through the demo opens a round over others. */
export const LETTABLE_SINGLES = 7;
/** Flats whose tenant left two months ago and was reported now: lived in during the year, empty at its end. */
export const LEAVERS = 1;
/** Flats whose contracts reach the office after the month was billed: they make a second batch. */
export const LATE_LEASES = 6;
/** Rows of the registers' lists: people of whom the insurance says more, those it says the same of, and those of the homes list. */
export const REGISTER_ROWS = { changed: 6, same: 40, homes: 12 };
/** What one person uses a month, in kWh and m³, before summer and winter. */
export const MONTHLY_USE = { electricity: [45, 95], water: [2, 4] } as const;
/** Readings of the last list that do not look right and wait to be decided. */
export const STRANGE_READINGS = 3;
/** Flats whose tenants left in the course of the year; the last one's deposit still waits to be returned. */
export const DEPARTED = 4;

/**
 * Months' worth of support: appropriated for a year at its first month, and left of it in the running month; a supplement
 * counts each month that is left of the year so many times.
 */
export const BUDGET_MONTHS = { year: 13, raise: 6, left: 1.25, growth: 1.1 };
/** Budgets are round sums: ten thousand yuan. */
export const BUDGET_ROUND_FEN = 1_000_000;
