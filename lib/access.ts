import { accountsAccess } from "./accounts/access.ts";
import type { AccessRule } from "./actor.ts";
import { applicationsAccess } from "./applications/access.ts";
import { auditAccess } from "./audit/access.ts";
import { billingAccess } from "./billing/access.ts";
import { budgetAccess } from "./budget/access.ts";
import { choosingAccess } from "./choosing/access.ts";
import { exchangeAccess } from "./exchange/access.ts";
import { inventoryAccess } from "./inventory/access.ts";
import { leasesAccess } from "./leases/access.ts";
import { ledgerAccess } from "./ledger/access.ts";
import { noticesAccess } from "./notices/access.ts";
import { offersAccess } from "./offers/access.ts";
import { payoutsAccess } from "./payouts/access.ts";
import { peopleAccess } from "./people/access.ts";
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
  ...inventoryAccess,
  ...leasesAccess,
  ...ledgerAccess,
  ...noticesAccess,
  ...offersAccess,
  ...payoutsAccess,
  ...peopleAccess,
  ...roundsAccess,
  ...subsidyAccess,
};

export type Action = keyof typeof table;

/** Every action of the product, and who may do it. What is not here nobody may do. */
export const access: Record<Action, AccessRule> = table;
