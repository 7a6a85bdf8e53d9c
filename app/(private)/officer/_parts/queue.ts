import { cache } from "react";
import { requireActor } from "#door/session";
import { officerQueue } from "#lib/desk/queue";

/** What waits, asked once a request: the side bar counts it and the desk shows it. */
export const queueNow = cache(async () => officerQueue(await requireActor()));
