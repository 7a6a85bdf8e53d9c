import { z } from "zod";
import { isDay } from "../days.ts";
import { factKinds, qualifications } from "./rules-facts.ts";
import { oneOf } from "./scheme-messages.ts";

// The form of a scheme file. seeds/schemes/scheme.schema.json, which editors read, is made from it;
// what no single field can show stands in scheme-problems.ts. docs/schemes.md says the same in words.

const ID = /^[a-z][a-z0-9-]*$/;
const FACT = /^[a-z][a-zA-Z0-9]*$/;
const PART = /^[a-z][a-z0-9-]*(?:\/[a-z][a-z0-9-]*)?$/;

const text = z.string().min(1);
const id = z.string().regex(ID, "must be lower case words joined by hyphens");
const factId = z.string().regex(FACT, "must be the name of a fact, as insuredMonths");
const partRef = z.string().regex(PART, 'must be a part of this scheme, or "scheme/part" of another');
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "must be a day YYYY-MM-DD")
  .refine(isDay, "must be a day YYYY-MM-DD that exists");

/** An object that names what it allows when it meets a key it does not know. */
const form = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `is not known here; allowed are ${Object.keys(shape).join(", ")}`
        : undefined,
  });

/** Dated and cited: where a value stands, and whether somebody has read it in the document itself. */
const source = form({
  document: id.describe("id of one of `documents`"),
  clause: text.describe("where in the document: article, section"),
  verified: z.boolean().describe("true once somebody has compared the value with the document itself"),
  verifiedOn: day.nullable().describe("the day of that, null before"),
});

/** Facts and the answers that they must have; a list means any of them. */
const when = z.record(
  factId,
  z.union([z.boolean(), z.string(), z.array(z.string()).min(1)], "must be true, false, a word or a list of words"),
);

export const moneyUnits = ["fen/person-month", "fen/person-year", "fen/grant", "percent-of-rent", "fen"] as const;
export const units = [...moneyUnits, "months", "years", "number", "day", "yes-no", "list"] as const;
export type Unit = (typeof units)[number];
type Leaf = number | string | boolean | string[];
export type Table = { [key: string]: ParameterValue };
/** One value, or a table of them by what `by` names. */
export type ParameterValue = Leaf | ParameterValue[] | Table;

const leaf = { anyOf: [{ type: ["number", "string", "boolean"] }, { type: "array", items: { type: "string" } }] };
/** Checked against unit and `by` by schemeProblems, which can say more exactly what is wrong. */
const value = z
  .custom<ParameterValue>((given) => given !== undefined, "is missing")
  .meta({
    description: "One value in the parameter's unit, or a table of values by what `by` names.",
    anyOf: [leaf, { type: "object" }, { type: "array" }],
  });

const parameter = form({
  id,
  unit: z.enum(units),
  by: z.array(factId).min(1).max(2).optional().meta({
    description: "What the value depends on: class, grant (the first, second … grant) or a yes-no or choice fact.",
  }),
  rounding: z
    .enum(["none", "spread", "halfUp", "down", "up"])
    .optional()
    .describe("money only: none for whole fen, spread for a year over its months, halfUp, down or up for a percentage"),
  datedBy: factId.meta({ description: "month, or the day fact that picks the value." }),
  note: text.optional(),
  values: z
    .array(form({ from: day, to: day.nullable().describe("the last day, null while it is open"), value, source }))
    .min(1)
    .describe("by date of effect, earliest first; on a day that no value covers there is none"),
});

const measure = z.discriminatedUnion(
  "kind",
  [
    form({ kind: z.literal("fact"), fact: factId }),
    form({ kind: z.literal("class") }),
    form({ kind: z.literal("age"), on: factId }),
    form({ kind: z.literal("monthsSince"), fact: factId }),
    form({ kind: z.literal("monthsUsed"), with: z.array(partRef).min(1).optional(), plus: factId.optional() }),
    form({ kind: z.literal("rent") }),
  ],
  `must have a kind that is ${oneOf(["fact", "class", "age", "monthsSince", "monthsUsed", "rent"])}`,
);

export const operators = ["is", "oneOf", "atLeast", "atMost", "lessThan", "notBefore", "notAfter"] as const;

