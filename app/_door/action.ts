import { revalidatePath } from "next/cache";
import { forbidden, notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { z } from "zod";
import { textOf } from "#i18n/any-key";
import { written } from "#i18n/written";
import type { Actor } from "#lib/actor";
import { type Decision, Forbidden, NotFound, type Refusal } from "#lib/errors";
import { log } from "#lib/log";
import type { Followed } from "#ui/followed-form";
import type { FormState } from "#ui/form";
import { requireActor } from "./session.ts";

type Options<F, R> = {
  /** Where to go when it worked; a page shows what happened by the key in `?notice=`. */
  to: (form: F, result: R) => string;
  /** Whether public pages show what this changes. */
  public?: boolean;
};

/**
 * Makes a server action of a form: checks the form (unknown keys are refused), runs the command as whoever is
 * signed in, and answers with the next page or with what to mend. Works without JavaScript.
 */
export function formAction<S extends z.ZodObject, R extends object>(
  schema: S,
  run: (actor: Actor, form: z.output<S>) => Promise<Decision<R>>,
  options: Options<z.output<S>, R>,
) {
  return async (_before: FormState, data: FormData): Promise<FormState> => {
    const actor = await requireActor();
    return answer(schema, data, (form) => run(actor, form), options);
  };
}

/** The same for those who are not signed in yet. */
export function openFormAction<S extends z.ZodObject, R extends object>(
  schema: S,
  run: (form: z.output<S>) => Promise<Decision<R>>,
  options: Options<z.output<S>, R>,
) {
  return async (_before: FormState, data: FormData): Promise<FormState> => answer(schema, data, run, options);
}

/**
 * Makes a server action that says what a form comes to as it stands: it keeps nothing and leads nowhere, for pages that
 * follow what is typed (`FollowedForm`).
 */
export function followAction<S extends z.ZodObject, R extends object>(
  schema: S,
  run: (actor: Actor, form: z.output<S>) => Promise<Decision<R>>,
  show: (result: R) => ReactNode,
) {
  return async (data: FormData): Promise<Followed> => {
    const actor = await requireActor();
    const t = await getTranslations("refusals");
    const read = await schema.safeParseAsync(valuesOf(schema, data));
    if (!read.success) return { shown: null, problem: t("check-fields") };
    const decision = await run(actor, read.data).catch(asAnswer);
    if (decision.ok) return { shown: show(decision), problem: null };
    const { reason, values } = decision.problems?.[0] ?? decision;
    return { shown: null, problem: textOf(t, reason, written(await getLocale(), values)) };
  };
}

async function answer<S extends z.ZodObject, R extends object>(
  schema: S,
  data: FormData,
  run: (form: z.output<S>) => Promise<Decision<R>>,
  options: Options<z.output<S>, R>,
): Promise<FormState> {
  const values = valuesOf(schema, data);
  const read = await schema.safeParseAsync(values);
  if (!read.success) return { values: shown(values), ...(await zodProblems(read.error)) };
  const decision = await run(read.data).catch(asAnswer);
  if (!decision.ok) return { values: shown(values), ...(await refusalProblems(decision)) };
  if (options.public) revalidatePath("/[locale]", "layout");
  redirect(options.to(read.data, decision));
}

function asAnswer(error: unknown): never {
  if (error instanceof NotFound) notFound();
  if (error instanceof Forbidden) forbidden();
  log.error({ err: error }, "action failed");
  throw error;
}

type Values = Record<string, string | string[] | File>;

/**
 * Repeated keys become lists where the form says so; next's own `$ACTION…` keys are no part of the form. Files reach
 * only the fields that are meant for one (`uploadedFile` of lib/uploads.ts); a text there is no file.
 */
function valuesOf(schema: z.ZodObject, data: FormData): Values {
  const values: Values = {};
  for (const key of new Set(data.keys())) {
    if (key.startsWith("$ACTION")) continue;
    if (takesFile(schema.shape[key])) {
      const [file] = data.getAll(key).filter((value) => typeof value !== "string");
      if (file) values[key] = file;
      continue;
    }
    const texts = data.getAll(key).filter((value): value is string => typeof value === "string");
    values[key] = schema.shape[key] instanceof z.ZodArray ? texts : (texts[0] ?? "");
  }
  for (const [key, type] of Object.entries(schema.shape)) if (type instanceof z.ZodArray) values[key] ??= [];
  return values;
}

const takesFile = (type: unknown): boolean => type instanceof z.ZodPipe && type.in instanceof z.ZodFile;

const NEVER_SHOWN_AGAIN = /password|^code$/i;
/** What the form shows again; a file has to be chosen anew, browsers fill none in. */
const shown = (values: Values): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string | string[]] => !NEVER_SHOWN_AGAIN.test(entry[0]) && !(entry[1] instanceof File),
    ),
  );

type Mend = Pick<NonNullable<FormState>, "errors" | "message">;

/** A form's own checks name a key of `fields.errors`; anything else zod finds is said in general words. */
async function zodProblems(error: z.ZodError): Promise<Mend> {
  const t = await getTranslations("fields.errors");
  const errors: Record<string, string> = {};
  let message: string | null = null;
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? "");
    if (issue.code === "unrecognized_keys") message = t("unknown-key", { keys: issue.keys.join(", ") });
    else if (!field) message = t("invalid");
    else errors[field] ??= t.has(issue.message as never) ? textOf(t, issue.message) : t("invalid");
  }
  return { errors, message };
}

async function refusalProblems(refusal: Refusal): Promise<Mend> {
  const t = await getTranslations("refusals");
  const locale = await getLocale();
  const errors: Record<string, string> = {};
  for (const { field, reason, values } of refusal.problems ?? []) {
    errors[field] ??= textOf(t, reason, written(locale, values));
  }
  return { errors, message: refusal.problems ? null : textOf(t, refusal.reason, written(locale, refusal.values)) };
}
