import { download } from "#door/download";
import { exportFormats, exportPayoutFile } from "#lib/payouts/files";

/** The file as it goes to the bank, with account numbers in full; each time it is noted who took it. */
export const GET = download<{ id: string }>("payout.export", async ({ actor, params, search }) => {
  const format = exportFormats.find((one) => one === search.get("format")) ?? "csv";
  return exportPayoutFile(actor, params.id, format, { now: new Date() });
});