const condition = form({
  code: id,
  nameZh: text.optional(),
  nameEn: text.optional(),
  parts: z.array(id).min(1).describe("the parts that ask for it"),
  appliesTo: z.array(z.enum(qualifications)).min(1).optional().describe("asked only of these degrees and skills"),
  when: when.optional().describe("asked only where these facts have these answers"),
  measure,
  operator: z.enum(operators),
  required: form({
    parameter: id,
    after: factId.optional().describe("a day fact: the parameter's months count from it"),
  }),
  ifNull: z.literal("passes").optional().describe("passes where the fact is null; otherwise null does not pass"),
  note: text.optional(),
});

const part = form({
  id,
  nameZh: text,
  nameEn: text,
  amount: id.describe("the parameter that holds the amounts"),
  percentOf: z.enum(["rent", "remainingRent"]).optional().describe("what a percentage is of"),
  ceiling: id.optional().describe("a parameter: never more than this"),
  floor: id.optional().describe("a parameter: never less than this"),
  leastPayable: id.optional().describe("a parameter: below this nothing is granted"),
  cap: z.enum(["none", "rent", "remainingRent"]).describe("never more than the rent, or than what is left of it"),
  topUp: z.array(partRef).min(1).optional().describe("only the difference to what these parts granted"),
  notWith: z
    .array(form({ part: partRef, in: z.enum(["sameMonth", "anyMonth"]), nameZh: text, nameEn: text, source }))
    .optional()
    .describe("parts that exclude this one where they grant in the same month, or have granted in any"),
  bestOf: id.optional().describe("of the parts with the same word only the best is granted"),
  inForce: z
    .array(form({ from: day, to: day.nullable(), source }))
    .min(1)
    .optional()
    .describe("where the scheme has the part only for a time"),
  granted: z.enum(["automatic", "onApplication"]),
  paid: form({
    every: z.enum(["month", "quarter", "halfYear", "year", "grant"]),
    inMonths: z.array(z.int().min(1).max(12)).min(1).optional(),
    note: text.optional(),
  }),
});

const paymentMode = z.enum(["DIRECT_OFFSET", "CASH_TO_PERSON"]);

export const schemeForm = form({
  $schema: z.string().optional(),
  format: z.literal("wutong/scheme@1"),
  id,
  version: text,
  nameZh: text,
  nameEn: text,
  note: text.optional(),
  documents: z
    .array(
      form({
        id,
        document: text,
        issuedOn: day.nullable(),
        url: z.url({ protocol: /^https?$/, error: "must be an address https://…" }),
        readIn: text,
        verified: z.boolean(),
        verifiedOn: day.nullable(),
        note: text.optional(),
      }),
    )
    .min(1),
  facts: z
    .array(
      form({
        id: factId,
        kind: z.enum(factKinds),
        choices: z.array(text).min(1).optional(),
        nullable: z.boolean().optional(),
        nameZh: text,
        nameEn: text,
      }),
    )
    .default([]),
  classes: z
    .array(
      form({
        id,
        nameZh: text,
        nameEn: text,
        qualifications: z.array(z.enum(qualifications)).min(1),
        when: when.optional(),
      }),
    )
    .min(1),
  parameters: z.array(parameter).min(1),
  conditions: z.array(condition),
  parts: z.array(part).min(1),
  start: form({ fact: factId, afterMonths: id }).describe("the first month that can be expected to be paid"),
  payment: form({ modes: z.array(paymentMode).min(1), defaultMode: paymentMode, note: text.optional() }),
  funders: z
    .array(form({ id, nameZh: text, nameEn: text, percent: z.int().min(1).max(100), note: text.optional() }))
    .min(1),
  surplus: z.enum(["paidOut", "carried", "lapsed"]).describe("what becomes of a subsidy above the rent"),
});

/** A subsidy scheme (资助办法) as its file states it: money in fen, days `YYYY-MM-DD`. */
export type Scheme = z.output<typeof schemeForm>;
export type SchemeFact = Scheme["facts"][number];
export type SchemeClass = Scheme["classes"][number];
export type SchemeParameter = Scheme["parameters"][number];
export type SchemeCondition = Scheme["conditions"][number];
export type SchemePart = Scheme["parts"][number];

/** The form as a JSON Schema, for editors. */
export const schemeJsonSchema = (): Record<string, unknown> => ({
  title: "Wutong subsidy scheme (资助办法)",
  ...z.toJSONSchema(schemeForm, { io: "input", unrepresentable: "any", reused: "ref" }),
});
