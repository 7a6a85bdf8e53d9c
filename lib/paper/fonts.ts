import { readFileSync } from "node:fs";
import { atHome } from "#db/home";
import { unpackWoff } from "./woff.ts";

/** Noto Sans SC (SIL Open Font License 1.1), from the package of that name: nothing is fetched when a paper is made. */
const FOLDER = "node_modules/@fontsource/noto-sans-sc";

export type Weight = 400 | 700;
/** A font file by its name: `chinese-simplified` holds the 7,900 common characters, `4` to `119` the rest, a hundred each. */
export type Slice = string;
export const COMMON: Slice = "chinese-simplified";

const known = new Map<string, Buffer>();

export function fontFile(slice: Slice, weight: Weight): Buffer {
  const path = `${FOLDER}/files/noto-sans-sc-${slice}-${weight}-normal.woff`;
  let font = known.get(path);
  if (!font) {
    font = unpackWoff(readFileSync(atHome(path)));
    known.set(path, font);
  }
  return font;
}

let rare: { slice: Slice; from: number; to: number }[] | undefined;

/** The slice that holds a character the common file lacks; null where none does. */
export function sliceOf(codePoint: number): Slice | null {
  rare ??= Object.entries(JSON.parse(readFileSync(atHome(`${FOLDER}/unicode.json`), "utf8")) as Record<string, string>)
    .filter(([slice]) => slice.startsWith("["))
    .flatMap(([slice, ranges]) =>
      ranges.split(",").map((range) => {
        const [from = "", to = from] = range.replace("U+", "").split("-");
        return { slice: slice.slice(1, -1), from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) };
      }),
    );
  return rare.find(({ from, to }) => from <= codePoint && codePoint <= to)?.slice ?? null;
}
