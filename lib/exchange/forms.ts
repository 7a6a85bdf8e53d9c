import { z } from "zod";
import { parseYuan } from "../money.ts";

const id = z.string().min(1).max(40);
const places = z.string().max(4000, "too-long");
const maxNetRent = z
  .string()
  .trim()
  .refine((text) => text === "" || parseYuan(text) !== null, "amount")
  .optional();

/** Places by wish, best first, joined by dots, and the highest net rent in yuan as it was typed. */
export const exchangeChoicesForm = z.strictObject({ roundId: id, places, maxNetRent });

/** The same with the declaration that the result binds. */
export const exchangeForm = z.strictObject({
  roundId: id,
  places,
  maxNetRent,
  declaration: z.literal("yes", "declaration"),
});

export const exchangeAnswerForm = z.strictObject({
  roundId: id,
  applicationId: id,
  answer: z.enum(["agree", "refuse"]),
});
export const exchangeWithdrawForm = z.strictObject({ roundId: id, applicationId: id });
export const exchangeMoveForm = z.strictObject({ roundId: id, confirmed: z.literal("yes", "confirm") });

/** What a form says, as the command takes it. */
export const exchangeWishesOf = ({ roundId, places, maxNetRent }: z.output<typeof exchangeChoicesForm>) => ({
  roundId,
  choices: placesOfText(places),
  maxNetRentFen: maxNetRent ? parseYuan(maxNetRent) : null,
});

/** A list of places as one text, short enough for an address: `b03-0501.b02-0302:2`. */
export const placesText = (places: readonly string[]): string => places.join(".");
export const placesOfText = (text: string): string[] =>
  text.split(".").filter((place) => /^[a-zA-Z0-9-]{1,40}(?::\d{1,2})?$/.test(place));
