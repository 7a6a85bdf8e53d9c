import * as fontkit from "fontkit";
import PDFDocument from "pdfkit";
import { COMMON, fontFile, type Slice, sliceOf, type Weight } from "./fonts.ts";

export type TextLook = { size: number; weight?: Weight; color?: string };
type Run = { font: string; text: string };

export const INK = "#1D211C";
export const MUTED = "#5E655C";
export const LINE = "#D9D5C8";
export const GREEN = "#1F5A41";

let common: Set<number> | undefined;
const isCommon = (codePoint: number): boolean => {
  common ??= new Set((fontkit.create(fontFile(COMMON, 400)) as fontkit.Font).characterSet);
  return common.has(codePoint);
};

/** What stands for a character that no font here has (下划“〓”, as Chinese typesetters do). */
const MISSING = "〓";

/** A PDF that is written with real text in whatever characters come; y grows downwards, all in points. */
export class Writer {
  readonly doc: PDFKit.PDFDocument;
  readonly #fonts = new Set<string>();
  readonly #done: Promise<Uint8Array>;

  constructor(info: { title: string; author: string; createdAt: Date; lang: string }) {
    this.doc = new PDFDocument({
      size: "A4",
      margin: 0,
      bufferPages: true,
      lang: info.lang,
      displayTitle: true,
      info: { Title: info.title, Author: info.author, CreationDate: info.createdAt },
    });
    const chunks: Buffer[] = [];
    this.#done = new Promise((resolve, reject) => {
      this.doc.on("data", (chunk: Buffer) => chunks.push(chunk));
      this.doc.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
      this.doc.on("error", reject);
    });
  }

  end(): Promise<Uint8Array> {
    this.doc.end();
    return this.#done;
  }

  widthOf(text: string, { size, weight = 400 }: TextLook): number {
    return this.#runs(text, weight).reduce(
      (sum, run) => sum + this.doc.font(run.font).fontSize(size).widthOfString(run.text),
      0,
    );
  }

  /** One line at (x, y), its top left; never broken. */
  line(text: string, x: number, y: number, look: TextLook): void {
    let at = x;
    for (const run of this.#runs(text, look.weight ?? 400)) {
      this.doc
        .font(run.font)
        .fontSize(look.size)
        .fillColor(look.color ?? INK);
      this.doc.text(run.text, at, y, { lineBreak: false });
      at += this.doc.widthOfString(run.text);
    }
  }

  /** Breaks a text into lines that fit: between Chinese characters anywhere, between Latin words. */
  wrap(text: string, width: number, look: TextLook): string[] {
    const lines: string[] = [];
    let line = "";
    for (const piece of text.match(/[\p{L}\p{N}.,%¥:/@_-]+(?<=[ -~¥]+)\s*|\s+|./gu) ?? []) {
      if (line !== "" && this.widthOf((line + piece).trimEnd(), look) > width && !CLOSING.test(piece)) {
        lines.push(line.trimEnd());
        line = piece.trimStart();
      } else line += piece;
    }
    return line.trim() === "" && lines.length > 0 ? lines : [...lines, line.trimEnd()];
  }

  /** The text in runs of one font each: rare characters are in files of their own. */
  #runs(text: string, weight: Weight): Run[] {
    const runs: Run[] = [];
    for (const char of text) {
      const codePoint = char.codePointAt(0) ?? 0;
      const slice = isCommon(codePoint) ? COMMON : sliceOf(codePoint);
      const [font, shown] = [this.#font(slice ?? COMMON, weight), slice === null ? MISSING : char];
      const last = runs.at(-1);
      if (last?.font === font) last.text += shown;
      else runs.push({ font, text: shown });
    }
    return runs;
  }

  #font(slice: Slice, weight: Weight): string {
    const name = `${slice}-${weight}`;
    if (!this.#fonts.has(name)) {
      this.doc.registerFont(name, fontFile(slice, weight));
      this.#fonts.add(name);
    }
    return name;
  }
}

/** Closing punctuation never begins a line (禁则). */
const CLOSING = /^[，。、；：？！）》」』”’%]/;
