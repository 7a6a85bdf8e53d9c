import type { Role } from "../actor.ts";

/**
 * The people of the demo whom one click signs in as. The ids are fixed: seeds make the accounts by them, and
 * `key` names each one's description under `demo.people` in the sign-in texts.
 */
export type DemoPerson = { userId: string; role: Role; key: string };

export const demoPeople = [
  { userId: "demo-applicant", role: "talent", key: "applicant" },
  { userId: "demo-winner", role: "talent", key: "winner" },
  { userId: "demo-chooser", role: "talent", key: "chooser" },
  { userId: "demo-chooser-2", role: "talent", key: "chooser2" },
  { userId: "demo-doctor", role: "talent", key: "doctor" },
  { userId: "demo-master", role: "talent", key: "master" },
  { userId: "demo-bachelor", role: "talent", key: "bachelor" },
  { userId: "demo-repaying", role: "talent", key: "repaying" },
  { userId: "demo-newcomer", role: "talent", key: "newcomer" },
  { userId: "demo-operator", role: "operator", key: "operator" },
  { userId: "demo-operator-2", role: "operator", key: "operator2" },
  { userId: "demo-officer", role: "officer", key: "officer" },
  { userId: "demo-officer-2", role: "officer", key: "officer2" },
  { userId: "demo-admin", role: "admin", key: "admin" },
  { userId: "demo-auditor", role: "auditor", key: "auditor" },
] as const satisfies readonly DemoPerson[];
