import { checkRound } from "#lib/allocation/check";
import type { VerifyNews, VerifyOrder } from "./verify-talk.ts";

// Runs beside the page, so that a round of a hundred thousand applicants does not stop it.

const tell = (news: VerifyNews) => self.postMessage(news);

// What is thrown in a promise would not reach the page by itself: an old browser, or too little memory.
self.onmessage = ({ data }: MessageEvent<VerifyOrder>) => verify(data).catch(() => tell({ kind: "unsupported" }));

async function verify(data: VerifyOrder): Promise<void> {
  const started = performance.now();
  const urls = [data.bundleUrl, data.resultUrl, ...(data.unitsUrl ? [data.unitsUrl] : [])];
  const texts = await textsOf(urls, data.published.rosterCount);
  if (texts === null) return tell({ kind: "unreachable" });
  const fetched = performance.now();
  const [bundle = "", result = "", units = null] = texts;
  const steps = checkRound(data.published, { bundle, result, units }, (step, share) =>
    tell({ kind: "checking", step, share }),
  );
  const done = performance.now();
  tell({ kind: "done", steps, randomness: randomnessIn(bundle), fetchMs: fetched - started, checkMs: done - fetched });
}

/** News of bytes at most this often. */
const NEWS_MS = 100;
/** Bytes of all files an applicant, by which a length is guessed that is not told: compressed files do not tell it. */
const BYTES_EACH = 550;

/** The files' texts, told as they come; null where one of them cannot be had. */
async function textsOf(urls: readonly string[], applicants: number): Promise<string[] | null> {
  try {
    const answers = await Promise.all(urls.map((url) => fetch(url)));
    if (!answers.every(({ ok }) => ok)) return null;
    const lengths = answers.reduce((sum, answer) => sum + lengthOf(answer), 0);
    const total = Number.isNaN(lengths) ? applicants * BYTES_EACH : lengths;
    let [bytes, told] = [0, 0];
    const count = (more: number) => {
      bytes += more;
      if (performance.now() - told < NEWS_MS) return;
      told = performance.now();
      tell({ kind: "fetching", bytes, share: Math.min(1, bytes / total) });
    };
    return await Promise.all(answers.map((answer) => readText(answer, count)));
  } catch {
    return null;
  }
}

/** What is told of a compressed file is not the length of what is read. */
const lengthOf = ({ headers }: Response): number =>
  headers.has("content-encoding") ? Number.NaN : Number(headers.get("content-length") ?? Number.NaN);

async function readText(answer: Response, count: (bytes: number) => void): Promise<string> {
  const reader = answer.body?.getReader();
  if (!reader) return answer.text();
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return [...pieces, decoder.decode()].join("");
    pieces.push(decoder.decode(value, { stream: true }));
    count(value.length);
  }
}

/** The public numbers of the draw, which the reader compares with their source. */
const randomnessIn = (bundle: string): string | null =>
  /"randomness"\s*:\s*"([0-9./]{1,500})"/.exec(bundle.slice(0, 10_000))?.[1] ?? null;
