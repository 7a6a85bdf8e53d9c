import BetterSqlite3 from "better-sqlite3";
import { unseal } from "#lib/secrets";

/** Phones of people in a copy of the demo that a query finds by id, so that a test can sign in as them. */
export function phonesOf(database: string, sql: string, ...given: unknown[]): string[] {
  const db = new BetterSqlite3(database, { readonly: true });
  try {
    const rows = db.prepare(`select p.id, p.phone_sealed as sealed from people p ${sql}`).all(...given);
    return (rows as { id: string; sealed: string }[]).map(({ id, sealed }) => unseal(sealed, `people.phone:${id}`));
  } finally {
    db.close();
  }
}

/** So many who applied once, got nothing, and have neither applied again nor a home: their profiles are complete. */
export const unplacedPhones = (database: string, count: number): string[] =>
  phonesOf(
    database,
    `join applications a on a.person_id = p.id join rounds r on r.id = a.round_id
     where r.status = 'finished' and a.status = 'submitted' and r.mechanism = 'choice'
       and not exists (select 1 from lease_tenants t where t.person_id = p.id)
       and not exists (select 1 from applications b where b.person_id = p.id and b.round_id <> a.round_id)
       and not exists (select 1 from users u where u.person_id = p.id and u.id like 'demo-%')
     order by p.id limit ?`,
    count,
  );
