import { and, asc, desc, eq, inArray, ne, type SQL } from "drizzle-orm";
import { reader } from "#db/client";
import {
  applications,
  buildings,
  drawResults,
  draws,
  leases,
  offers,
  people,
  roomTypes,
  rounds,
  units,
  waitlist,
} from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { NotFound } from "../errors.ts";
import { type Fen, splitFen } from "../money.ts";
import { maskName } from "../people/masks.ts";
import { placeRentFen } from "../rounds/rules-places.ts";
import { refusalsLeft } from "./rules.ts";
import { tenantsOf } from "./tenants.ts";

export {
  type DeskWait,
  type DeskWaitEvent,
  WAITING_A_PAGE,
  type WaitFilter,
  waitFilters,
  waitingOf,
  waitingSheet,
} from "./waiting-desk.ts";
export { type MyWait, myWaitIn, myWaiting } from "./waiting-mine.ts";

type OfferRow = typeof offers.$inferSelect;
export type OfferView = Pick<
  OfferRow,
  | "id"
  | "personId"
  | "categoryId"
  | "bed"
  | "status"
  | "offeredAt"
  | "expiresAt"
  | "decidedAt"
  | "reason"
  | "reasonCode"
> & {
  round: Pick<typeof rounds.$inferSelect, "id" | "code" | "nameZh" | "nameEn" | "moveInOn" | "terms">;
  application: { id: string; receiptNo: string };
  /** The place in the draw, from 1. */
  rank: number | null;
  unit: { id: string; roomNo: string; floor: number };
  building: { no: number; nameZh: string; nameEn: string };
  roomType: Pick<typeof roomTypes.$inferSelect, "id" | "nameZh" | "nameEn" | "areaM2" | "beds" | "rentFen">;
  /** The lease it became, once accepted. */
  leaseId: string | null;
};
/** What is shown of one offer besides: who moves in, what each pays, and what declining comes to. */
export type OfferDetail = OfferView & {
  /** of the place, a month */
  rentFen: Fen;
  /** the actor's part of it; for the desk the leader's */
  shareFen: Fen;
  /** the actor leads the application, and so is the one who answers */
  leads: boolean;
  /** the leader first; in full for oneself, masked for everybody else */
  movingIn: { personId: string; name: string }[];
  /** how many more refusals the round's rule leaves after this one; 0: declining ends the part in the round */
  refusalsLeft: number;
  /** other categories the application still waits for */
  otherWaits: number;
};

/** One offer with all its page shows, for everybody it stands for; anybody else's answers NotFound. */
export async function offerFor(actor: Actor, offerId: string): Promise<OfferDetail> {
  const [offer] = await offersWhere(eq(offers.id, offerId));
  if (!offer) throw new NotFound();
  const { application, categoryId, bed, roomType } = offer;
  const db = await reader();
  const tenants = await tenantsOf(db, { applicationId: application.id, personId: offer.personId }, false);
  const ids = tenants.map(({ personId }) => personId);
  const own = ids.indexOf(actor.personId ?? "");
  authorize(actor, "offer.view", { personId: ids[own] ?? null });
  const named = await db.select({ id: people.id, name: people.name }).from(people).where(inArray(people.id, ids));
  const nameOf = (id: string) => named.find((one) => one.id === id)?.name ?? "";
  const refused = and(eq(offers.applicationId, application.id), inArray(offers.status, ["declined", "expired"]));
  const waits = and(eq(waitlist.applicationId, application.id), eq(waitlist.status, "waiting"));
  const rentFen = placeRentFen(roomType.rentFen, roomType.beds, bed);
  const shares = splitFen(
    rentFen,
    ids.map(() => 1),
  );
  return {
    ...offer,
    rentFen,
    shareFen: shares[Math.max(own, 0)] ?? rentFen,
    leads: offer.personId === actor.personId,
    movingIn: ids.map((personId) => ({
      personId,
      name: personId === actor.personId ? nameOf(personId) : maskName(nameOf(personId)),
    })),
    refusalsLeft: refusalsLeft(offer.round.terms.refusalsOut, await db.$count(offers, refused)),
    otherWaits: await db.$count(waitlist, and(waits, ne(waitlist.categoryId, categoryId))),
  };
}

