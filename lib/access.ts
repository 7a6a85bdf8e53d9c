import { accountsAccess } from "./accounts/access.ts";
import type { AccessRule } from "./actor.ts";
import { applicationsAccess } from "./applications/access.ts";
import { auditAccess } from "./audit/access.ts";
import { billingAccess } from "./billing/access.ts";
import { budgetAccess } from "./budget/access.ts";
import { choosingAccess } from "./choosing/access.ts";
import { correctionsAccess } from "./corrections/access.ts";
import { deskAccess } from "./desk/access.ts";
import { exchangeAccess } from "./exchange/access.ts";
import { inventoryAccess } from "./inventory/access.ts";
import { labAccess } from "./lab/access.ts";
import { leasesAccess } from "./leases/access.ts";
import { ledgerAccess } from "./ledger/access.ts";
import { metersAccess } from "./meters/access.ts";
import { noticesAccess } from "./notices/access.ts";
import { offersAccess } from "./offers/access.ts";
import { payoutsAccess } from "./payouts/access.ts";
import { peopleAccess } from "./people/access.ts";
import { registersAccess } from "./registers/access.ts";
import { roundsAccess } from "./rounds/access.ts";
import { subsidyAccess } from "./subsidy/access.ts";

const table = {
  ...accountsAccess,
  ...applicationsAccess,
  ...auditAccess,
  ...billingAccess,
  ...budgetAccess,
  ...exchangeAccess,
  ...choosingAccess,
  ...deskAccess,
  ...correctionsAccess,
  ...inventoryAccess,
  ...labAccess,
  ...leasesAccess,
  ...ledgerAccess,
  ...metersAccess,
  ...noticesAccess,
  ...offersAccess,
  ...payoutsAccess,
  ...peopleAccess,
  ...registersAccess,
  ...roundsAccess,
  ...subsidyAccess,
};

export type Action = keyof typeof table;

/** Every action of the product, and who may do it. What is not here nobody may do. */
export const access: Record<Action, AccessRule> = table;
