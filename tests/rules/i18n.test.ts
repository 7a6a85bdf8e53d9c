import { describe, expect, test } from "vitest";
import { messagesOf } from "#i18n/messages";

type Tree = { [key: string]: string | Tree };

const flatten = (tree: Tree, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[`${path}${key}`, value]] : flatten(value, `${path}${key}.`),
  );

/** The arguments an ICU message takes, with their types: `{n, plural, one {# day} other {# days}}` gives `n plural`. */
function placeholders(message: string): string[] {
  const found = new Set<string>();
  // Even depth is text, odd depth is inside an argument, so the texts of plural branches are not taken for arguments.
  let depth = 0;
  for (let at = 0; at < message.length; at += 1) {
    if (message[at] === "}") depth -= 1;
    if (message[at] !== "{") continue;
    depth += 1;
    const argument = /^\{\s*(\w+)\s*(?:,\s*(\w+))?/.exec(message.slice(at));
    if (depth % 2 === 1 && argument) found.add([argument[1], argument[2]].filter(Boolean).join(" "));
  }
  return [...found].sort();
}

const zh = new Map(flatten(messagesOf("zh-CN")));
const english = new Map(flatten(messagesOf("en")));

describe("the two languages", () => {
  test("English has a message for each Chinese one, and none besides", () => {
    expect([...english.keys()].sort()).toEqual([...zh.keys()].sort());
  });

  test("a message takes the same values in both languages", () => {
    // Chinese has no plural forms, so a plain `{n}` may stand for an English plural of n.
    const names = (text: string) => placeholders(text).map((argument) => argument.split(" ")[0]);
    const differing = [...zh].filter(([key, text]) => `${names(text)}` !== `${names(english.get(key) ?? "")}`);
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  test("no message is empty", () => {
    expect([...zh, ...english].filter(([, text]) => text.trim() === "").map(([key]) => key)).toEqual([]);
  });

  test("the arguments of plural branches are not mistaken for values", () => {
    expect(placeholders("{count, plural, one {room} other {rooms in {place}}}, {name}")).toEqual([
      "count plural",
      "name",
      "place",
    ]);
  });
});
