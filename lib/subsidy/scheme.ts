import { z } from "zod";
import { isDay } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import { choiceFacts, dayFacts, numberFacts, qualifications, yesNoFacts } from "./rules-facts.ts";
import { schemeProblems } from "./scheme-problems.ts";

const text = z.string().min(1);
const id = z.string().regex(/^[a-z][a-z0-9-]*$/, "must be lower case words joined by hyphens");
const day = z.string().refine(isDay, "must be a day YYYY-MM-DD");
const whole = z.int().min(0);

const source = z.strictObject({ document: id, clause: text, verified: z.boolean(), verifiedOn: day.nullable() });

/** Values by date of effect; `to` is the last day included, null is open-ended. */
const parameter = <U extends string, V extends z.ZodType>(unit: U, value: V) =>
  z.strictObject({
    id,
    unit: z.literal(unit),
    datedBy: z.enum(["month", ...dayFacts]),
    note: text.optional(),
    values: z.array(z.strictObject({ from: day, to: day.nullable(), value, source })).min(1),
  });

const parameters = z.discriminatedUnion("unit", [
  parameter("fen/person-month", z.record(id, whole)),
  parameter("months", whole),
  parameter("years", whole),
  parameter("day", day),
  parameter("yes-no", z.boolean()),
  parameter("list", z.array(text).min(1)),
]);

const measure = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("fact"),
    fact: z.enum([...dayFacts, ...yesNoFacts, ...numberFacts, ...choiceFacts]),
  }),
  z.strictObject({ kind: z.literal("class") }),
  z.strictObject({ kind: z.literal("age"), on: z.enum(["month", ...dayFacts]) }),
  z.strictObject({ kind: z.literal("monthsSince"), fact: z.enum(dayFacts) }),
  z.strictObject({ kind: z.literal("monthsUsed") }),
]);

const condition = z.strictObject({
  code: id,
  parts: z.array(id).min(1),
  appliesTo: z.array(z.enum(qualifications)).min(1).optional(),
  measure,
  operator: z.enum(["is", "oneOf", "atLeast", "atMost", "lessThan", "notBefore", "notAfter"]),
  required: z.strictObject({ parameter: id, after: z.enum(dayFacts).optional() }),
  note: text.optional(),
});

const part = z.strictObject({
  id,
  nameZh: text,
  nameEn: text,
  amount: id,
  cap: z.enum(["none", "remainingRent"]),
  granted: z.enum(["automatic", "onApplication"]),
});

const paymentMode = z.enum(["DIRECT_OFFSET", "CASH_TO_PERSON"]);

const schemeForm = z.strictObject({
  format: z.literal("wutong-scheme/1"),
  id,
  version: text,
  nameZh: text,
  nameEn: text,
  note: text.optional(),
  documents: z
    .array(
      z.strictObject({
        id,
        document: text,
        issuedOn: day,
        url: z.url({ protocol: /^https?$/ }),
        readIn: text,
        verified: z.boolean(),
        verifiedOn: day.nullable(),
      }),
    )
    .min(1),
  classes: z
    .array(z.strictObject({ id, nameZh: text, nameEn: text, qualifications: z.array(z.enum(qualifications)).min(1) }))
    .min(1),
  parameters: z.array(parameters).min(1),
  conditions: z.array(condition),
  parts: z.array(part).min(1),
  start: z.strictObject({ fact: z.enum(dayFacts), afterMonths: id }),
  payment: z.strictObject({
    frequency: z.enum(["monthly"]),
    modes: z.array(paymentMode).min(1),
    defaultMode: paymentMode,
    note: text.optional(),
  }),
  funders: z.array(z.strictObject({ id, nameZh: text, nameEn: text, percent: z.int().min(1).max(100) })).min(1),
  surplus: z.enum(["paidOut"]),
});

/** A subsidy scheme (资助办法) as its file states it: amounts in fen a person and month, days `YYYY-MM-DD`. */
export type Scheme = z.output<typeof schemeForm>;
export type SchemeClass = Scheme["classes"][number];
export type SchemeParameter = Scheme["parameters"][number];
export type SchemeCondition = Scheme["conditions"][number];
export type SchemePart = Scheme["parts"][number];
export type SchemeProblem = { path: (string | number)[]; problem: string };

const schemeSchema = schemeForm.superRefine((scheme, context) => {
  for (const { path, problem } of schemeProblems(scheme)) context.addIssue({ code: "custom", path, message: problem });
});

/**
 * Reads a scheme from parsed JSON. Refuses with `scheme-invalid` and the first wrong place
 * (`path` like `parameters[0].values[1].from`, `problem` in words, `count` of all problems): unknown keys,
 * references to nothing, dates that overlap, operators that do not fit what they compare.
 */
export function parseScheme(input: unknown): Decision<{ scheme: Scheme }> {
  const result = schemeSchema.safeParse(input);
  if (result.success) return grant({ scheme: result.data });
  const [first] = result.error.issues;
  const path = first?.code === "unrecognized_keys" ? [...first.path, first.keys[0] ?? ""] : (first?.path ?? []);
  return refuse("scheme-invalid", {
    path: pathText(path),
    problem: first?.message ?? "",
    count: result.error.issues.length,
  });
}

const pathText = (path: readonly PropertyKey[]) =>
  path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("")
    .replace(/^\./, "");
