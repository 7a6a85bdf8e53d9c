import { asc, count, desc, eq, sql, sum } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { reader } from "#db/client";
import { bills, leases, offsetParts, offsets, people, roomTypes, settlements, units, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { type Month, monthOf, dayAt } from "../days.ts";
import { type Decision, grant, NotFound } from "../errors.ts";
import type { Fen } from "../money.ts";
