export const roles = ["talent", "operator", "officer", "admin", "auditor"] as const;
export type Role = (typeof roles)[number];

/** Who acts. A talent is one person; staff are not; the system (jobs, the command line) may do what its jobs need. */
export type Actor =
  | { role: "talent"; userId: string; personId: string; name: string | null }
  | { role: Exclude<Role, "talent">; userId: string; personId: null; name: string | null }
  | { role: "system"; userId: "system"; personId: null; name: null };

export const system: Actor = { role: "system", userId: "system", personId: null, name: null };

/** A rule of the access table: who may, and for talents only with what is their own. */
export type AccessRule = Partial<Record<Role | "system", "any" | "own">>;