/** A talent's own offers, the newest first. */
export async function myOffers(actor: Actor): Promise<OfferView[]> {
  authorize(actor, "offer.view", actor);
  return offersWhere(eq(offers.personId, actor.personId ?? ""));
}

async function offersWhere(condition: SQL): Promise<OfferView[]> {
  const rows = await (await reader())
    .select({
      offer: offers,
      round: {
        id: rounds.id,
        code: rounds.code,
        nameZh: rounds.nameZh,
        nameEn: rounds.nameEn,
        moveInOn: rounds.moveInOn,
        terms: rounds.terms,
      },
      application: { id: applications.id, receiptNo: applications.receiptNo },
      rank: drawResults.rank,
      unit: { id: units.id, roomNo: units.roomNo, floor: units.floor },
      building: { no: buildings.no, nameZh: buildings.nameZh, nameEn: buildings.nameEn },
      roomType: {
        id: roomTypes.id,
        nameZh: roomTypes.nameZh,
        nameEn: roomTypes.nameEn,
        areaM2: roomTypes.areaM2,
        beds: roomTypes.beds,
        rentFen: roomTypes.rentFen,
      },
      leaseId: leases.id,
    })
    .from(offers)
    .innerJoin(rounds, eq(rounds.id, offers.roundId))
    .innerJoin(applications, eq(applications.id, offers.applicationId))
    .innerJoin(units, eq(units.id, offers.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .leftJoin(leases, eq(leases.offerId, offers.id))
    .leftJoin(draws, eq(draws.roundId, offers.roundId))
    .leftJoin(drawResults, and(eq(drawResults.drawId, draws.id), eq(drawResults.applicationId, offers.applicationId)))
    .where(condition)
    .orderBy(desc(offers.offeredAt), desc(draws.runNo));
  // A round drawn again has a row for each run, its last one first.
  const seen = new Map<string, OfferView>();
  for (const { offer, ...rest } of rows) if (!seen.has(offer.id)) seen.set(offer.id, { ...viewOf(offer), ...rest });
  return [...seen.values()];
}

const viewOf = (offer: OfferRow) => {
  const { id, personId, categoryId, bed, status, offeredAt, expiresAt, decidedAt, reason, reasonCode } = offer;
  return { id, personId, categoryId, bed, status, offeredAt, expiresAt, decidedAt, reason, reasonCode };
};

export type DeskOffer = {
  id: string;
  status: OfferRow["status"];
  offeredAt: Date;
  expiresAt: Date;
  decidedAt: Date | null;
  receiptNo: string;
  /** Masked. */
  name: string;
  buildingNo: number;
  roomNo: string;
  unitId: string;
  roomTypeId: string;
  /** 0 for the whole unit */
  bed: number;
  leaseId: string | null;
  reasonCode: string | null;
  reason: string | null;
};

/** A round's offers for the desk: open ones first, the one that runs out first at the top. */
export async function offersOf(actor: Actor, roundId: string): Promise<DeskOffer[]> {
  authorize(actor, "offer.list");
  const rows = await (await reader())
    .select({
      id: offers.id,
      status: offers.status,
      offeredAt: offers.offeredAt,
      expiresAt: offers.expiresAt,
      decidedAt: offers.decidedAt,
      receiptNo: applications.receiptNo,
      name: people.name,
      buildingNo: buildings.no,
      roomNo: units.roomNo,
      unitId: offers.unitId,
      roomTypeId: units.roomTypeId,
      bed: offers.bed,
      leaseId: leases.id,
      reasonCode: offers.reasonCode,
      reason: offers.reason,
    })
    .from(offers)
    .innerJoin(applications, eq(applications.id, offers.applicationId))
    .innerJoin(people, eq(people.id, offers.personId))
    .innerJoin(units, eq(units.id, offers.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .leftJoin(leases, eq(leases.offerId, offers.id))
    .where(eq(offers.roundId, roundId))
    .orderBy(asc(offers.expiresAt), asc(offers.id));
  const open = (offer: DeskOffer) => (offer.status === "open" ? 0 : 1);
  return rows.map((row) => ({ ...row, name: maskName(row.name ?? "") })).sort((a, b) => open(a) - open(b));
}
