import { eq } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { offers } from "#db/schema";
import { NotFound } from "../errors.ts";

export type OfferRow = typeof offers.$inferSelect;

/** @throws NotFound */
export async function findOffer(db: Reader | Pick<Writer, "select">, offerId: string): Promise<OfferRow> {
  const [offer] = await db.select().from(offers).where(eq(offers.id, offerId));
  if (!offer) throw new NotFound();
  return offer;
}
