import { step } from "#lib/allocation/bundle-fields";

type Open = { keys: Set<string> | null; at: string | number };

/** One key twice in an object, of which JSON.parse takes the last without a word. */
export class KeyTwice extends Error {
  override name = "KeyTwice";
}

/** Watches the keys of objects while JSON is read, and throws `KeyTwice` with the path of one that comes again. */
export class KeyWatch {
  private readonly open: Open[] = [];

  /** One of { } [ ] and the comma. */
  sign(sign: string): void {
    const top = this.open.at(-1);
    if (sign === "{") this.open.push({ keys: new Set(), at: "" });
    else if (sign === "[") this.open.push({ keys: null, at: 0 });
    else if (sign === "}" || sign === "]") this.open.pop();
    else if (typeof top?.at === "number") top.at += 1;
  }

  key(name: string): void {
    const top = this.open.at(-1);
    if (!top?.keys) return;
    if (top.keys.has(name)) throw new KeyTwice(`${this.path()}: has the key ${JSON.stringify(name)} twice`);
    top.keys.add(name);
    top.at = name;
  }

  private path(): string {
    const steps = this.open.slice(0, -1).map(({ at }) => (typeof at === "number" ? `[${at}]` : step(at)));
    return `$${steps.join("")}`;
  }
}

/** Watches the keys of a text that is known to be JSON. */
export function watchKeys(text: string): void {
  const watch = new KeyWatch();
  const word = /["{}[\],]/g;
  for (let found = word.exec(text); found; found = word.exec(text)) {
    if (found[0] !== '"') {
      watch.sign(found[0]);
      continue;
    }
    const end = endOfString(text, found.index);
    word.lastIndex = end;
    if (isBeforeColon(text, end)) watch.key(JSON.parse(text.slice(found.index, end)));
  }
}

/** Where the string that begins at `start` ends, its closing quote included. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

/** Whether an odd number of backslashes stands before. */
function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === "\\") slashes++;
  return slashes % 2 === 1;
}

function isBeforeColon(text: string, from: number): boolean {
  let at = from;
  while (" \t\n\r".includes(text[at] ?? "-")) at++;
  return text[at] === ":";
}
