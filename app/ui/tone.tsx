/** The tones of FIELD.md §8: what a colour means is the same on every page. */
export type Tone = "green" | "amber" | "orange" | "blue" | "violet" | "grey" | "red";

/** Text on its ground (badges, notices). */
export const tonedGround: Record<Tone, string> = {
  green: "bg-green-100 text-green-700",
  amber: "bg-amber-100 text-amber-700",
  orange: "bg-orange-100 text-orange-700",
  blue: "bg-blue-100 text-blue-700",
  violet: "bg-violet-100 text-violet-700",
  grey: "bg-grey-100 text-grey-700",
  red: "bg-red-100 text-red-700",
};

/** Text alone. */
export const tonedText: Record<Tone, string> = {
  green: "text-green-700",
  amber: "text-amber-700",
  orange: "text-orange-700",
  blue: "text-blue-700",
  violet: "text-violet-700",
  grey: "text-grey-700",
  red: "text-red-700",
};

/** SVG shapes and bars. */
export const tonedFill: Record<Tone, string> = {
  green: "fill-green-500",
  amber: "fill-amber-500",
  orange: "fill-orange-500",
  blue: "fill-blue-500",
  violet: "fill-violet-500",
  grey: "fill-grey-500",
  red: "fill-red-500",
};

/** Dots and legend squares. */
export const tonedDot: Record<Tone, string> = {
  green: "bg-green-500",
  amber: "bg-amber-500",
  orange: "bg-orange-500",
  blue: "bg-blue-500",
  violet: "bg-violet-500",
  grey: "bg-grey-500",
  red: "bg-red-500",
};

/** Joins class names, leaving out what is absent. */
export const classes = (...names: (string | false | undefined)[]): string => names.filter(Boolean).join(" ");
