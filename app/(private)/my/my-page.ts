import type { ReactNode } from "react";
import { page, type Shown } from "#door/page";
import type { Action } from "#lib/access";
import type { Actor } from "#lib/actor";
import { Forbidden } from "#lib/errors";

export type Talent = Extract<Actor, { role: "talent" }>;

/** A page of a talent's own things: staff who may see such things have pages of their own for it. */
export const myPage = <P = Record<string, never>>(
  action: Action,
  show: (given: Omit<Shown<P>, "actor"> & { actor: Talent }) => Promise<ReactNode>,
) =>
  page<P>(action, async ({ actor, ...given }) => {
    if (actor.role !== "talent") throw new Forbidden("a talent's own page");
    return show({ ...given, actor });
  });
