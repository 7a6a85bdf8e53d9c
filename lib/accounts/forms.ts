import { z } from "zod";

export const requestCodeForm = z.strictObject({
  phone: z
    .string()
    .transform((text) => text.replace(/[\s-]/g, "").replace(/^\+?86(?=1\d{10}$)/, ""))
    .pipe(z.string().regex(/^1[3-9]\d{9}$/, "phone")),
  next: z.string().max(200).optional(),
});

export const enterCodeForm = z.strictObject({
  codeId: z.string().max(40),
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, "code"),
  next: z.string().max(200).optional(),
});

const email = z.string().trim().toLowerCase().max(200, "too-long").pipe(z.email("email"));
const password = z.string().min(1, "required").max(200, "too-long");

export const passwordForm = z.strictObject({
  email,
  password,
  next: z.string().max(200).optional(),
});

export const demoSignInForm = z.strictObject({ userId: z.string().max(40) });

export const newStaffForm = z.strictObject({
  name: z.string().trim().min(1, "required").max(60, "too-long"),
  email,
  role: z.enum(["operator", "officer", "admin", "auditor"], "choose"),
  password,
});

/** Shuts or opens the account of a member of staff. */
export const staffForm = z.strictObject({ userId: z.string().max(40) });

export const changePasswordForm = z.strictObject({ password, newPassword: password });
