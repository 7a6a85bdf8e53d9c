import { choice, count, id, index, instant, table, text, uniqueIndex } from "../columns.ts";
import { people } from "./people.ts";

export const roles = ["talent", "operator", "officer", "admin", "auditor"] as const;

export const users = table(
  "users",
  {
    id: id(),
    role: choice(roles).notNull(),
    name: text(),
    /** Talents: the person they are. Staff: null. */
    personId: text().references(() => people.id),
    /** Staff: lower case. Talents: null. */
    email: text(),
    passwordHash: text(),
    failedSignIns: count().notNull().default(0),
    lockedUntil: instant(),
    disabledAt: instant(),
    createdAt: instant().notNull(),
  },
  (user) => [uniqueIndex("users_one_per_email").on(user.email), uniqueIndex("users_one_per_person").on(user.personId)],
);

/** The server's side of a session: deleting the row signs the browser out on its next request. */
export const sessions = table(
  "sessions",
  {
    tokenHash: id(),
    userId: text()
      .notNull()
      .references(() => users.id),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
  },
  (session) => [index("sessions_by_user").on(session.userId)],
);

export const signInCodes = table(
  "sign_in_codes",
  {
    id: id(),
    phoneHash: text().notNull(),
    phoneSealed: text().notNull(),
    codeHash: text().notNull(),
    tries: count().notNull().default(0),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (code) => [index("sign_in_codes_by_phone").on(code.phoneHash, code.createdAt)],
);
