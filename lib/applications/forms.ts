import { z } from "zod";

export const CHOICES = 5;

const roomType = z.string().max(40).default("");
const choices = {
  roundId: z.string().max(40),
  choice1: roomType,
  choice2: roomType,
  choice3: roomType,
  choice4: roomType,
  choice5: roomType,
  anyOther: z.enum(["yes"]).optional(),
};

/** Room types by wish, best first; empty ones are skipped. */
export const choicesForm = z.strictObject(choices);

/** The same with the declaration (承诺书) that everything told is true. */
export const applicationForm = z.strictObject({ ...choices, declaration: z.literal("yes", "declaration") });

export const withdrawForm = z.strictObject({ applicationId: z.string().max(40) });

export type Choices = z.output<typeof choicesForm>;

/** The form's choices as a list, and the field that each came from. */
export function choicesOf(form: Omit<Choices, "roundId" | "anyOther">): { choices: string[]; fields: string[] } {
  const told = ([1, 2, 3, 4, 5] as const)
    .map((position) => ({ field: `choice${position}`, roomTypeId: form[`choice${position}`] }))
    .filter(({ roomTypeId }) => roomTypeId !== "");
  return { choices: told.map((one) => one.roomTypeId), fields: told.map((one) => one.field) };
}
