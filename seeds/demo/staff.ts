import { hash } from "@node-rs/argon2";
import { transaction } from "#db/client";
import { users } from "#db/schema";
import { demoPeople } from "#lib/accounts/demo";
import { type Actor, type Role, system } from "#lib/actor";
import { audit } from "#lib/audit/commands";

/** Only ever valid in a demo, whose database refuses to be served off this machine; README names it. */
export const DEMO_PASSWORD = "Wutong-demo-2021";

type StaffId = Exclude<(typeof demoPeople)[number], { role: "talent" }>["userId"];
const NAMES: Record<StaffId, string> = {
  "demo-operator": "演示·运营一号",
  "demo-operator-2": "演示·运营二号",
  "demo-officer": "演示·经办员",
  "demo-officer-2": "演示·复核员",
  "demo-admin": "演示·管理员",
  "demo-auditor": "演示·审计员",
};

const isStaff = (person: (typeof demoPeople)[number]): person is Exclude<typeof person, { role: "talent" }> =>
  person.role !== "talent";

/** The demo's staff, with the ids that the demo page signs in by: createStaff would give them ids of its own. */
export async function keepStaff(now: Date): Promise<void> {
  const passwordHash = await hash(DEMO_PASSWORD);
  const staff = demoPeople.filter(isStaff);
  await transaction(async (tx) => {
    await tx.insert(users).values(
      staff.map(({ userId, role }) => ({
        id: userId,
        role,
        name: NAMES[userId],
        email: `${userId}@example.test`,
        passwordHash,
        createdAt: now,
      })),
    );
    for (const { userId, role } of staff) await audit(tx, system, "staff.create", "user", userId, now, { role });
  });
}

const actor = (userId: StaffId, role: Exclude<Role, "talent">): Actor => ({
  role,
  userId,
  personId: null,
  name: NAMES[userId],
});

export const operator = actor("demo-operator", "operator");
export const secondOperator = actor("demo-operator-2", "operator");
export const firstOfficer = actor("demo-officer", "officer");
export const secondOfficer = actor("demo-officer-2", "officer");
