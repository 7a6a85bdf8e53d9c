/** What happens to an offer: it is accepted, declined, runs out, or is taken back. */
export { acceptOffer } from "./accepting.ts";
export { declineOffer, expireOffers } from "./refusing.ts";
export { leaveWaiting, withdrawOffer } from "./taking-back.ts";
