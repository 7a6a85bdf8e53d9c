import { getTranslations } from "next-intl/server";
import { download } from "#door/download";
import { arrearsCsv } from "#lib/billing/arrears";
import { dayAt } from "#lib/days";
import { askedArrears } from "../asked.ts";

/** The arrears that the page shows, all of them, as a sheet. */
export const GET = download("payment.list", async ({ actor, search }) => {
  const t = await getTranslations("operator.payments.arrears");
  const headers = [
    ...(["person", "leaseNo", "room", "bills", "since"] as const).map((key) => t(key)),
    ...(["to30", "to60", "to90", "over90"] as const).map((age) => t(`ages.${age}`)),
    t("total"),
  ];
  const text = await arrearsCsv(actor, askedArrears(Object.fromEntries(search)), headers);
  return { name: `arrears-${dayAt(new Date())}`, text };
});
