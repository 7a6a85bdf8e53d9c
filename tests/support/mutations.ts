import fc from "fast-check";

// One change of a JSON file: what somebody who tampers would do, one field at a time.

/** `where` is the path with `*` for every index: `$.order.*.key`; `made` gives the changed file. */
export type Mutation = { where: string; what: string; made: () => unknown };

type Tree = Record<string, unknown> | unknown[];
const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null;

/** Every single change of a file: each leaf another value, each field and entry left out, added or swapped. */
export function mutationsOf(file: unknown): Mutation[] {
  const found: Mutation[] = [];
  const visit = (node: Tree, path: readonly (string | number)[]): void => {
    const where = `$${path.map((step) => (typeof step === "number" ? ".*" : `.${step}`)).join("")}`;
    const changed = (what: string, at: string, change: (copy: Tree) => void) => {
      const made = () => {
        const copy = structuredClone(file);
        change(path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown>)[step], copy) as Tree);
        return copy;
      };
      found.push({ where: at, what, made });
    };
    const entries: [string | number, unknown][] = Array.isArray(node) ? [...node.entries()] : Object.entries(node);
    for (const [key, value] of entries) {
      const at = `${where}.${typeof key === "number" ? "*" : key}`;
      const set = (other: unknown) => (copy: Tree) => void Object.assign(copy, { [key]: other });
      if (Array.isArray(node)) changed("left out", at, (copy) => void (copy as unknown[]).splice(Number(key), 1));
      else changed("left out", at, (copy) => void delete (copy as Record<string, unknown>)[key]);
      if (isTree(value)) visit(value, [...path, key]);
      else for (const other of othersOf(value)) changed(`${JSON.stringify(value)} made ${other}`, at, set(other));
      const next = Array.isArray(node) ? node[Number(key) + 1] : undefined;
      if (next !== undefined && JSON.stringify(next) !== JSON.stringify(value))
        changed(
          "swapped with the next",
          at,
          (copy) => void (copy as unknown[]).splice(Number(key), 2, structuredClone(next), structuredClone(value)),
        );
    }
    if (Array.isArray(node)) {
      if (node.length > 0)
        changed("the last twice", `${where}.*`, (copy) => void (copy as unknown[]).push(node.at(-1)));
    } else changed("a field added", where, (copy) => void Object.assign(copy, { added: 1 }));
  };
  visit(file as Tree, []);
  return found;
}

/** Other values of the same kind, and one of another kind. */
function othersOf(value: unknown): unknown[] {
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return [value + 1, value - 1, `${value}`];
  if (typeof value === "string") return [value.replace(/.$/, (last) => (last === "1" ? "2" : "1")), `${value}x`, null];
  return [1, "x"];
}

/** One of all single changes of each of some files. */
export const anyMutation = (file: unknown): fc.Arbitrary<Mutation> => fc.constantFrom(...mutationsOf(file));
