import type { WriteStream } from "node:tty";

export type Progress = (done: number, total: number, what: string) => void;

const WIDTH = 24;

/** Shows how far something is: one line that moves on a terminal, a line for each tenth elsewhere (a log). */
export function progressOn(stream: NodeJS.WriteStream | WriteStream): Progress {
  let tenth = -1;
  return (done, total, what) => {
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const percent = `${Math.floor(share * 100)}`.padStart(3);
    if (stream.isTTY) {
      const full = Math.round(share * WIDTH);
      const bar = "█".repeat(full) + "░".repeat(WIDTH - full);
      stream.write(`\r\x1b[K${bar} ${percent} %  ${what}${share === 1 ? "\n" : ""}`);
    } else if (Math.floor(share * 10) > tenth) {
      tenth = Math.floor(share * 10);
      stream.write(`${percent} %  ${what}\n`);
    }
  };
}
