import { z } from "zod";
import { parseYuan } from "../money.ts";
import { checkMobile } from "../people/numbers.ts";
import { degrees, skills } from "../subsidy/rules-facts.ts";

const id = z.string().min(1).max(40);
const ticked = z.enum(["yes"]).optional();
/** Ids one after the other, best first; a round of sixty categories has about 700 characters. */
const ids = z
  .string()
  .max(8000)
  .transform((text) => text.split(",").filter((one) => one !== ""));
const noOrAmount = z
  .string()
  .trim()
  .refine((text) => text === "" || parseYuan(text) !== null, "amount")
  .transform((text) => (text === "" ? null : parseYuan(text)));

const wishes = {
  roundId: id,
  choices: ids,
  anyOther: ticked,
  floor: z.enum(["any", "high", "low"], "choose").default("any"),
  /** yuan a month */
  maxNetRent: noOrAmount.default(null),
  stays: ticked,
};

/** What is wished for besides the list; `w` is the list as the address has it, carried on as it is. */
export const wishesForm = z.strictObject({ ...wishes, w: z.string().max(2000) });

/** All wishes with the declaration (承诺书) that everything told is true. */
export const applicationForm = z.strictObject({ ...wishes, declaration: z.literal("yes", "declaration") });

type Wished = Pick<z.output<typeof wishesForm>, keyof typeof wishes>;

export const wishesOf = ({ roundId, choices, anyOther, floor, maxNetRent, stays }: Wished) => ({
  roundId,
  choices,
  anyOther: anyOther === "yes",
  floorWish: floor === "any" ? null : floor,
  maxNetRentFen: maxNetRent,
  staysWaiting: stays === "yes",
});

export const withdrawForm = z.strictObject({ applicationId: id });

export const inviteForm = z.strictObject({ applicationId: id, change: z.enum(["open", "renew", "close"]) });

/** `consent`: has read what joining means; `authorised`: the subsidy goes straight against the rent. */
export const joinForm = z.strictObject({
  code: z.string().max(40),
  consent: z.literal("yes", "group-consent"),
  authorised: ticked,
});

export const codeForm = z.strictObject({ code: z.string().trim().min(1, "required").max(40, "group-code") });

export const leaveForm = z.strictObject({ applicationId: id });

export const removeMemberForm = z.strictObject({ applicationId: id, personId: id });

const reason = z.string().trim().min(1, "required").max(500, "too-long");

export const excludeForm = z.strictObject({ roundId: id, applicationId: id, reason });

export const readmitForm = z.strictObject({ roundId: id, applicationId: id });

const phone = z.string().transform((text, context) => {
  const checked = checkMobile(text);
  if (checked.ok) return checked.phone;
  context.addIssue({ code: "custom", message: "phone" });
  return z.NEVER;
});
const orNull = <T extends z.ZodType>(told: T) => z.preprocess((text) => (text === "" ? null : text), told);

const rank = z
  .string()
  .trim()
  .regex(/^\d{0,3}$/, "whole-number");

const paper = {
  roundId: id,
  phone,
  name: z.string().trim().max(40, "too-long").default(""),
  residentId: z.string().trim().max(40, "too-long").default(""),
  degree: orNull(z.enum(degrees, "choose").nullable()).default(null),
  skill: orNull(z.enum(skills, "choose").nullable()).default(null),
  categories: z.array(id).max(400),
  ranks: z.array(rank).max(400),
  anyOther: ticked,
  floor: wishes.floor,
  stays: ticked,
  reason,
  declared: z.literal("yes", "declared-on-paper"),
};

type Ranks = { categories: string[]; ranks: string[] };

const rankedIn = ({ categories, ranks }: Ranks) =>
  categories.flatMap((categoryId, index) => {
    const told = Number(ranks[index] ?? "");
    return told > 0 ? [{ categoryId, rank: told }] : [];
  });

/** A late application on paper: a rank beside each category that is wished for, and nothing beside the others. */
export const paperForm = z.strictObject(paper).refine(
  (form) => {
    const ranked = rankedIn(form);
    return new Set(ranked.map((one) => one.rank)).size === ranked.length;
  },
  { path: ["ranks"], message: "ranks-twice" },
);

/** The categories that have a rank, the first one first. */
export const rankedOf = (form: Ranks): string[] =>
  rankedIn(form)
    .sort((a, b) => a.rank - b.rank)
    .map(({ categoryId }) => categoryId);
