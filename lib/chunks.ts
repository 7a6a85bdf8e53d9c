/** Rows a statement: well below what SQLite (32,766) and PostgreSQL (65,535) allow as parameters of one. */
const CHUNK = 800;

/** Runs `work` over the items in pieces small enough for one statement, one after the other. */
export async function inChunks<T>(items: readonly T[], work: (chunk: T[]) => PromiseLike<unknown>): Promise<void> {
  for (let from = 0; from < items.length; from += CHUNK) await work(items.slice(from, from + CHUNK));
}
