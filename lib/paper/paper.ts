import { GREEN, INK, LINE, MUTED, type TextLook, Writer } from "./writer.ts";

export type PaperTable = {
  head: readonly string[];
  rows: readonly (readonly string[])[];
  /** A last row of sums. */
  total?: readonly string[];
  /** Shares of the width by column; alike where not given. */
  widths?: readonly number[];
  /** Columns that hold amounts: right-aligned. */
  numeric: readonly number[];
};
export type PaperSection = { title: string; lead?: string; table?: PaperTable; notes?: readonly string[] };
/** A paper to be signed and kept: a title, sections of tables and notes, places for signatures, pages numbered. */
export type Paper = {
  title: string;
  subtitle: string;
  lang: string;
  author: string;
  createdAt: Date;
  sections: readonly PaperSection[];
  signatures: readonly string[];
  /** At the foot of every page, beside its number. */
  foot: string;
  pageOf: (page: number, pages: number) => string;
};

const PAGE = { width: 595.28, height: 841.89, side: 54, top: 60, bottom: 64 };
const INNER = PAGE.width - 2 * PAGE.side;
const BODY: TextLook = { size: 9.5 };
const SMALL: TextLook = { size: 8.5, color: MUTED };
const LEADING = 1.55;
const SIGNATURES = 46;

/** Writes a paper as a PDF (A4), every text as text. */
export function paperOf(paper: Paper): Promise<Uint8Array> {
  const writer = new Writer(paper);
  const at = new Pen(writer);
  at.text(paper.title, { size: 19, weight: 700, color: GREEN });
  at.text(paper.subtitle, SMALL);
  at.skip(10);
  for (const [index, section] of paper.sections.entries()) {
    // Signatures never stand on a page alone: the last section goes along with them.
    if (index === paper.sections.length - 1 && !section.table) at.room(heightOf(at, section) + SIGNATURES);
    drawSection(at, section);
  }
  drawSignatures(at, paper.signatures);
  const pages = writer.doc.bufferedPageRange().count;
  for (let page = 0; page < pages; page++) {
    writer.doc.switchToPage(page);
    const y = PAGE.height - 40;
    const number = paper.pageOf(page + 1, pages);
    writer.line(paper.foot, PAGE.side, y, SMALL);
    writer.line(number, PAGE.width - PAGE.side - writer.widthOf(number, SMALL), y, SMALL);
  }
  return writer.end();
}

/** Where the next line goes; a new page begins where there is no room. */
class Pen {
  readonly writer: Writer;
  y = PAGE.top;
  constructor(writer: Writer) {
    this.writer = writer;
  }
  room(height: number): void {
    if (this.y + height <= PAGE.height - PAGE.bottom) return;
    this.writer.doc.addPage();
    this.y = PAGE.top;
  }
  skip(height: number): void {
    this.y += height;
  }
  text(text: string, look: TextLook, indent = 0): void {
    for (const line of this.writer.wrap(text, INNER - indent, look)) {
      this.room(look.size * LEADING);
      this.writer.line(line, PAGE.side + indent, this.y, look);
      this.y += look.size * LEADING;
    }
  }
  rule(color: string, y = this.y): void {
    this.writer.doc
      .moveTo(PAGE.side, y)
      .lineTo(PAGE.width - PAGE.side, y)
      .lineWidth(0.6)
      .stroke(color);
  }
}

/** What a section of notes takes; more than a page breaks anyway. */
function heightOf(at: Pen, { lead, notes = [] }: PaperSection): number {
  const lines = notes.reduce((sum, note) => sum + at.writer.wrap(note, INNER - 10, BODY).length, 0);
  const height = 60 + (lead ? 20 : 0) + lines * BODY.size * LEADING;
  return Math.min(height, PAGE.height - PAGE.top - PAGE.bottom - SIGNATURES);
}

function drawSection(at: Pen, { title, lead, table, notes = [] }: PaperSection): void {
  at.room(80);
  at.skip(8);
  at.text(title, { size: 12.5, weight: 700 });
  if (lead) at.text(lead, SMALL);
  at.skip(3);
  if (table && table.rows.length > 0) drawTable(at, table);
  for (const note of notes) {
    at.room(BODY.size * LEADING);
    at.writer.line("·", PAGE.side, at.y, BODY);
    at.text(note, BODY, 10);
  }
  at.skip(6);
}

function drawTable(at: Pen, { head, rows, total, widths, numeric }: PaperTable): void {
  const shares = widths ?? head.map(() => 1);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const columns = shares.map((share) => (INNER * share) / whole);
  const row = (cells: readonly string[], look: TextLook) => {
    const lines = cells.map((cell, column) => at.writer.wrap(cell, (columns[column] ?? 0) - 8, look));
    const height = Math.max(...lines.map((its) => its.length)) * look.size * LEADING + 4;
    at.room(height);
    let x = PAGE.side;
    for (const [column, its] of lines.entries()) {
      const width = columns[column] ?? 0;
      for (const [index, line] of its.entries()) {
        const free = numeric.includes(column) ? width - 4 - at.writer.widthOf(line, look) : 4;
        at.writer.line(line, x + free, at.y + 2 + index * look.size * LEADING, look);
      }
      x += width;
    }
    at.y += height;
    at.rule(LINE);
  };
  at.rule(INK);
  row(head, { ...BODY, weight: 700 });
  for (const cells of rows) row(cells, BODY);
  if (total) row(total, { ...BODY, weight: 700 });
  at.skip(4);
}

function drawSignatures(at: Pen, signatures: readonly string[]): void {
  const width = INNER / Math.max(1, signatures.length);
  at.room(SIGNATURES);
  at.skip(34);
  for (const [index, signature] of signatures.entries()) {
    const x = PAGE.side + index * width;
    at.writer.line(signature, x, at.y - 16, BODY);
    at.writer.doc
      .moveTo(x + at.writer.widthOf(signature, BODY) + 6, at.y)
      .lineTo(x + width - 16, at.y)
      .lineWidth(0.6)
      .stroke(MUTED);
  }
  at.skip(10);
}
