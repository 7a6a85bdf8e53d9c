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

export const passwordForm = z.strictObject({
  email: z.string().trim().toLowerCase().pipe(z.email("email")),
  password: z.string().min(1, "required").max(200),
  next: z.string().max(200).optional(),
});

export const demoSignInForm = z.strictObject({ userId: z.string().max(40) });

export const disableStaffForm = z.strictObject({ userId: z.string().max(40) });
