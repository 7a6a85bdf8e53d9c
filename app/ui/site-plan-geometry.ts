/** Where garden, paths, trees and gate go between given buildings; all in the plan's own units. Pure and repeatable. */
export type Rect = { x: number; y: number; width: number; height: number };
export type Point = { x: number; y: number };
export type Landscape = {
  garden: Point & { rx: number; ry: number };
  /** SVG path data from the garden to each building and to the gate. */
  paths: string[];
  trees: (Point & { r: number })[];
  gate: Point;
};

const step = 20;
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** How far a point lies from a rectangle's edge; 0 inside. */
function away(point: Point, rect: Rect): number {
  const dx = Math.max(rect.x - point.x, 0, point.x - rect.x - rect.width);
  const dy = Math.max(rect.y - point.y, 0, point.y - rect.y - rect.height);
  return Math.hypot(dx, dy);
}

const nearest = (point: Point, rects: readonly Rect[]): number => Math.min(...rects.map((rect) => away(point, rect)));

/** A fixed scatter: the same place always gets the same number in [0, 1). */
function scatter(x: number, y: number): number {
  const wave = Math.sin(x * 12.9898 + y * 78.233) * 43758.5453;
  return wave - Math.floor(wave);
}

/** The middle of the widest open space, and how far it reaches each way. */
function findGarden(space: Rect, buildings: readonly Rect[]): Landscape["garden"] {
  let best = { x: space.width / 2, y: space.height / 2, room: 0 };
  for (let y = step; y < space.height; y += step) {
    for (let x = step; x < space.width; x += step) {
      // Ties go to the middle of the plan.
      const room = nearest({ x, y }, buildings) - Math.hypot(x - space.width / 2, y - space.height / 2) / 50;
      const edge = Math.min(x, y, space.width - x, space.height - y);
      if (Math.min(room, edge) > best.room) best = { x, y, room: Math.min(room, edge) };
    }
  }
  const reach = (dx: number, dy: number) => {
    let far = 0;
    while (far < space.width && nearest({ x: best.x + dx * far, y: best.y + dy * far }, buildings) > 70) far += step;
    return far;
  };
  const rx = Math.min(reach(1, 0), reach(-1, 0)) * 0.82;
  return { x: best.x, y: best.y, rx: Math.max(rx, best.room * 0.6), ry: best.room * 0.68 };
}

/** The place on the lower edge with the widest way up to the garden. */
function findGate(space: Rect, buildings: readonly Rect[], garden: Point): Point {
  let best = { x: garden.x, y: space.height, room: -1 };
  for (let x = step; x < space.width; x += step) {
    let room = Number.POSITIVE_INFINITY;
    for (let y = space.height; y > garden.y; y -= step) room = Math.min(room, nearest({ x, y }, buildings));
    const score = Math.min(room, 70) - Math.abs(x - garden.x) / 200;
    if (room > 0 && score > best.room) best = { x, y: space.height, room: score };
  }
  return { x: best.x, y: best.y };
}

const curve = (from: Point, to: Point): string =>
  `M${from.x} ${from.y}Q${(from.x + to.x) / 2 + (to.y - from.y) * 0.12} ${(from.y + to.y) / 2 - (to.x - from.x) * 0.06} ${to.x} ${to.y}`;

function onGarden(garden: Landscape["garden"], towards: Point): Point {
  const angle = Math.atan2((towards.y - garden.y) / garden.ry, (towards.x - garden.x) / garden.rx);
  return {
    x: Math.round(garden.x + Math.cos(angle) * garden.rx),
    y: Math.round(garden.y + Math.sin(angle) * garden.ry),
  };
}

function plantTrees(space: Rect, buildings: readonly Rect[], keepOff: readonly Point[], garden: Landscape["garden"]) {
  const trees: Landscape["trees"] = [];
  for (let y = 24; y < space.height; y += 44) {
    for (let x = 24; x < space.width; x += 44) {
      const tree = {
        x: Math.round(x + (scatter(x, y) - 0.5) * 22),
        y: Math.round(y + (scatter(y, x) - 0.5) * 22),
        r: Math.round(13 + scatter(x + 7, y) * 9),
      };
      const ring = Math.hypot((tree.x - garden.x) / garden.rx, (tree.y - garden.y) / garden.ry);
      const clear =
        nearest(tree, buildings) > tree.r + 18 &&
        keepOff.every((point) => Math.hypot(point.x - tree.x, point.y - tree.y) > tree.r + 20);
      if (clear && (ring > 1.12 || (ring > 0.62 && ring < 0.9)) && scatter(x, y + 3) > (ring < 1 ? 0.08 : 0.22))
        trees.push(tree);
    }
  }
  return trees;
}

/** Lays out the grounds of a plan of `width` × `height` around its buildings. */
export function layOut(width: number, height: number, buildings: readonly Rect[]): Landscape {
  const space = { x: 0, y: 0, width, height };
  const garden = findGarden(space, buildings);
  const gate = findGate(space, buildings, garden);
  const ways = buildings.map((rect) => {
    const door = {
      x: clamp(garden.x, rect.x + rect.width * 0.35, rect.x + rect.width * 0.65),
      y: clamp(garden.y, rect.y + rect.height * 0.35, rect.y + rect.height * 0.65),
    };
    return { from: onGarden(garden, door), to: door };
  });
  ways.push({ from: onGarden(garden, gate), to: gate });
  const along = ways.flatMap(({ from, to }) =>
    [0, 0.2, 0.4, 0.6, 0.8, 1].map((t) => ({ x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t })),
  );
  return {
    garden,
    gate,
    paths: ways.map(({ from, to }) => curve(from, to)),
    trees: plantTrees(space, buildings, along, garden),
  };
}
