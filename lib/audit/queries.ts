import { and, count, desc, eq, inArray, type SQL } from "drizzle-orm";
import { reader } from "#db/client";
import { auditLog, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";

export const AUDIT_ROWS_PER_PAGE = 50;

export type AuditFilter = { entity?: string; action?: string; actorRole?: string; entityId?: string };

/** The audit log, the latest first, fifty rows a page; empty filters match everything. */
export async function auditRows(actor: Actor, { page = 1, ...filter }: AuditFilter & { page?: number } = {}) {
  authorize(actor, "audit.read");
  const db = await reader();
  const where: SQL[] = [];
  for (const key of ["entity", "action", "actorRole", "entityId"] as const) {
    if (filter[key]) where.push(eq(auditLog[key], filter[key]));
  }
  const at = Math.max(1, page);
  const rows = await db
    .select()
    .from(auditLog)
    .where(and(...where))
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(AUDIT_ROWS_PER_PAGE)
    .offset((at - 1) * AUDIT_ROWS_PER_PAGE);
  const [total] = await db
    .select({ rows: count() })
    .from(auditLog)
    .where(and(...where));
  const ids = [...new Set(rows.map((row) => row.actorId))];
  const names = ids.length
    ? await db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, ids))
    : [];
  const nameOf = new Map(names.map((row) => [row.id, row.name]));
  const found = total?.rows ?? 0;
  return {
    rows: rows.map((row) => ({ ...row, actorName: nameOf.get(row.actorId) ?? null })),
    found,
    page: at,
    pages: Math.max(1, Math.ceil(found / AUDIT_ROWS_PER_PAGE)),
  };
}

/** The actions and kinds of things that the log holds, for its filters. */
export async function auditKinds(actor: Actor): Promise<{ actions: string[]; entities: string[] }> {
  authorize(actor, "audit.read");
  const db = await reader();
  const actions = await db.selectDistinct({ action: auditLog.action }).from(auditLog).orderBy(auditLog.action);
  const entities = await db.selectDistinct({ entity: auditLog.entity }).from(auditLog).orderBy(auditLog.entity);
  return { actions: actions.map((row) => row.action), entities: entities.map((row) => row.entity) };
}
