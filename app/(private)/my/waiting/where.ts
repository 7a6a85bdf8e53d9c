import type { MyWait } from "#lib/offers/queries";

/** Still waiting, or with an offer to answer. */
export const isLive = ({ status }: MyWait): boolean => status === "waiting" || status === "offered";

export const waitHref = ({ applicationId, category }: MyWait): string => `/my/waiting/${applicationId}/${category.id}`;
