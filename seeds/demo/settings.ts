// How the demo's year is made up. Published are only the complex's own figures (seeds/wutong) and the subsidy's
// amounts and conditions (seeds/schemes). Every share below is ILLUSTRATIVE: our own setting, not a statistic.

export const DEFAULT_SEED = 20210319;

/** 1344 of 1415 units are 95 %. */
export const OCCUPIED_UNITS = 1344;
/** Of the beds in occupied units. */
export const BEDS_TAKEN = 0.92;
/** Of the units of two beds or more that house people of several employers; the others are shared by colleagues. */
export const MIXED_FLATS = 0.6;

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

/** How bills are paid, once what is left to pay is known. */
export const PAYING = { inTime: 0.955, aMonthLate: 0.025, half: 0.008 };
/** Of the bills of the running month, paid before the subsidy of the month is approved: what is expected to be due. */
export const PAID_AHEAD = 0.46;

/** Months of bills, the running one included. */
export const MONTHS = 12;

export const ROUNDS = {
  finished: { units: 24, applicants: 150 },
  published: { units: 8, applicants: 60 },
  open: { units: 40, applicants: 420 },
};
/** Flats whose contracts reach the office after the month was billed: they make a second batch. */
export const LATE_LEASES = 6;
export const OUT_OF_ORDER_UNITS = 9;
export const FROZEN_UNITS = 2;
