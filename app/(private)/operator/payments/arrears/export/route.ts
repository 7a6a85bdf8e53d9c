import { getTranslations } from "next-intl/server";
import { requireActor } from "#door/session";
import { mayEver } from "#lib/authorize";
import { arrearsCsv } from "#lib/billing/arrears";
import { dayAt } from "#lib/days";
import { askedArrears } from "../asked.ts";

export const dynamic = "force-dynamic";

/** The arrears that the page shows, all of them, as a file. */
export async function GET(request: Request): Promise<Response> {
  const actor = await requireActor();
  if (!mayEver(actor, "payment.list")) return new Response("403\n", { status: 403 });
  const t = await getTranslations("operator.payments.arrears");
  const headers = [
    ...(["person", "leaseNo", "room", "bills", "since"] as const).map((key) => t(key)),
    ...(["to30", "to60", "to90", "over90"] as const).map((age) => t(`ages.${age}`)),
    t("total"),
  ];
  const text = await arrearsCsv(actor, askedArrears(Object.fromEntries(new URL(request.url).searchParams)), headers);
  return new Response(text, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="arrears-${dayAt(new Date())}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}
